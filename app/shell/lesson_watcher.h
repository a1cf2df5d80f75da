#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace downhill::app {

/// Tells when the files of a lesson have changed on the disk, once for each time that somebody saves: it
/// waits until nothing more happens for a moment.
class LessonWatcher : public QObject {
    Q_OBJECT

public:
    explicit LessonWatcher(QObject* parent = nullptr);

    /// Watches the folder and the files below it; an empty name watches nothing.
    void watch(const QString& folder);

Q_SIGNALS:
    void changed();

private:
    void look();

    QString folder_{};
    QFileSystemWatcher watcher_{};
    QTimer quiet_{};
};

} // namespace downhill::app
