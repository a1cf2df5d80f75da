#include "cli/findings.h"

#include "cli/console.h"
#include "lesson/error_words.h"
#include "messages/messages.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace downhill::app::cli {

namespace {

constexpr qsizetype kWidth = 110;      // characters of a line that are shown
constexpr qint64 kLineBytes = 4 << 20; // no longer line is read

class Findings {
    Q_DECLARE_TR_FUNCTIONS(Findings)

public:
    /// "file:line:column: error[rule]: what (path); how to mend"
    static QString headline(const QString& place, const QString& rule, const Message& message,
                            const QString& path);
};

QString Findings::headline(const QString& place, const QString& rule, const Message& message,
                           const QString& path) {
    QString text =
        place + QStringLiteral(": ") + tr("error") + u'[' + rule + QStringLiteral("]: ") + message.what;
    if (!path.isEmpty())
        text += QStringLiteral(" (") + path + u')';
    if (!message.remedy.isEmpty())
        text += QStringLiteral("; ") + message.remedy;
    return printable(text) + u'\n';
}

QString placeOf(const QString& file, long line, long column) {
    QString text = file;
    if (line > 0)
        text += QStringLiteral(":%1").arg(line);
    if (line > 0 && column > 0)
        text += QStringLiteral(":%1").arg(column);
    return text;
}

/// Line `number` of `file`, without its end; null where it cannot be had.
QString lineOf(const QString& file, int number) {
    QFile source(file);
    if (number < 1 || !source.open(QIODevice::ReadOnly))
        return {};
    QByteArray line;
    for (int i = 0; i < number; ++i) {
        line = source.readLine(kLineBytes);
        if (line.isEmpty())
            return {};
    }
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

/// The line and a caret below `column` (1-based, in characters; 0: no caret). A long line is cut around the
/// column.
QString excerpt(const QString& line, int column) {
    const std::u32string characters = line.toStdU32String();
    const auto length = static_cast<qsizetype>(characters.size());
    const qsizetype at = std::clamp<qsizetype>(column - 1, 0, length);
    const qsizetype begin = length <= kWidth ? 0 : std::clamp<qsizetype>(at - kWidth / 2, 0, length - kWidth);
    const qsizetype end = std::min(begin + kWidth, length);
    const QString before = begin > 0 ? QStringLiteral("…") : QString();
    const QString after = end < length ? QStringLiteral("…") : QString();
    const auto part = [&](qsizetype from, qsizetype to) {
        return printable(QString::fromUcs4(characters.data() + from, to - from));
    };
    QString text = QStringLiteral("    ") + before + part(begin, end) + after + u'\n';
    if (column > 0) {
        QString margin;
        for (const char32_t c : (before + part(begin, at)).toStdU32String())
            margin += c == U'\t' ? u'\t' : u' ';
        text += QStringLiteral("    ") + margin + QStringLiteral("^\n");
    }
    return text;
}

} // namespace

QString describeFinding(const lesson::Diagnostic& diagnostic) {
    QString text = Findings::headline(placeOf(diagnostic.file, diagnostic.line, diagnostic.column),
                                      lesson::ruleId(diagnostic.rule), describe(diagnostic), diagnostic.path);
    const QString line = lineOf(diagnostic.file, diagnostic.line);
    if (!line.trimmed().isEmpty())
        text += excerpt(line, diagnostic.column);
    return text;
}

QString describeFindings(const lesson::Diagnostics& diagnostics) {
    QString text;
    for (const lesson::Diagnostic& diagnostic : diagnostics)
        text += describeFinding(diagnostic);
    return text;
}

QString describeDataError(const QString& file, const training::Error& error) {
    // The column of such an error counts fields, not characters, so it is left to the message.
    QString text = Findings::headline(placeOf(file, error.line, 0), lesson::errorCodeWord(error.code),
                                      describe(error), QString());
    const QString line = lineOf(file, static_cast<int>(error.line));
    if (!line.trimmed().isEmpty())
        text += excerpt(line, 0);
    return text;
}

} // namespace downhill::app::cli
