#pragma once

#include "experiment/experiment_controller.h"
#include "player/lesson_controller.h"

#include <QObject>

namespace downhill::app {

/// A student in a lesson: the way through its steps together with the experiment of the present step. Keeps
/// each run with the step it belongs to. Needs no window.
class LessonSession : public QObject {
    Q_OBJECT

public:
    LessonSession(const QString& course, const lesson::Lesson& lesson, StudentMemory& memory,
                  QObject* parent = nullptr);

    LessonController& lesson() { return lesson_; }
    ExperimentController& experiment() { return experiment_; }

    void begin() { lesson_.begin(); }
    /// Keeps what is under way, as when the lesson is closed.
    void leave() { experiment_.keepRun(); }

private:
    void setUpStep();
    void holdKnobs();

    LessonController lesson_;
    ExperimentController experiment_{};
};

} // namespace downhill::app
