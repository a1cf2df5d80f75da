#pragma once

#include "lesson/course.h"

namespace downhill::app {

class StudentMemory;

/// Gives the present student some weeks of work with the first lessons of a course, as far as pictures of
/// progress and of reviews need it: steps, answers of which some were wrong at first, time, and cards of
/// which some are due. The same for the same course, but for the days, which end today.
void rememberPastWeeks(StudentMemory& memory, const lesson::Course& course);

} // namespace downhill::app
