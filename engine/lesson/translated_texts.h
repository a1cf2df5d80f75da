#pragma once

#include "lesson/course.h"
#include "lesson/text_visitor.h"

#include <QString>

#include <vector>

/// The texts of lessons and courses that a student reads, each under a key that stays when others come and
/// go. This is the one list of what a translation holds.
namespace downhill::lesson {

/// A text in the language that its author wrote.
struct SourceText {
    QString key{}; ///< "questions.why.choices.a.feedback": by ids, and by place from 0 where there are none
    TextKind kind = TextKind::Words;
    QString text{};

    bool operator==(const SourceText&) const = default;
};

/// Go through the texts in the order in which a student meets them. Those that are empty are left out.
void visitTexts(Lesson& lesson, const TextVisitor& visit);
/// Those of course.json alone.
void visitTexts(Course& course, const TextVisitor& visit);
void visitTexts(Glossary& glossary, const TextVisitor& visit);
void visitTexts(std::vector<Faq>& faq, const TextVisitor& visit);

/// The same as a list.
template <class Document>
std::vector<SourceText> textsOf(Document document) {
    std::vector<SourceText> texts;
    visitTexts(document, [&](const QString& key, TextKind kind, const QString& text) {
        texts.push_back({key, kind, text});
    });
    return texts;
}

} // namespace downhill::lesson
