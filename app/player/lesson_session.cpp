#include "player/lesson_session.h"

namespace downhill::app {

LessonSession::LessonSession(const QString& course, const lesson::Lesson& lesson, StudentMemory& memory,
                             QObject* parent)
    : QObject(parent), lesson_(course, lesson, memory) {
    connect(&lesson_, &LessonController::stepAboutToChange, &experiment_, &ExperimentController::keepRun);
    connect(&lesson_, &LessonController::stepChanged, this, &LessonSession::setUpStep);
    connect(&lesson_, &LessonController::runRecalled, this, [this](const RememberedRun& run) {
        if (!run.curves.empty())
            experiment_.addPast(ExperimentController::rateName(run.learningRate), run.curves.front().batch);
    });
    connect(&lesson_, &LessonController::questionChanged, this, &LessonSession::holdKnobs);
    connect(&experiment_, &ExperimentController::runKept, &lesson_, &LessonController::noteRun);
}

void LessonSession::setUpStep() {
    if (lesson_.step().experiment)
        experiment_.setExperiment(*lesson_.step().experiment);
    else
        experiment_.clear();
    holdKnobs();
}

void LessonSession::holdKnobs() {
    experiment_.hold(lesson_.heldKnobs());
}

} // namespace downhill::app
