#include "lesson/rule.h"

#include <array>

namespace downhill::lesson {

namespace {

struct Entry {
    Rule rule;
    QStringView id;
    Severity severity;
};

constexpr Entry kEntries[] = {
    {Rule::FileNotFound, u"file-not-found", Severity::Error},
    {Rule::FileNotReadable, u"file-not-readable", Severity::Error},
    {Rule::FileTooLarge, u"file-too-large", Severity::Error},
    {Rule::NotUtf8, u"not-utf-8", Severity::Error},
    {Rule::NotJson, u"not-json", Severity::Error},
    {Rule::NestedTooDeep, u"nested-too-deep", Severity::Error},
    {Rule::DuplicateKey, u"duplicate-key", Severity::Error},
    {Rule::UnknownKey, u"unknown-key", Severity::Error},
    {Rule::MissingKey, u"missing-key", Severity::Error},
    {Rule::ConflictingKeys, u"conflicting-keys", Severity::Error},
    {Rule::WrongType, u"wrong-type", Severity::Error},
    {Rule::OutOfRange, u"out-of-range", Severity::Error},
    {Rule::WrongLength, u"wrong-length", Severity::Error},
    {Rule::UnknownWord, u"unknown-word", Severity::Error},
    {Rule::RepeatedWord, u"repeated-word", Severity::Error},
    {Rule::EmptyText, u"empty-text", Severity::Error},
    {Rule::BadId, u"bad-id", Severity::Error},
    {Rule::DuplicateId, u"duplicate-id", Severity::Error},
    {Rule::WrongId, u"wrong-id", Severity::Error},
    {Rule::UnsupportedFormat, u"unsupported-format", Severity::Error},
    {Rule::OutsideFolder, u"outside-folder", Severity::Error},
    {Rule::MissingFile, u"missing-file", Severity::Error},
    {Rule::UnknownLesson, u"unknown-lesson", Severity::Error},
    {Rule::CyclicRequirement, u"cyclic-requirement", Severity::Error},
    {Rule::NoRightChoice, u"no-right-choice", Severity::Error},
    {Rule::SeveralRightChoices, u"several-right-choices", Severity::Error},
    {Rule::MissingFeedback, u"missing-feedback", Severity::Error},
    {Rule::UnknownStep, u"unknown-step", Severity::Error},
    {Rule::NoExperiment, u"no-experiment", Severity::Error},
    {Rule::UnknownRun, u"unknown-run", Severity::Error},
    {Rule::ViewDoesNotFit, u"view-does-not-fit", Severity::Error},
    {Rule::ControlDoesNotFit, u"control-does-not-fit", Severity::Error},
    {Rule::ExperimentDoesNotFit, u"experiment-does-not-fit", Severity::Error},
    {Rule::BadTex, u"bad-tex", Severity::Error},
    {Rule::UnclosedFormula, u"unclosed-formula", Severity::Error},
    {Rule::UnknownLanguage, u"unknown-language", Severity::Error},
    {Rule::UnknownCallout, u"unknown-callout", Severity::Error},
    {Rule::RefusedLink, u"refused-link", Severity::Error},
    {Rule::RefusedPicture, u"refused-picture", Severity::Error},
    {Rule::UnreadablePicture, u"unreadable-picture", Severity::Error},
    {Rule::PictureTooLarge, u"picture-too-large", Severity::Error},
    {Rule::PictureWithoutText, u"picture-without-text", Severity::Error},
    {Rule::TextTooDeep, u"text-too-deep", Severity::Error},
    {Rule::TextTooLong, u"text-too-long", Severity::Error},
    {Rule::HtmlInText, u"html-in-text", Severity::Warning},
    {Rule::UnknownTerm, u"unknown-term", Severity::Error},
    {Rule::NoWrongChoice, u"no-wrong-choice", Severity::Warning},
    {Rule::RepeatedText, u"repeated-text", Severity::Error},
    {Rule::UnknownGap, u"unknown-gap", Severity::Error},
    {Rule::UnusedGap, u"unused-gap", Severity::Error},
    {Rule::BadExpression, u"bad-expression", Severity::Error},
    {Rule::UnusedParameter, u"unused-parameter", Severity::Warning},
    {Rule::NotANumber, u"not-a-number", Severity::Error},
    {Rule::OutOfReach, u"out-of-reach", Severity::Error},
    {Rule::NoGoal, u"no-goal", Severity::Error},
    {Rule::NoTestSet, u"no-test-set", Severity::Error},
    {Rule::NoSuchFigure, u"no-such-figure", Severity::Error},
    {Rule::TooMuchWork, u"too-much-work", Severity::Error},
    {Rule::Disproved, u"disproved", Severity::Error},
    {Rule::UnlistedLesson, u"unlisted-lesson", Severity::Warning},
    {Rule::UnusedFile, u"unused-file", Severity::Warning},
    {Rule::MissingTranslation, u"missing-translation", Severity::Warning},
    {Rule::StaleTranslation, u"stale-translation", Severity::Warning},
    {Rule::UnknownText, u"unknown-text", Severity::Error},
    {Rule::LostPlaceholder, u"lost-placeholder", Severity::Error},
};

/// Each rule stands at its own place in the list.
constexpr bool inOrder() {
    std::size_t place = 0;
    for (const Entry& entry : kEntries) {
        if (static_cast<std::size_t>(entry.rule) != place++)
            return false;
    }
    return true;
}
static_assert(inOrder());

constexpr auto kRules = [] {
    std::array<Rule, std::size(kEntries)> rules{};
    for (std::size_t i = 0; i < rules.size(); ++i)
        rules[i] = kEntries[i].rule;
    return rules;
}();

const Entry& entryOf(Rule rule) {
    return kEntries[static_cast<std::size_t>(rule)];
}

} // namespace

QString ruleId(Rule rule) {
    return entryOf(rule).id.toString();
}

Severity severityOf(Rule rule) {
    return entryOf(rule).severity;
}

std::span<const Rule> allRules() {
    return kRules;
}

} // namespace downhill::lesson
