#pragma once

#include <QString>
#include <QStringList>

#include <vector>

/// What a course explains apart from its lessons: its terms, and questions that are asked often. Texts are
/// Markdown with $…$ and $$…$$ TeX.
namespace downhill::lesson {

/// A few lines of code that show a term at work.
struct Snippet {
    QString language{}; ///< as a code block names it
    QString code{};
};

/// A term of the field. A text links to it with `glossary:` and its id.
struct Term {
    QString id{};
    QString term{};
    QStringList also{}; ///< other spellings and names
    QString text{};
    Snippet snippet{};     ///< empty where there is none
    QStringList lessons{}; ///< ids of lessons that use it
};

/// A question that is asked often, with its answer.
struct Faq {
    QString id{};
    QString question{};
    QString answer{};
    QStringList lessons{}; ///< ids of lessons that go into it
};

/// The terms of a course, in the author's order.
struct Glossary {
    std::vector<Term> terms{};

    /// Null where there is none of that id.
    const Term* find(const QString& id) const;
};

} // namespace downhill::lesson
