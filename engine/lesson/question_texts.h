#pragma once

#include "lesson/question.h"

#include <QString>

#include <functional>

namespace downhill::lesson {

/// What a text of a question is.
enum class TextRole {
    Markdown, ///< with TeX
    Plain,
    Code,   ///< in the question's language
    Answer, ///< plain, compared with what a student types
};

/// Calls `visit` for each text of a question that a student sees or is compared with, in the author's order,
/// with its key below the question: "prompt", "hints.0", "choices.a.text", "choices.a.feedback",
/// "choices.a.missed", "when_true", "unit", "right", "items.a.text", "pairs.a.left", "others.a.text", "text",
/// "gaps.a.accept.0", "gaps.a.mistakes.0.text", "gaps.a.choices.b.text", "gaps.a.wrong", "explanation" and so
/// on. Texts that are empty are visited too.
void visitTexts(Question& question,
                const std::function<void(const QString& key, TextRole role, QString& text)>& visit);

} // namespace downhill::lesson
