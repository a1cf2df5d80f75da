#include "shell/lesson_watcher.h"

#include <QDirIterator>

namespace downhill::app {
namespace {

constexpr int kQuietTime = 200; ///< ms without another change
constexpr int kMostWatched = 500;

} // namespace

LessonWatcher::LessonWatcher(QObject* parent) : QObject(parent) {
    quiet_.setSingleShot(true);
    quiet_.setInterval(kQuietTime);
    connect(&watcher_, &QFileSystemWatcher::fileChanged, &quiet_, qOverload<>(&QTimer::start));
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, &quiet_, qOverload<>(&QTimer::start));
    connect(&quiet_, &QTimer::timeout, this, [this] {
        look(); // a file that was replaced is another one to watch
        Q_EMIT changed();
    });
}

void LessonWatcher::watch(const QString& folder) {
    folder_ = folder;
    quiet_.stop();
    look();
}

void LessonWatcher::look() {
    const QStringList before = watcher_.files() + watcher_.directories();
    if (!before.isEmpty())
        watcher_.removePaths(before);
    if (folder_.isEmpty())
        return;
    QStringList paths{folder_};
    QDirIterator files(folder_, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext() && paths.size() < kMostWatched)
        paths.append(files.next());
    watcher_.addPaths(paths);
}

} // namespace downhill::app
