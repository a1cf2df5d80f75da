#include "lesson/distinct.h"
#include "lesson/question_body_decoder.h"

namespace downhill::lesson {

namespace {

constexpr Length kItems{3, 12}; // two would always be shown the wrong way round
constexpr Length kPairs{2, 10};
constexpr Length kOthers{0, 10};

} // namespace

QString decodeLanguage(ObjectReader& object) {
    return object.text(u"language", QString());
}

OrderQuestion decodeOrderQuestion(ObjectReader& object, Findings& findings) {
    OrderQuestion question;
    question.language = decodeLanguage(object);
    const bool isCode = !question.language.isEmpty();
    DistinctIds ids(findings);
    DistinctTexts texts(findings);
    QStringList code;
    for (const JsonValue& value : object.list(u"items", kItems)) {
        ObjectReader item(value, findings);
        OrderItem& decoded = question.items.emplace_back();
        if (!item.isObject())
            continue;
        decoded.id = ids.take(item);
        decoded.text = isCode ? item.text(u"text") : item.markdown(u"text");
        texts.check(item, u"text", decoded.text, isCode);
        code.append(decoded.text);
        item.finish();
    }
    if (isCode)
        findings.addText(*object.value().member(u"language"), code.join(u'\n'), question.language);
    question.right = object.markdown(u"right", QString());
    question.wrong = object.markdown(u"wrong", QString());
    return question;
}

MatchQuestion decodeMatchQuestion(ObjectReader& object, Findings& findings) {
    MatchQuestion question;
    DistinctIds ids(findings);
    DistinctTexts lefts(findings);
    DistinctTexts rights(findings);
    for (const JsonValue& value : object.list(u"pairs", kPairs)) {
        ObjectReader pair(value, findings);
        MatchPair& decoded = question.pairs.emplace_back();
        if (!pair.isObject())
            continue;
        decoded.id = ids.take(pair);
        decoded.left = pair.markdown(u"left");
        decoded.right = pair.markdown(u"right");
        decoded.feedback = pair.markdown(u"feedback", QString());
        lefts.check(pair, u"left", decoded.left);
        rights.check(pair, u"right", decoded.right);
        pair.finish();
    }
    for (const JsonValue& value : object.list(u"others", kOthers)) {
        ObjectReader other(value, findings);
        OrderItem& decoded = question.others.emplace_back();
        if (!other.isObject())
            continue;
        decoded.id = ids.take(other);
        decoded.text = other.markdown(u"text");
        rights.check(other, u"text", decoded.text);
        other.finish();
    }
    return question;
}

} // namespace downhill::lesson
