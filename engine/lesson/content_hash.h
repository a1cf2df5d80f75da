#pragma once

#include "lesson/question.h"

#include <QString>

namespace downhill::lesson {

/// A hash of all that an answer depends on (prompt, choices, right answer), so that an answer given to an
/// older text of the question is known as such. Of the question as it is written, before numbers are drawn: a
/// drawn one has another hash. Hexadecimal.
QString contentHash(const Question& question);

} // namespace downhill::lesson
