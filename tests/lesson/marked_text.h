#pragma once

#include "lesson/diagnostic.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

/// What the tests of the readers share: texts that say where their fault is, and folders to put them into.
namespace downhill::lesson::testing {

/// A text in which the character ¦ marked the place of a finding.
struct MarkedText {
    QByteArray text{};
    int line = 0; ///< 0 where nothing was marked
    int column = 0;
};

inline MarkedText unmark(QString text) {
    MarkedText result;
    const qsizetype place = text.indexOf(u'¦');
    if (place >= 0) {
        const QString before = text.left(place);
        result.line = int(before.count(u'\n')) + 1;
        result.column = int(before.mid(before.lastIndexOf(u'\n') + 1).toUcs4().size()) + 1;
        text.remove(place, 1);
    }
    result.text = text.toUtf8();
    return result;
}

/// A folder that is gone after the test.
class Folder {
public:
    QString path(const QString& name = {}) const { return dir_.filePath(name); }

    /// Writes a file, with the folders it needs, and returns its path.
    QString write(const QString& name, const QByteArray& bytes) const {
        QString file = path(name);
        QDir().mkpath(QFileInfo(file).absolutePath());
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file));
        return file;
    }

private:
    QTemporaryDir dir_{};
};

/// "unknown-key 3:14 $.steps[0].colour (colour, , …)" for comparing and for reading.
inline QString toText(const Diagnostic& diagnostic) {
    return QStringLiteral("%1 %2:%3 %4 (%5)")
        .arg(ruleId(diagnostic.rule))
        .arg(diagnostic.line)
        .arg(diagnostic.column)
        .arg(diagnostic.path, diagnostic.arguments.join(u'|'));
}

inline QString toText(const Diagnostics& diagnostics) {
    QStringList lines;
    for (const Diagnostic& diagnostic : diagnostics)
        lines.append(toText(diagnostic));
    return lines.join(u'\n');
}

/// What toText() gives of a finding at the place that is marked; `finding` has its rule, path and arguments.
inline QString expectedAt(const MarkedText& marked, QString finding) {
    return finding.replace(finding.indexOf(u' '), 1,
                           QStringLiteral(" %1:%2 ").arg(marked.line).arg(marked.column));
}

} // namespace downhill::lesson::testing
