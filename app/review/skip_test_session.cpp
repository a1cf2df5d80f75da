#include "review/skip_test_session.h"

#include "lesson/grading.h"

#include <algorithm>

namespace downhill::app {

SkipTestSession::SkipTestSession(QString course, lesson::Lesson lesson, std::uint64_t seed,
                                 StudentMemory& memory, QObject* parent)
    : QObject(parent), course_(std::move(course)), lesson_(std::move(lesson)), memory_(memory),
      test_(lesson::skipTest(lesson_, seed)) {}

void SkipTestSession::answer(const std::optional<lesson::Answer>& answer) {
    if (isOver())
        return;
    if (answer)
        answers_.insert(question().id, *answer);
    ++index_;
    if (isOver())
        finish();
}

void SkipTestSession::finish() {
    result_ = lesson::gradeSkipTest(test_, answers_);
    if (!result_.passed) {
        Q_EMIT ended();
        return;
    }
    memory_.rememberPassedTest(course_, lesson_.id, result_.share(), this,
                               [this](const store::Result<void>& kept) {
                                   if (!kept)
                                       Q_EMIT failed(kept.error());
                                   Q_EMIT ended();
                               });
}

QStringList SkipTestSession::missedSteps() const {
    QStringList titles;
    for (const lesson::Step& step : lesson_.steps) {
        const bool missed = std::ranges::any_of(test_.questions, [&](const lesson::Question& asked) {
            const auto answer = answers_.constFind(asked.id);
            return std::ranges::count(step.questions, asked.id, &lesson::Question::id) > 0 &&
                   (answer == answers_.cend() || !lesson::grade(asked, *answer).correct);
        });
        if (missed)
            titles.append(step.title);
    }
    return titles;
}

} // namespace downhill::app
