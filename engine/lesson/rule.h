#pragma once

#include <QString>

#include <span>

namespace downhill::lesson {

/// What can be wrong with a course, a lesson or an experiment file. Each rule has an id for people
/// ("unknown-key"), a page in the authoring guide, and is an error or a warning.
enum class Rule {
    FileNotFound,
    FileNotReadable, ///< arguments: the name, where another file names it
    FileTooLarge,    ///< arguments: the greatest size allowed, in bytes
    NotUtf8,
    NotJson,         ///< arguments: the parser's reason
    NestedTooDeep,   ///< arguments: the greatest depth allowed
    DuplicateKey,    ///< arguments: the key
    UnknownKey,      ///< arguments: the key, the nearest known one or empty, the known ones
    MissingKey,      ///< arguments: the key
    ConflictingKeys, ///< two keys that exclude each other; arguments: the first, the second
    WrongType,       ///< arguments: wanted, found; both from the words below
    OutOfRange,      ///< arguments: the value, the least, the greatest allowed
    WrongLength,     ///< a list too short or too long; arguments: its length, the least, the greatest allowed
    UnknownWord,     ///< arguments: the word, the nearest known one or empty, the known ones
    RepeatedWord,    ///< a word that stands in its list before; arguments: the word
    EmptyText,
    BadId,             ///< arguments: the id
    DuplicateId,       ///< arguments: the id
    WrongId,           ///< the lesson's id is not its folder's name; arguments: id, folder name
    UnsupportedFormat, ///< arguments: found, supported
    OutsideFolder,     ///< a file named with `..` or an absolute path; arguments: the name
    MissingFile,       ///< arguments: the name
    UnknownLesson,     ///< a prerequisite or a course's entry that does not exist; arguments: the id
    CyclicRequirement, ///< arguments: the cycle, "a → b → a"
    NoRightChoice,
    SeveralRightChoices,
    MissingFeedback, ///< arguments: the choice's id
    UnknownStep,     ///< a claim about a step that is not there; arguments: the id
    NoExperiment,   ///< a claim, a run or settings that are asked of a step without an experiment; arguments:
                    ///< the id
    UnknownRun,     ///< arguments: the id
    ViewDoesNotFit, ///< arguments: the view, why (from the words below)
    ControlDoesNotFit,    ///< arguments: the knob, why (from the words below)
    ExperimentDoesNotFit, ///< the training engine refuses it; arguments: what it named, the value, the
                          ///< engine's code, the least and the greatest allowed, its detail, its column

    // Texts, by the line of their file
    BadTex, ///< arguments: the TeX, the typesetter's reason (its own, or from the words below) or empty
    UnclosedFormula, ///< $$ without its end; arguments: how it begins
    UnknownLanguage, ///< of a code block; arguments: its name, the nearest known one or empty, the known ones
    UnknownCallout,  ///< arguments: the word
    RefusedLink,     ///< neither http(s) nor a term or a lesson; arguments: the address
    RefusedPicture,  ///< not a file of the folder; arguments: the name
    UnreadablePicture,  ///< not SVG, PNG or JPEG, or a broken one; arguments: the name
    PictureTooLarge,    ///< arguments: the name, its width and height in pixels, the greatest allowed
    PictureWithoutText, ///< nothing for those who cannot see it; arguments: the name
    TextTooDeep,        ///< lists and quotations within each other
    TextTooLong,        ///< the rest would be left out; or, with an argument, the document has more different
                        ///< formulas than that, and the rest is not checked
    HtmlInText,         ///< shown as it is written; a warning; arguments: the tag
    UnknownTerm,        ///< a link to a term that the glossary does not have; arguments: the id

    // Questions
    NoWrongChoice,   ///< a warning: there is nothing to decide
    RepeatedText,    ///< two choices that look alike; arguments: the text
    UnknownGap,      ///< [[gap]] in the text that `gaps` does not have; arguments: the id
    UnusedGap,       ///< arguments: the id
    BadExpression,   ///< arguments: the expression, its column from 1, the engine's code, its detail
    UnusedParameter, ///< a warning; arguments: the name
    NotANumber,      ///< an answer that is no finite number for some values; arguments: expression, values
    OutOfReach,      ///< a solution changes what the student cannot; arguments: the knob

    // Claims and experiments
    NoGoal,       ///< arguments: the figure that needs one
    NoTestSet,    ///< arguments: the figure that needs one
    NoSuchFigure, ///< arguments: the figure, why (from the words below)
    TooMuchWork,  ///< more than a lesson's budget; arguments: multiplications in thousands of millions, the
                  ///< greatest allowed
    Disproved, ///< runs contradict a claim or an experiment's question; arguments: the seeds, what was found,
               ///< which run it was (from the words below)

    // Courses
    UnlistedLesson, ///< a lesson's folder that the course does not name; a warning; arguments: the id
    UnusedFile,     ///< a file that nobody names; a warning; arguments: the name

    // Translations
    MissingTranslation, ///< a warning; arguments: the language, the text's key
    StaleTranslation,   ///< its source has changed since; a warning; arguments: the language, the key
    UnknownText,        ///< of a key that the lesson does not have; arguments: the key
    LostPlaceholder,    ///< a {{value}}, [[gap]], picture or formula that only one of both has; arguments: it
};

enum class Severity { Error, Warning };

Severity severityOf(Rule rule);

/// Every rule, in the order of the enumeration.
std::span<const Rule> allRules();

/// "unknown-key" and so on: stable names for tools and the authoring guide.
QString ruleId(Rule rule);

// The words that arguments are made of. Where "the known ones" stand, they are one argument, joined by ", ".
// An argument is at most 200 characters long.
//
// WrongType, wanted: "string", "number", "integer", "boolean", "array", "object", "text" (a string, a list of
// lines or a file). Found: "string", "number", "boolean", "array", "object", "null".
//
// ViewDoesNotFit, why: "needs two features", "needs classes", "needs one feature", "needs regression",
// "needs one weight", "needs two weights", "needs a network", "needs images".
//
// ControlDoesNotFit, why: "needs a dataset", "needs noise", "needs a surface", "needs two parameters", "needs
// at most 16 parameters", "no such parameter", "needs an optimizer that has it", "needs a hidden layer",
// "needs the Huber loss", "needs a surface that has it", "a run starts outside its range".
//
// BadTex, the reason, where the typesetter gives none of its own: "too long", "too large", "too slow", "no
// engine".
//
// NoSuchFigure, why: "needs a network", "needs a surface", "needs classes", "no such index".
//
// Disproved, which run: "claim", "solution" (of a question, and it does not pass), "start" (of a question,
// which passes without any change).
//
// ExperimentDoesNotFit, the engine's code: the name of training::ErrorCode in lower case with hyphens,
// "loss-needs-logits".

} // namespace downhill::lesson
