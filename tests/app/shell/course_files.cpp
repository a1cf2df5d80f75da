#include "course_files.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

namespace downhill::app {

QString everythingCourse() {
    return QStringLiteral(DOWNHILL_TEST_DATA "/courses/everything");
}

QString shippedCourse() {
    return QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons");
}

void writeFile(const QString& name, const QByteArray& bytes) {
    QVERIFY(QDir().mkpath(QFileInfo(name).path()));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray contentOf(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void copyFolder(const QString& from, const QString& to) {
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = QDir(to).filePath(QDir(from).relativeFilePath(file));
        QDir().mkpath(QFileInfo(target).path());
        QVERIFY(QFile::copy(file, target));
    }
}

} // namespace downhill::app
