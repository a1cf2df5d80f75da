#pragma once

#include "promise.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>
#include <QTemporaryDir>

namespace downhill::fuzzing {

/// A folder for the files of one fuzzer, in memory where the system offers that; gone at the end.
class ScratchFolder {
public:
    ScratchFolder() : dir_(place() + QStringLiteral("/downhill-fuzz-XXXXXX")) {
        require(dir_.isValid(), "there is a folder for the files");
    }

    QString path(const QString& name = {}) const { return dir_.filePath(name); }

    /// Writes a file anew, with the folders that it needs.
    void write(const QString& name, const QByteArray& bytes) const {
        const QString file = path(name);
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly)) {
            QDir().mkpath(QFileInfo(file).absolutePath());
            require(out.open(QIODevice::WriteOnly), "the file can be written");
        }
        require(out.write(bytes) == bytes.size(), "the file can be written whole");
    }

private:
    static QString place() {
        const QString memory = QStringLiteral("/dev/shm");
        return QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    }

    QTemporaryDir dir_;
};

} // namespace downhill::fuzzing
