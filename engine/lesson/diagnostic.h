#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace downhill::lesson {

/// What can be wrong with a lesson or an experiment file. Each code has a rule id for people ("unknown-key").
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
    MissingFeedback,      ///< arguments: the choice's id
    UnknownStep,          ///< a claim about a step that is not there; arguments: the id
    NoExperiment,         ///< a claim about a step without an experiment; arguments: the id
    UnknownRun,           ///< arguments: the id
    ViewDoesNotFit,       ///< arguments: the view, why (from the words below)
    ControlDoesNotFit,    ///< arguments: the knob, why (from the words below)
    ExperimentDoesNotFit, ///< the training engine refuses it; arguments: what it named, the value, the
                          ///< engine's code, the least and the greatest allowed, its detail, its column
};

// The words that arguments are made of. Where "the known ones" stand, they are one argument, joined by ", ".
// An argument is at most 200 characters long.
//
// WrongType, wanted: "string", "number", "integer", "boolean", "array", "object", "text" (a string, a list of
// lines or a file). Found: "string", "number", "boolean", "array", "object", "null".
//
// ViewDoesNotFit, why: "needs two features", "needs classes", "needs one feature", "needs regression",
// "needs a parabola".
//
// ControlDoesNotFit, why: "needs a dataset", "needs noise", "needs a surface", "needs two parameters", "needs
// at most 16 parameters", "no such parameter", "needs an optimizer that has it", "needs a hidden layer",
// "needs the Huber loss", "needs a surface that has it", "a run starts outside its range".
//
// ExperimentDoesNotFit, the engine's code: the name of training::ErrorCode in lower case with hyphens,
// "loss-needs-logits".

/// A finding, with the place it concerns.
struct Diagnostic {
    Rule rule{};
    QString file{};
    int line = 0;   ///< 1-based; 0 where there is none
    int column = 0; ///< 1-based, in characters
    QString path{}; ///< JSON path, "$.steps[2].experiment.runs[0]"
    QStringList arguments{};
};

using Diagnostics = std::vector<Diagnostic>;

/// "unknown-key" and so on: stable names for tools and the authoring guide.
QString ruleId(Rule rule);

} // namespace downhill::lesson
