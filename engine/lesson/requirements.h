#pragma once

#include "lesson/lesson_reader.h"

#include <QSet>
#include <QString>

#include <vector>

namespace downhill::lesson {

/// A lesson of a course as it was read, with the prerequisites that other lessons of the course can meet.
struct Entry {
    QString id{};
    LessonReading reading{};
};

/// Adds to the lessons what is wrong with what they require: UnknownLesson where the course (`known`) does
/// not have it, CyclicRequirement in every lesson of a cycle, since none of them can come first. Reported at
/// the requirement.
void checkRequirements(std::vector<Entry>& entries, const QSet<QString>& known);

} // namespace downhill::lesson
