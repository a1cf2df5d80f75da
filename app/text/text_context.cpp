#include "text/text_context.h"

#include <QDesktopServices>

namespace downhill::app {

TextContext::TextContext(MarkupService& markup, Appearance& appearance, TabChoices& tabs,
                         const QString& folder, QObject* parent)
    : QObject(parent), markup_(markup), appearance_(appearance), tabs_(tabs), pictures_(folder) {}

void TextContext::follow(const QUrl& link, QWidget* from) {
    if (link.scheme() == QStringLiteral("glossary"))
        Q_EMIT termChosen(link.path(), from);
    else if (link.scheme() == QStringLiteral("lesson"))
        Q_EMIT lessonChosen(link.path());
    else if (link.scheme() == QStringLiteral("http") || link.scheme() == QStringLiteral("https"))
        QDesktopServices::openUrl(link);
}

} // namespace downhill::app
