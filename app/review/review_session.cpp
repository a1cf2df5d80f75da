#include "review/review_session.h"

#include <algorithm>

namespace downhill::app {
namespace {

const lesson::Question* questionOf(const lesson::Lesson& lesson, const QString& id) {
    for (const lesson::Step& step : lesson.steps)
        for (const lesson::Question& question : step.questions)
            if (question.id == id)
                return &question;
    return nullptr;
}

/// The lesson with nothing in it but this question.
lesson::Lesson alone(const lesson::Lesson& lesson, const lesson::Question& question) {
    lesson::Lesson only;
    only.folder = lesson.folder;
    only.id = lesson.id;
    only.version = lesson.version;
    only.title = lesson.title;
    only.steps.resize(1);
    only.steps.front().questions = {question};
    return only;
}

} // namespace

ReviewSession::ReviewSession(const lesson::Course& course, const std::vector<lesson::ReviewCard>& cards,
                             std::int64_t now, StudentMemory& memory, QObject* parent)
    : QObject(parent), course_(course), memory_(memory) {
    for (const lesson::ReviewItem& item : lesson::reviewSession(cards, now)) {
        const lesson::Lesson* lesson = course_.find(item.lesson);
        const lesson::Question* question = lesson ? questionOf(*lesson, item.question) : nullptr;
        if (!question)
            continue;
        auto controller = std::make_unique<LessonController>(course_.id, alone(*lesson, *question), memory);
        controller->askWith(question->id, item.seed);
        connect(controller.get(), &LessonController::questionChanged, this,
                [this, at = asked_.size()] { noteAnswer(at); });
        connect(controller.get(), &LessonController::saveFailed, this, &ReviewSession::failed);
        const auto card = std::ranges::find_if(cards, [&](const lesson::ReviewCard& each) {
            return each.lesson == item.lesson && each.question == item.question;
        });
        asked_.push_back({lesson, *question, std::move(controller), card->card});
    }
}

bool ReviewSession::canRate() const {
    if (!isAnswered())
        return false;
    // With help it was hard, whatever the student says; a second try is none of memory's.
    const QuestionProgress progress = present().controller->progress(present().question.id);
    return progress.tries == 1 && progress.hintsOpened == 0 && progress.grade && progress.grade->correct;
}

void ReviewSession::rate(lesson::Effort effort) {
    if (!canRate())
        return;
    memory_.rateAnswer(course_.id, present().lesson->id, present().question.id, present().before, effort,
                       this, [this](const store::Result<lesson::fsrs::Card>& card) {
                           if (card)
                               Q_EMIT rated(*card);
                           else
                               Q_EMIT failed(card.error());
                       });
}

void ReviewSession::next() {
    if (isAnswered())
        ++index_;
}

void ReviewSession::noteAnswer(std::size_t at) {
    Asked& asked = asked_[at];
    const QuestionProgress progress = asked.controller->progress(asked.question.id);
    if (asked.answered || !progress.grade)
        return;
    asked.answered = true;
    right_ += progress.grade->correct ? 1 : 0;
    Q_EMIT answered();
}

} // namespace downhill::app
