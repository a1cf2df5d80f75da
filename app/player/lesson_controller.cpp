#include "player/lesson_controller.h"

#include "lesson/content_hash.h"

#include <QCryptographicHash>

#include <algorithm>

namespace downhill::app {

LessonController::LessonController(QString course, lesson::Lesson lesson, StudentMemory& memory,
                                   QObject* parent)
    : QObject(parent), course_(std::move(course)), lesson_(std::move(lesson)), memory_(memory) {}

void LessonController::begin() {
    memory_.recallLesson(course_, lesson_, this, [this](const store::Result<LessonMemory>& memory) {
        if (!memory) {
            Q_EMIT saveFailed(memory.error());
        } else {
            visited_ = {memory->visitedSteps.begin(), memory->visitedSteps.end()};
            earned_ = memory->earned;
            for (const lesson::Step& step : lesson_.steps) {
                for (const lesson::Question& question : step.questions) {
                    const auto remembered = memory->lastAnswers.constFind(question.id);
                    if (remembered == memory->lastAnswers.cend() ||
                        remembered->contentHash != lesson::contentHash(question))
                        continue;
                    QuestionProgress& progress = progress_[question.id];
                    progress.answer = remembered->answer;
                    progress.grade = lesson::grade(question, remembered->answer);
                    progress.tries = remembered->tries;
                    progress.hintsOpened = remembered->hintsOpened;
                }
            }
            const auto current = std::ranges::find(lesson_.steps, memory->currentStep, &lesson::Step::id);
            if (current != lesson_.steps.end())
                step_ = static_cast<int>(current - lesson_.steps.begin());
        }
        Q_EMIT ready();
        enterStep();
    });
}

void LessonController::enterStep() {
    visited_.insert(step().id);
    memory_.visitStep(course_, lesson_.id, step().id);
    Q_EMIT stepChanged();
    if (!step().experiment)
        return;
    memory_.recallLastRun(course_, lesson_, step().id, this,
                          [this, index = step_](const store::Result<std::optional<RememberedRun>>& run) {
                              if (!run || !*run)
                                  return;
                              const lesson::Step& of = lesson_.steps[static_cast<std::size_t>(index)];
                              seenRuns_.insert(of.id);
                              showPredictions(of);
                              if (index == step_)
                                  Q_EMIT runRecalled(**run);
                          });
}

bool LessonController::hasRun(int index) const {
    const lesson::Step& step = lesson_.steps[static_cast<std::size_t>(index)];
    return !step.experiment || seenRuns_.contains(step.id);
}

void LessonController::noteRun(const RunRecord& run) {
    memory_.rememberRun(course_, lesson_, step().id, run);
    seenRuns_.insert(step().id);
    showPredictions(step());
}

void LessonController::showPredictions(const lesson::Step& step) {
    for (const lesson::Question& question : step.questions)
        if (std::holds_alternative<lesson::PredictQuestion>(question.body))
            Q_EMIT questionChanged(question.id);
}

bool LessonController::isVisited(int index) const {
    return visited_.contains(lesson_.steps[static_cast<std::size_t>(index)].id);
}

bool LessonController::isAnswered(int index) const {
    const auto& questions = lesson_.steps[static_cast<std::size_t>(index)].questions;
    return std::ranges::all_of(questions, [this](const lesson::Question& question) {
        const QuestionProgress at = progress(question.id);
        return at.grade && (at.grade->correct || !at.grade->marked);
    });
}

void LessonController::goTo(int index) {
    if (index < 0 || index >= stepCount() || index == step_)
        return;
    Q_EMIT stepAboutToChange();
    step_ = index;
    enterStep();
}

QuestionProgress LessonController::progress(const QString& question) const {
    return progress_.value(question);
}

void LessonController::answer(const lesson::Question& question, const lesson::Answer& answer) {
    QuestionProgress& progress = progress_[question.id];
    if (progress.saving)
        return;
    const lesson::Grade grade = lesson::grade(question, answer);
    progress.answer = answer;
    progress.saving = true;
    Q_EMIT questionChanged(question.id);
    memory_.rememberAnswer(course_, lesson_, question,
                           {.answer = answer,
                            .grade = grade,
                            .seed = shuffleSeed(question),
                            .hintsOpened = progress.hintsOpened},
                           this, [this, id = question.id, grade](const store::Result<void>& saved) {
                               QuestionProgress& at = progress_[id];
                               at.saving = false;
                               if (saved) {
                                   at.grade = grade;
                                   ++at.tries;
                                   lesson::addAnswer(earned_, id, grade.score, grade.correct);
                               } else {
                                   Q_EMIT saveFailed(saved.error());
                               }
                               Q_EMIT questionChanged(id);
                           });
}

void LessonController::tryAgain(const lesson::Question& question) {
    QuestionProgress& progress = progress_[question.id];
    progress.answer.reset();
    progress.grade.reset();
    Q_EMIT questionChanged(question.id);
}

void LessonController::openHint(const lesson::Question& question) {
    QuestionProgress& progress = progress_[question.id];
    progress.hintsOpened = std::min(progress.hintsOpened + 1, static_cast<int>(question.hints.size()));
    Q_EMIT questionChanged(question.id);
}

std::uint64_t LessonController::shuffleSeed(const lesson::Question& question) const {
    // The same order each time a question is shown, another for each question.
    const QByteArray hash =
        QCryptographicHash::hash((lesson_.id + u'/' + question.id).toUtf8(), QCryptographicHash::Sha256);
    std::uint64_t seed = 0;
    for (int i = 0; i < 8; ++i)
        seed = seed << 8 | static_cast<unsigned char>(hash[i]);
    return seed;
}

lesson::Mastery LessonController::mastery() const {
    lesson::Earned earned = earned_;
    earned.read = visited_.contains(lesson_.steps.back().id);
    return lesson::masteryOf(lesson_, earned);
}

} // namespace downhill::app
