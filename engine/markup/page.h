#pragma once

#include "markup/formula.h"

#include <QList>
#include <QString>

#include <memory>
#include <vector>

/// A text of a lesson on its way from Markdown to the screen. A Page is a plain value: it can be made on one
/// thread and laid out on another, and it knows nothing of colours and fonts.
namespace downhill::markup {

enum class RunKind {
    Text,
    Code,    ///< `code` in a line
    Formula, ///< `formula` is its place in Page::formulas
    Picture, ///< `text` is what it shows, in words; `target` its name within the lesson's folder, empty if
             ///< refused
    LineBreak,
};

/// A piece of a line whose letters look alike.
struct Run {
    RunKind kind = RunKind::Text;
    QString text{};
    bool bold = false;
    bool italic = false;
    bool struck = false;
    /// The address of a link: http:…, https:…, glossary:ID or lesson:ID, and no other. Or a picture's name.
    QString target{};
    int formula = -1;
};

/// A piece of a code block: its text and Prism's type for it, outer types first ("string.interpolation"), or
/// none.
struct CodeToken {
    QString type{};
    QString text{};

    bool operator==(const CodeToken&) const = default;
};

enum class BlockKind {
    Paragraph,
    Heading,
    Formula, ///< a display formula: exactly one run
    Picture, ///< a picture that stands alone: exactly one run
    Code,
    Tabs, ///< its children are code blocks with titles, of which one is looked at at a time
    Rule,
    List, ///< its children are items
    Item,
    Table,
    Callout,
    Quote,
};

enum class CalloutKind { Note, Tip, Warning };

enum class Align { Left, Centre, Right };

struct Cell {
    std::vector<Run> runs{};
    Align align = Align::Left;
};

/// A block, with what it holds: runs in paragraphs, headings, formulas and the titles of callouts; blocks in
/// lists, items, callouts, quotes and tabs.
struct Block {
    BlockKind kind = BlockKind::Paragraph;
    std::vector<Run> runs{};
    std::vector<Block> children{};

    int level = 0;        ///< Heading: 1 to 6
    bool ordered = false; ///< List
    int first = 1;        ///< List, ordered: the first number
    bool tight = true;    ///< List: no space between its items
    CalloutKind callout = CalloutKind::Note;
    QString language{};                    ///< Code: as written, without what follows it
    QString title{};                       ///< Code: of its tab; empty where it stands in none
    int line = 0;                          ///< Code, and Paragraph: where it begins in the Markdown, from 1
    int column = 0;                        ///< the same, in characters; of code, where its language is named
    QList<CodeToken> code{};               ///< Code: together the whole text, without the last line's end
    std::vector<std::vector<Cell>> rows{}; ///< Table: the first row is the header
};

/// A formula where it stands.
struct PlacedFormula {
    QString tex{};
    bool display = false;
    int line = 0;                             ///< of the Markdown, from 1
    int column = 0;                           ///< from 1, in characters
    std::shared_ptr<const Formula> typeset{}; ///< never null once a Typesetter has prepared the page
};

enum class FindingKind {
    BadFormula,      ///< `subject` is the TeX, `reason` says why, `message` is MathJax's for BadTex
    UnclosedFormula, ///< $$ without its end; `subject` is how it begins
    UnknownLanguage, ///< of a code block; `subject` is its name
    RefusedLink,     ///< none of Run::target's; `subject` is the address
    RefusedPicture,  ///< not a file within the lesson's folder; `subject` is the name
    UnknownCallout,  ///< [!WORD] that is none of ours; `subject` is the word
    NestedTooDeep,   ///< lists and quotes in each other; shown flat
    TooLong,         ///< the rest of the text is left out
    HtmlInText,      ///< shown as it is written; `subject` is the tag
};

/// Something in a text that its author should mend.
struct Finding {
    FindingKind kind{};
    int line = 0;   ///< of the Markdown, from 1
    int column = 0; ///< from 1, in characters
    QString subject{};
    FormulaError reason = FormulaError::None;
    QString message{};

    bool operator==(const Finding&) const = default;
};

enum class ReferenceKind { Picture, Term, Lesson };

/// Where a text names something that only its reader can find: a file, a term of the glossary, a lesson.
struct Reference {
    ReferenceKind kind{};
    QString target{}; ///< the picture's name, or the id
    QString words{};  ///< Picture: what it shows
    int line = 0;     ///< of the Markdown, from 1
    int column = 0;   ///< from 1, in characters

    bool operator==(const Reference&) const = default;
};

struct Page {
    std::vector<Block> blocks{};
    std::vector<PlacedFormula> formulas{};
    std::vector<Finding> findings{};     ///< in the order of their places; at most a thousand of a text
    std::vector<Reference> references{}; ///< in the order of the text
};

/// What is wrong with a page, in the order of its lines.
inline const std::vector<Finding>& findings(const Page& page) {
    return page.findings;
}

} // namespace downhill::markup
