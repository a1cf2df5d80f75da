#pragma once

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>

/// One run of downhill-cli, from its arguments to its end.
struct CommandLineRun {
    int status = -1; ///< -1: it did not run or did not end by itself
    QByteArray output{};
    QByteArray errors{};
};

inline CommandLineRun runCommandLine(const QStringList& arguments, const QString& folder = {}) {
    QProcess process;
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(QStringLiteral(DOWNHILL_CLI), arguments);
    process.closeWriteChannel();
    CommandLineRun run;
    if (process.waitForFinished(240'000) && process.exitStatus() == QProcess::NormalExit)
        run.status = process.exitCode();
    run.output = process.readAllStandardOutput();
    run.errors = process.readAllStandardError();
    return run;
}

inline bool writeFile(const QString& name, const QByteArray& bytes) {
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// Null where the file cannot be read.
inline QByteArray readFile(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
