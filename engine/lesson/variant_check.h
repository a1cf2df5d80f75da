#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/question.h"

namespace downhill::lesson {

/// Checks the expressions of a question with parameters, which `value` holds: reports those that cannot be
/// computed, parameters that nothing uses, values for which one is no number (all values where there are few;
/// else all corners of their ranges and 200 draws), and a question whose choices look alike however it is
/// drawn.
void checkVariants(const JsonValue& value, const Question& question, Findings& findings);

} // namespace downhill::lesson
