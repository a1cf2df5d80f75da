#include "lesson/question_decoder.h"

#include "lesson/object_reader.h"
#include "lesson/parameter_decoder.h"
#include "lesson/quantity_ranges.h"
#include "lesson/question_body_decoder.h"
#include "lesson/variant_check.h"

namespace downhill::lesson {

namespace {

enum class Kind { Choice, TrueFalse, Number, Order, Match, Cloze, Predict, Experiment };

constexpr Word<Kind> kKinds[] = {
    {u"choice", Kind::Choice},   {u"true-false", Kind::TrueFalse},  {u"number", Kind::Number},
    {u"order", Kind::Order},     {u"match", Kind::Match},           {u"cloze", Kind::Cloze},
    {u"predict", Kind::Predict}, {u"experiment", Kind::Experiment},
};

constexpr Length kHints{0, 20};
constexpr Range kPoints{0, 1000};
constexpr Range kTries{0, 100};

Hint decodeHint(const JsonValue& value, Findings& findings) {
    if (value.type() != JsonType::Object)
        return {decodeMarkdown(value, findings).value_or(QString())};
    ObjectReader object(value, findings);
    Hint hint;
    hint.text = object.markdown(u"text");
    hint.cost = object.number(u"cost", kShare, 0);
    object.finish();
    return hint;
}

} // namespace

Question QuestionDecoder::decode(const JsonValue& value, const Step& step, bool isSound) {
    const std::size_t before = findings_.count();
    const std::size_t firstText = findings_.textCount();
    ObjectReader object(value, findings_);
    Question question;
    if (!object.isObject())
        return question;
    question.id = object.id(u"id");
    if (!question.id.isEmpty() && ids_.contains(question.id))
        findings_.add(*value.member(u"id"), Rule::DuplicateId, {question.id});
    ids_.insert(question.id);
    question.prompt = object.markdown(u"prompt");
    question.points = object.number(u"points", kPoints, 1);
    for (const JsonValue& hint : object.list(u"hints", kHints))
        question.hints.push_back(decodeHint(hint, findings_));
    question.explanation = object.markdown(u"explanation", QString());
    const std::size_t beforeKind = findings_.count();
    const Kind kind = object.word<Kind>(u"kind", kKinds);
    if (findings_.count() != beforeKind)
        return question; // which other keys belong here is not known
    if (kind == Kind::Experiment && !step.experiment) {
        findings_.add(*value.member(u"kind"), Rule::NoExperiment, {step.id});
        return question;
    }
    if (kind == Kind::Experiment && !isSound)
        return question; // what is asked of an experiment can only be understood once the experiment is
    if (kind != Kind::Predict && kind != Kind::Experiment)
        question.tries = int(object.integer(u"tries", kTries, 0));
    if (kind != Kind::Experiment) {
        if (const auto parameters = object.optional(u"parameters"))
            question.parameters = decodeParameters(*parameters, findings_);
    }
    const bool hasParameters = value.member(u"parameters").has_value();
    switch (kind) {
    case Kind::Choice:
        question.body = decodeChoiceQuestion(object, findings_);
        break;
    case Kind::TrueFalse:
        question.body = decodeTrueFalseQuestion(object, findings_);
        break;
    case Kind::Number:
        question.body = decodeNumberQuestion(object, hasParameters, findings_);
        break;
    case Kind::Order:
        question.body = decodeOrderQuestion(object, findings_);
        break;
    case Kind::Match:
        question.body = decodeMatchQuestion(object, findings_);
        break;
    case Kind::Cloze:
        question.body = decodeClozeQuestion(object, hasParameters, texts_, findings_);
        break;
    case Kind::Predict:
        question.body = decodePredictQuestion(object, step, isSound, findings_);
        break;
    case Kind::Experiment:
        question.body = decodeExperimentQuestion(object, *step.experiment, findings_);
        break;
    }
    object.finish();
    if (!question.parameters.empty()) {
        findings_.markDrawn(firstText);
        if (findings_.count() == before)
            checkVariants(value, question, findings_);
    }
    return question;
}

} // namespace downhill::lesson
