#pragma once

#include "store/error.h"
#include "store/keys.h"

#include <QDate>
#include <QString>

#include <cstdint>
#include <vector>

namespace downhill::store {

class Database;

/// Time spent with a lesson on one day of the student's calendar.
struct StudyTime {
    QString lesson{};
    QDate day{};
    std::int64_t milliseconds = 0;
    bool operator==(const StudyTime&) const = default;
};

/// One answer, as far as progress is concerned.
struct AnswerMark {
    QString lesson{};
    QString question{};
    double score = 0;
    double points = 0;
    bool marked = true;
    bool correct = false;
    UtcMs answered = 0;
    bool operator==(const AnswerMark&) const = default;
};

/// How students have worked: when, how long, and with what success.
class StudyStore {
public:
    explicit StudyStore(Database& database) : database_(database) {}

    /// Adds to the time of that day. Nothing is kept of a time below 1 ms.
    Result<void> add(const LessonKey& lesson, const QDate& day, std::int64_t milliseconds);
    /// By day, then by lesson.
    Result<std::vector<StudyTime>> times(const QUuid& profile, const QString& course);
    /// Every answer that was given in a course, in the order in which they came.
    Result<std::vector<AnswerMark>> answers(const QUuid& profile, const QString& course);

private:
    Database& database_;
};

} // namespace downhill::store
