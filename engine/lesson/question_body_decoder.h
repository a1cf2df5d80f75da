#pragma once

#include "lesson/findings.h"
#include "lesson/lesson.h"
#include "lesson/object_reader.h"
#include "lesson/text_decoder.h"

#include <optional>

/// Decoding by kind, the parts of QuestionDecoder. Each takes the keys of its kind; what is returned is of
/// use only when nothing was added to the findings.
namespace downhill::lesson {

ChoiceQuestion decodeChoiceQuestion(ObjectReader& object, Findings& findings);
TrueFalseQuestion decodeTrueFalseQuestion(ObjectReader& object, Findings& findings);
NumberQuestion decodeNumberQuestion(ObjectReader& object, bool hasParameters, Findings& findings);
OrderQuestion decodeOrderQuestion(ObjectReader& object, Findings& findings);
MatchQuestion decodeMatchQuestion(ObjectReader& object, Findings& findings);
ClozeQuestion decodeClozeQuestion(ObjectReader& object, bool hasParameters, TextDecoder& texts,
                                  Findings& findings);
/// About the experiment of `step`, or about nothing that is run; `isSound` says whether nothing was found
/// wrong with that experiment.
PredictQuestion decodePredictQuestion(ObjectReader& object, const Step& step, bool isSound,
                                      Findings& findings);
/// About a step's experiment.
ExperimentQuestion decodeExperimentQuestion(ObjectReader& object, const ExperimentBlock& block,
                                            Findings& findings);

/// What is asked of choices.
enum class ChoiceStyle {
    One,     ///< of several, one is right; wrong ones need feedback
    Several, ///< one or more are right, which may have `missed`; wrong ones need feedback
    Guess,   ///< none need be right
    Gap,     ///< one is right; plain texts
};

/// The `choices` of a question or a gap, 2 to 8, each with `id`, `text`, `right` and `feedback`.
std::vector<Choice> decodeChoices(ObjectReader& owner, ChoiceStyle style, Findings& findings);

/// `answer`, a number or with parameters an expression, and its tolerance.
NumberTarget decodeNumberTarget(ObjectReader& object, bool hasParameters, Findings& findings);

/// The `language` of code; empty where there is none.
QString decodeLanguage(ObjectReader& object);

} // namespace downhill::lesson
