#pragma once

#include "lesson/lesson.h"

#include <cstddef>

namespace downhill::fuzzing {

/// Answers every question of a lesson in many ways, sensible and senseless, and grades the answers: no score
/// is below 0 or above the points, and the same answer is graded alike again.
void answerAtRandom(const lesson::Lesson& lesson, std::size_t seed);

} // namespace downhill::fuzzing
