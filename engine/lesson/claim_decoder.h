#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/lesson.h"

namespace downhill::lesson {

/// Decodes a claim about one of `steps`, which are the lesson's own.
/// What is returned is of use only when nothing was added to `findings`.
Claim decodeClaim(const JsonValue& value, const std::vector<Step>& steps, Findings& findings);

} // namespace downhill::lesson
