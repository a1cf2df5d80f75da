#pragma once

#include "lesson/standing.h"
#include "memory/student_memory.h"
#include "memory/study_memory.h"

#include <QDate>

#include <vector>

namespace downhill::app {

/// What is known of a student's way with one lesson.
struct LessonFigures {
    QString id{};
    QString title{};
    lesson::Standing standing{};
    bool entered = false;
    int tries = 0; ///< answers that were marked
    int right = 0; ///< of these
    std::int64_t milliseconds = 0;
    QDate last{}; ///< the last day with an answer or with time spent; none before
};

/// One day of the student's calendar.
struct DayFigures {
    QDate day{};
    int tries = 0;
    std::int64_t milliseconds = 0;
};

/// A student's progress in a course.
struct ProgressFigures {
    std::vector<LessonFigures> lessons{}; ///< in the order of the course
    std::vector<DayFigures> days{};       ///< `shownDays` of them up to today, also empty ones
    int mastered = 0;
    int proficient = 0; ///< or better, or passed by test
    int tries = 0;
    int right = 0;
    std::int64_t milliseconds = 0;
    int daysActive = 0; ///< in all
    int due = 0;        ///< questions to review
};

/// Pure: `now` is a moment of `today`.
ProgressFigures progressOf(const lesson::Course& course, const CourseMemory& memory, const Study& study,
                           const QDate& today, std::int64_t now, int shownDays);

/// The lessons' figures as CSV (RFC 4180, UTF-8), with a header in English,
/// which is for programs.
QByteArray progressCsv(const ProgressFigures& figures);

} // namespace downhill::app
