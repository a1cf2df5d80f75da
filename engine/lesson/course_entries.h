#pragma once

#include "lesson/lesson_reader.h"
#include "lesson/reader.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <vector>

namespace downhill::lesson {

inline constexpr std::size_t kCourseLessons = 200; ///< the most that a course has

/// A lesson of a course as it was read, with the prerequisites that other lessons of the course can meet.
struct Entry {
    QString id{};
    LessonReading reading{};
};

/// Moves what could be read into `course`, and the findings and texts of all lessons into `result`. Adds what
/// is wrong with what they require: UnknownLesson where the course (`known`) does not have it,
/// CyclicRequirement in every lesson of a cycle, since none of them can come first.
void takeLessons(std::vector<Entry>& entries, const QSet<QString>& known, Course& course,
                 Reading<Course>& result);

/// The names of the folders in `folder` that hold a lesson.json, sorted. Links are not followed, and no more
/// than 2,000 folders looked at.
QStringList lessonFolders(const QString& folder);

} // namespace downhill::lesson
