#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/text_decoder.h"
#include "lesson/walkthrough.h"

namespace downhill::lesson {

/// Decodes the `walkthrough` of a step; `texts` reads its program where that is a file.
/// What is returned is of use only when nothing was added to `findings`.
Walkthrough decodeWalkthrough(const JsonValue& value, TextDecoder& texts, Findings& findings);

} // namespace downhill::lesson
