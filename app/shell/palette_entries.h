#pragma once

#include "lesson/course.h"
#include "shell/palette_search.h"

#include <functional>

namespace downhill::app {

class Commands;

/// What the palette offers: every command that can be used now.
std::vector<PaletteEntry> commandEntries(const Commands& commands);

/// What can be opened in a course.
struct CourseDoors {
    std::function<void(const QString& lesson)> lesson{};
    std::function<void(const QString& lesson, const QString& step)> step{};
    std::function<void(const QString& term)> term{};
    std::function<void(const QString& question)> question{};
};

/// Appends the lessons of a course, their steps, its terms and its questions, as far as there are doors.
void appendCourseEntries(std::vector<PaletteEntry>& entries, const lesson::Course& course,
                         const CourseDoors& doors);

} // namespace downhill::app
