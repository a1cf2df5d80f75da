#pragma once

#include "lesson/question.h"

#include <QString>

#include <optional>

namespace downhill::lesson {

/// The first text that looks like another among those that a question lays side by side: choices (also of a
/// gap), items, left sides, right sides. Blanks count in code alone, where they indent.
std::optional<QString> repeatedText(const Question& question);

} // namespace downhill::lesson
