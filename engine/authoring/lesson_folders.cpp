#include "authoring/lesson_folders.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace downhill::authoring {

namespace {

constexpr int kMostFolders = 2'000;

bool hasLesson(const QString& folder) {
    return QFileInfo::exists(QDir(folder).filePath(QStringLiteral("lesson.json")));
}

} // namespace

QStringList lessonFolders(const QString& folder) {
    QStringList found;
    QDirIterator folders(folder, QDir::Dirs | QDir::NoDotAndDotDot);
    for (int seen = 0; seen < kMostFolders && folders.hasNext(); ++seen) {
        const QString inner = folders.next();
        if (hasLesson(inner))
            found.append(inner);
    }
    found.sort();
    return found;
}

QStringList lessonFoldersAt(const QString& path) {
    const QFileInfo info(QDir::cleanPath(path));
    if (info.fileName() == u"lesson.json" && info.isFile())
        return {info.path()};
    const QString folder = info.fileName() == u"course.json" && info.isFile() ? info.path() : info.filePath();
    QStringList found = lessonFolders(folder);
    if (hasLesson(folder))
        found.prepend(folder);
    return found;
}

} // namespace downhill::authoring
