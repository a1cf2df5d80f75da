#include "messages/messages.h"

namespace downhill::app {

namespace {

QString asSentence(const QString& clause) {
    if (clause.isEmpty())
        return clause;
    QString text = clause;
    text[0] = text[0].toUpper();
    return text.endsWith(u'.') || text.endsWith(u'?') || text.endsWith(u'…') ? text : text + u'.';
}

} // namespace

QString sentence(const Message& message) {
    const QString what = asSentence(message.what);
    const QString remedy = asSentence(message.remedy);
    return remedy.isEmpty() ? what : what + u' ' + remedy;
}

QString sentence(const training::Error& error) {
    return sentence(describe(error));
}

QString sentence(const lesson::Diagnostic& diagnostic) {
    return sentence(describe(diagnostic));
}

QString sentence(const store::Error& error) {
    return sentence(describe(error));
}

} // namespace downhill::app
