#pragma once

#include "lesson/course.h"
#include "lesson/standing.h"
#include "memory/student_memory.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace downhill::app {

/// What the course page says of one lesson.
struct OutlineLesson {
    QString id{};
    QString title{};
    QString summary{};
    int number = 0;       ///< from 1, in the order of the course
    std::size_t unit = 0; ///< its place among the units
    int minutes = 0;
    int steps = 0;
    lesson::Standing standing{};
    bool entered = false;              ///< the student has been in it
    bool hasTest = false;              ///< there is a test by which it can be skipped
    std::vector<std::size_t> before{}; ///< places of the lessons that it requires
    QStringList missing{};             ///< titles of those of them that are still to be reached
};

struct OutlineUnit {
    QString title{};
    QString summary{};
    std::vector<std::size_t> lessons{}; ///< their places; never empty
};

/// Where the student goes on.
struct OutlineResume {
    std::size_t lesson = 0; ///< its place
    bool begun = false;     ///< the student was in some lesson of the course
    int step = -1;          ///< where the student is in it, from 0; -1: has not entered it
    QString stepTitle{};
};

/// A course as a list and a map of its lessons show it to one student.
struct CourseOutline {
    QString id{};
    QString title{};
    QString summary{};
    std::vector<OutlineUnit> units{};
    std::vector<OutlineLesson> lessons{};  ///< those of the first unit, then those of the second, and so on
    std::optional<OutlineResume> resume{}; ///< none where there are no lessons
};

CourseOutline outlineOf(const lesson::Course& course, const CourseMemory& memory);

/// "15 min · 6 steps · Familiar, 60 % of the points · best after “What is training?”".
QString factsOf(const OutlineLesson& lesson);
/// "Requires “The slope under your feet”."
QString requirementsOf(const CourseOutline& outline, const OutlineLesson& lesson);

} // namespace downhill::app
