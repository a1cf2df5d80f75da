#include "player/lesson_controller.h"

#include "experiment/run_answer.h"
#include "lesson/content_hash.h"
#include "lesson/variant.h"

#include <QCryptographicHash>

#include <algorithm>

namespace downhill::app {
namespace {

/// The settings that a prediction speaks of; nothing of other questions, and where any run tells how it went.
const lesson::Settings* settingsOf(const lesson::Question& question) {
    const auto* prediction = std::get_if<lesson::PredictQuestion>(&question.body);
    return prediction && prediction->at != lesson::Settings{} ? &prediction->at : nullptr;
}

} // namespace

LessonController::LessonController(QString course, lesson::Lesson lesson, StudentMemory& memory,
                                   QObject* parent)
    : QObject(parent), course_(std::move(course)), lesson_(std::move(lesson)), memory_(memory) {}

void LessonController::begin() {
    memory_.recallLesson(course_, lesson_, this, [this](const store::Result<LessonMemory>& memory) {
        if (!memory) {
            Q_EMIT saveFailed(memory.error());
        } else {
            student_ = memory->student;
            visited_ = {memory->visitedSteps.begin(), memory->visitedSteps.end()};
            earned_ = memory->earned;
            for (const lesson::Step& step : lesson_.steps)
                for (const lesson::Question& question : step.questions)
                    takeUp(question, *memory);
            resumed_.clear();
            const auto current = std::ranges::find(lesson_.steps, memory->currentStep, &lesson::Step::id);
            if (current != lesson_.steps.end())
                step_ = static_cast<int>(current - lesson_.steps.begin());
        }
        Q_EMIT ready();
        enterStep();
    });
}

void LessonController::takeUp(const lesson::Question& question, const LessonMemory& memory) {
    const auto remembered = memory.lastAnswers.constFind(question.id);
    const auto resumed = resumed_.constFind(question.id);
    const bool isRemembered = remembered != memory.lastAnswers.cend();
    const bool isResumed = resumed != resumed_.cend();
    if (!isRemembered && !isResumed)
        return;
    const QString hash = lesson::contentHash(question);
    if (isRemembered && remembered->contentHash == hash) {
        QuestionProgress& progress = progress_[question.id];
        progress.answer = remembered->answer;
        progress.tries = remembered->tries;
        progress.hintsOpened = remembered->hintsOpened;
        progress.seed = remembered->shuffleSeed;
        const lesson::Question drawn = this->drawn(question);
        const lesson::Attempt attempt{progress.hintsOpened, progress.tries - 1};
        const lesson::Grade grade = lesson::grade(drawn, remembered->answer, attempt);
        progress.solved = lesson::showsSolution(drawn, grade, attempt.earlierTries);
        progress.grade = grade;
    }
    if (isResumed && resumed->contentHash == hash) {
        QuestionProgress& progress = progress_[question.id];
        progress.answer.reset();
        progress.grade.reset();
        progress.solved = false;
        progress.hintsOpened = resumed->hintsOpened;
        progress.seed = resumed->seed;
        progress.draft = resumed->draft;
    }
}

QHash<QString, OpenQuestion> LessonController::openQuestions() const {
    QHash<QString, OpenQuestion> open = resumed_;
    for (const lesson::Step& step : lesson_.steps) {
        for (const lesson::Question& question : step.questions) {
            const QuestionProgress at = progress(question.id);
            const bool isBegun = at.draft || at.hintsOpened > 0 || at.tries > 0;
            if (isBegun && !at.grade && !at.saving)
                open[question.id] = {lesson::contentHash(question), at.draft, at.hintsOpened, seed(question)};
        }
    }
    return open;
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
    recallReveals();
}

void LessonController::recallReveals() {
    QStringList predictions;
    std::vector<lesson::Settings> settings;
    for (const lesson::Question& question : step().questions) {
        const lesson::Settings* at = settingsOf(question);
        if (!at || revealed_.contains(question.id))
            continue;
        predictions.append(question.id);
        settings.push_back(*at);
    }
    if (settings.empty())
        return;
    memory_.recallRunsAt(course_, lesson_, step().id, std::move(settings), this,
                         [this, predictions](const store::Result<std::vector<bool>>& ran) {
                             for (qsizetype i = 0; ran && i < predictions.size(); ++i)
                                 if ((*ran)[static_cast<std::size_t>(i)])
                                     reveal(predictions[i]);
                         });
}

bool LessonController::hasRun(int index) const {
    const lesson::Step& step = lesson_.steps[static_cast<std::size_t>(index)];
    return !step.experiment || seenRuns_.contains(step.id);
}

bool LessonController::isRevealed(const lesson::Question& prediction) const {
    return settingsOf(prediction) ? revealed_.contains(prediction.id) : hasRun(step_);
}

void LessonController::reveal(const QString& prediction) {
    revealed_.insert(prediction);
    Q_EMIT questionChanged(prediction);
}

void LessonController::noteRun(const RunRecord& run) {
    memory_.rememberRun(course_, lesson_, step().id, run);
    seenRuns_.insert(step().id);
    showPredictions(step());
    for (const lesson::Question& question : step().questions) {
        if (const lesson::Settings* at = settingsOf(question); at && stoodAt(run, *at))
            reveal(question.id);
        if (isSolved(question.id))
            continue; // a worse run takes nothing away
        if (const auto made = runAnswer(drawn(question), run, *step().experiment))
            answer(question, *made);
    }
}

std::vector<lesson::Knob> LessonController::heldKnobs() const {
    std::vector<lesson::Knob> held;
    for (const lesson::Question& question : step().questions) {
        const auto* asked = std::get_if<lesson::ExperimentQuestion>(&question.body);
        if (asked && !isSolved(question.id))
            held.insert(held.end(), asked->keep.begin(), asked->keep.end());
    }
    return held;
}

bool LessonController::isSolved(const QString& question) const {
    const QuestionProgress at = progress(question);
    return at.grade && at.grade->correct;
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
    const lesson::Attempt attempt{progress.hintsOpened, progress.tries};
    const lesson::Question drawn = this->drawn(question);
    const lesson::Grade grade = lesson::grade(drawn, answer, attempt);
    progress.seed = seed(question);
    progress.answer = answer;
    progress.draft.reset();
    progress.saving = true;
    Q_EMIT questionChanged(question.id);
    memory_.rememberAnswer(
        course_, lesson_, question,
        {.answer = answer, .grade = grade, .seed = progress.seed, .hintsOpened = progress.hintsOpened}, this,
        [this, drawn, grade](const store::Result<void>& saved) {
            QuestionProgress& at = progress_[drawn.id];
            at.saving = false;
            if (saved) {
                at.grade = grade;
                at.solved = lesson::showsSolution(drawn, grade, at.tries);
                ++at.tries;
                lesson::addAnswer(earned_, drawn.id, grade.score, grade.correct);
            } else {
                Q_EMIT saveFailed(saved.error());
            }
            Q_EMIT questionChanged(drawn.id);
        });
}

void LessonController::tryAgain(const lesson::Question& question) {
    QuestionProgress& progress = progress_[question.id];
    if (progress.saving)
        return;
    progress.draft = question.parameters.empty() ? progress.answer : std::nullopt;
    progress.answer.reset();
    progress.grade.reset();
    progress.solved = false;
    if (!question.parameters.empty()) {
        progress.seed = lesson::nextSeed(question, progress.seed);
        progress.hintsOpened = 0;
    }
    Q_EMIT questionChanged(question.id);
}

void LessonController::openHint(const lesson::Question& question) {
    QuestionProgress& progress = progress_[question.id];
    progress.hintsOpened = std::min(progress.hintsOpened + 1, static_cast<int>(question.hints.size()));
    Q_EMIT questionChanged(question.id);
}

void LessonController::keepDraft(const QString& question, const std::optional<lesson::Answer>& entered) {
    const auto known = progress_.constFind(question);
    const bool isGiven = known != progress_.cend() && (known->grade || known->saving);
    if (!isGiven && (entered || known != progress_.cend()))
        progress_[question].draft = entered;
}

std::uint64_t LessonController::seed(const lesson::Question& question) const {
    const QuestionProgress at = progress(question.id);
    return at.tries > 0 || at.answer || at.seed != 0 ? at.seed : firstSeed(question);
}

lesson::Question LessonController::drawn(const lesson::Question& question) const {
    return lesson::drawn(question, seed(question));
}

std::uint64_t LessonController::firstSeed(const lesson::Question& question) const {
    const QString key = student_.toString() + u'/' + lesson_.id + u'/' + question.id;
    const QByteArray hash = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256);
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
