#include "cli/findings.h"

#include "cli/console.h"
#include "cli/source_excerpts.h"
#include "messages/messages.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace downhill::app::cli {

namespace {

using lesson::Diagnostic;

class Findings {
    Q_DECLARE_TR_FUNCTIONS(Findings)

public:
    static QString headline(const Diagnostic& diagnostic);
};

bool isError(const Diagnostic& diagnostic) {
    return lesson::severityOf(diagnostic.rule) == lesson::Severity::Error;
}

QString placeOf(const Diagnostic& diagnostic) {
    QString text = diagnostic.file;
    if (diagnostic.line > 0)
        text += QStringLiteral(":%1").arg(diagnostic.line);
    if (diagnostic.line > 0 && diagnostic.column > 0)
        text += QStringLiteral(":%1").arg(diagnostic.column);
    return text;
}

/// "file:line:column: error[rule]: what (path); how to mend"
QString Findings::headline(const Diagnostic& diagnostic) {
    const Message message = describe(diagnostic);
    QString text = placeOf(diagnostic) + QStringLiteral(": ") +
                   (isError(diagnostic) ? tr("error") : tr("warning")) + u'[' +
                   lesson::ruleId(diagnostic.rule) + QStringLiteral("]: ") + message.what;
    if (!diagnostic.path.isEmpty())
        text += QStringLiteral(" (") + diagnostic.path + u')';
    if (!message.remedy.isEmpty())
        text += QStringLiteral("; ") + message.remedy;
    return printable(text) + u'\n';
}

} // namespace

QString describeFindings(const lesson::Diagnostics& diagnostics) {
    QString text;
    SourceExcerpts excerpts;
    for (const Diagnostic& diagnostic : diagnostics)
        text +=
            Findings::headline(diagnostic) + excerpts.at(diagnostic.file, diagnostic.line, diagnostic.column);
    return text;
}

QByteArray findingsAsJson(const lesson::Diagnostics& diagnostics) {
    QJsonArray findings;
    for (const Diagnostic& diagnostic : diagnostics) {
        const Message message = describe(diagnostic);
        const QString rule = lesson::ruleId(diagnostic.rule);
        findings.append(QJsonObject{
            {QStringLiteral("file"), diagnostic.file},
            {QStringLiteral("line"), diagnostic.line},
            {QStringLiteral("column"), diagnostic.column},
            {QStringLiteral("severity"),
             isError(diagnostic) ? QStringLiteral("error") : QStringLiteral("warning")},
            {QStringLiteral("rule"), rule},
            {QStringLiteral("path"), diagnostic.path},
            {QStringLiteral("message"), message.what},
            {QStringLiteral("remedy"), message.remedy},
            {QStringLiteral("page"), QStringLiteral("lessons/rules.md#") + rule},
        });
    }
    return QJsonDocument(findings).toJson();
}

} // namespace downhill::app::cli
