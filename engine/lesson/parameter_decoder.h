#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/parameter.h"

#include <vector>

namespace downhill::lesson {

/// Decodes the `parameters` of a question: an object of 1 to 6 names, each with `least`, `greatest` and
/// `step` (1), or with `one_of`. What is returned is of use only when nothing was added to `findings`.
std::vector<Parameter> decodeParameters(const JsonValue& value, Findings& findings);

} // namespace downhill::lesson
