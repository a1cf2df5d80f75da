#include "shots/past_weeks.h"

#include "lesson/content_hash.h"
#include "lesson/grading.h"
#include "lesson/question_use.h"
#include "lesson/variant.h"
#include "memory/student_memory.h"
#include "store/answer_store.h"
#include "store/progress_store.h"
#include "store/study_store.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace downhill::app {
namespace {

constexpr std::array kDaysAgo{26, 24, 23, 19, 17, 12, 11, 9, 5, 3, 2, 1}; ///< of each lesson in turn
constexpr int kLessons = 9;                                               ///< that were worked through
constexpr int kMissed = 5; ///< each so many a question is answered wrongly first
constexpr std::int64_t kMinute = 60'000;

/// One lesson, worked through on one day.
class Day {
public:
    Day(StoreThread::Open& open, const lesson::Course& course, const lesson::Lesson& lesson, int daysAgo)
        : database_(*open.database), lesson_(lesson), key_{open.profile, course.id, lesson.id},
          day_(QDate::currentDate().addDays(-daysAgo)),
          now_(day_.startOfDay().toMSecsSinceEpoch() + 17 * 60 * kMinute) {}

    /// All of it, or its first half only.
    store::Result<void> work(bool all) {
        const std::size_t steps = all ? lesson_.steps.size() : (lesson_.steps.size() + 1) / 2;
        for (std::size_t i = 0; i < steps; ++i) {
            const lesson::Step& step = lesson_.steps[i];
            now_ += 3 * kMinute;
            if (const auto seen = store::ProgressStore(database_).visit({key_, step.id}, now_); !seen)
                return seen;
            for (const lesson::Question& question : step.questions)
                if (const auto kept = answer(question); !kept)
                    return kept;
        }
        return store::StudyStore(database_).add(key_, day_,
                                                (lesson_.minutes + 4) * kMinute * (all ? 2 : 1) / 2);
    }

private:
    store::Result<void> answer(const lesson::Question& question) {
        const auto right = lesson::rightAnswer(lesson::drawn(question, 1));
        if (!right)
            return {};
        lesson::fsrs::Card card;
        const bool missed = (question.id.size() + lesson_.id.size()) % kMissed == 0;
        for (int earlier = missed ? 0 : 1; earlier < 2; ++earlier) {
            const bool correct = earlier == 1;
            now_ += kMinute;
            store::AnswerRecord record;
            record.id = QUuid::createUuid();
            record.lesson = key_;
            record.lessonVersion = lesson_.version;
            record.question = question.id;
            record.contentHash = lesson::contentHash(question);
            record.answer = *right;
            record.score = correct ? question.points : 0;
            record.points = question.points;
            record.marked = !std::holds_alternative<lesson::PredictQuestion>(question.body);
            record.correct = correct;
            record.shuffleSeed = 1;
            record.answered = now_;
            std::optional<lesson::fsrs::Card> kept;
            if (lesson::standsAlone(question))
                if (const auto rating = lesson::ratingOf({.correct = correct}, card, now_))
                    kept = card = lesson::fsrs::next(card, *rating, now_);
            if (const auto done = store::AnswerStore(database_).record(record, kept); !done)
                return done;
        }
        return {};
    }

    store::Database& database_;
    const lesson::Lesson& lesson_;
    store::LessonKey key_;
    QDate day_;
    store::UtcMs now_;
};

} // namespace

void rememberPastWeeks(StudentMemory& memory, const lesson::Course& course) {
    memory.store().post<void>(nullptr, {}, [course](StoreThread::Open& open) -> store::Result<void> {
        const std::size_t count = std::min<std::size_t>(course.lessons.size(), kLessons);
        for (std::size_t i = 0; i < count; ++i)
            if (const auto done = Day(open, course, course.lessons[i], kDaysAgo[i]).work(i + 1 < count);
                !done)
                return done;
        return {};
    });
    memory.flush();
}

} // namespace downhill::app
