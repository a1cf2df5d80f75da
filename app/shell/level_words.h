#pragma once

#include "lesson/standing.h"

#include <QString>

namespace downhill::app {

/// Where a student stands with a lesson, in a word or two: "Locked", "Open",
/// "Begun", "Familiar", "Proficient", "Mastered", "Passed by test". `entered`:
/// whether the student has been in it.
QString levelWords(const lesson::Standing& standing, bool entered);

} // namespace downhill::app
