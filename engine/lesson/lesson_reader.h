#pragma once

#include "lesson/diagnostic.h"
#include "lesson/reader.h"

namespace downhill::lesson {

/// A lesson with what a course needs to check it against the others.
struct LessonReading {
    Reading<Lesson> lesson{};
    /// One for each id in `requires`, also of a lesson with findings: UnknownLesson with the id, at its
    /// place, to be reported if there is no such lesson.
    Diagnostics requirements{};
};

/// As readLesson(), in the author's language.
LessonReading readLessonOf(const QString& folder);

} // namespace downhill::lesson
