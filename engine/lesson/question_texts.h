#pragma once

#include "lesson/question.h"
#include "lesson/text_visitor.h"

namespace downhill::lesson {

/// Goes through the texts of a question that a student sees or is compared with, in the author's order, each
/// with its key below the question: "prompt", "hints.0", "choices.a.text", "choices.a.feedback",
/// "choices.a.missed", "when_true", "unit", "right", "items.a.text", "pairs.a.left", "others.a.text", "text",
/// "gaps.a.accept.0", "gaps.a.mistakes.0.text", "gaps.a.choices.b.text", "gaps.a.wrong", "explanation" and so
/// on. Those that are empty are left out.
void visitTexts(Question& question, const TextVisitor& visit);

} // namespace downhill::lesson
