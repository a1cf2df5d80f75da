#pragma once

#include "lesson/fsrs.h"
#include "memory/store_thread.h"
#include "store/study_store.h"

#include <QDate>

#include <vector>

namespace downhill::app {

/// How a student has worked in a course.
struct Study {
    std::vector<store::StudyTime> times{};
    std::vector<store::AnswerMark> answers{}; ///< in the order in which they came
};

/// What is kept of the present student's studying, apart from what they know.
class StudyMemory {
public:
    explicit StudyMemory(StoreThread& store) : store_(store) {}

    void recall(const QString& course, QObject* context, StoreThread::Then<Study> then);
    void addTime(const QString& course, const QString& lesson, const QDate& day, std::int64_t milliseconds);
    /// When a question is best asked again; a card without reviews where it was
    /// never answered.
    void recallCard(const QString& course, const QString& lesson, const QString& question, QObject* context,
                    StoreThread::Then<lesson::fsrs::Card> then);

private:
    StoreThread& store_;
};

} // namespace downhill::app
