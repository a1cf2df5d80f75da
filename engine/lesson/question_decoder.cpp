#include "lesson/question_decoder.h"

#include "lesson/object_reader.h"

#include <algorithm>

namespace downhill::lesson {

namespace {

enum class Kind { Choice, TrueFalse, Number, Predict };

constexpr Word<Kind> kKinds[] = {
    {u"choice", Kind::Choice},
    {u"true-false", Kind::TrueFalse},
    {u"number", Kind::Number},
    {u"predict", Kind::Predict},
};

constexpr Length kChoices{2, 8};
constexpr Length kHints{0, 20};
constexpr Range kPoints{0, 1000};
constexpr Range kAnswer{-1e300, 1e300};
constexpr Range kTolerance{0, 1e300};
constexpr Range kShare{0, 1};

std::vector<Choice> decodeChoices(ObjectReader& question, bool feedbackNeeded, Findings& findings) {
    std::vector<Choice> choices;
    QSet<QString> ids;
    for (const JsonValue& value : question.list(u"choices", kChoices)) {
        ObjectReader object(value, findings);
        Choice& choice = choices.emplace_back();
        if (!object.isObject())
            continue;
        choice.id = object.id(u"id");
        if (!choice.id.isEmpty() && ids.contains(choice.id))
            findings.add(*value.member(u"id"), Rule::DuplicateId, {choice.id});
        ids.insert(choice.id);
        choice.text = object.markdown(u"text");
        choice.right = object.boolean(u"right", false);
        choice.feedback = object.markdown(u"feedback", QString());
        if (feedbackNeeded && !choice.right && !value.member(u"feedback"))
            findings.add(value, Rule::MissingFeedback, {choice.id});
        object.finish();
    }
    return choices;
}

ChoiceQuestion decodeChoice(ObjectReader& object, Findings& findings) {
    ChoiceQuestion question;
    question.several = object.boolean(u"several", false);
    question.shuffle = object.boolean(u"shuffle", true);
    question.choices = decodeChoices(object, true, findings);
    const auto right = std::count_if(question.choices.begin(), question.choices.end(),
                                     [](const Choice& choice) { return choice.right; });
    if (!question.choices.empty() && right == 0)
        findings.addAtKey(*object.value().member(u"choices"), Rule::NoRightChoice);
    if (right > 1 && !question.several)
        findings.addAtKey(*object.value().member(u"choices"), Rule::SeveralRightChoices);
    return question;
}

TrueFalseQuestion decodeTrueFalse(ObjectReader& object, Findings& findings) {
    TrueFalseQuestion question;
    const std::size_t before = findings.count();
    question.answer = object.boolean(u"answer");
    const bool answerKnown = findings.count() == before;
    question.whenTrue = object.markdown(u"when_true", QString());
    question.whenFalse = object.markdown(u"when_false", QString());
    if (answerKnown && !object.value().member(question.answer ? u"when_false" : u"when_true"))
        findings.add(object.value(), Rule::MissingFeedback,
                     {question.answer ? QStringLiteral("false") : QStringLiteral("true")});
    return question;
}

NumberQuestion decodeNumberQuestion(ObjectReader& object, Findings& findings) {
    NumberQuestion question;
    question.answer.value = object.number(u"answer", kAnswer);
    if (const auto tolerance = object.oneOf(u"tolerance", u"relative_tolerance")) {
        question.answer.relative = tolerance->key() == u"relative_tolerance";
        question.answer.tolerance =
            decodeNumber(*tolerance, question.answer.relative ? kShare : kTolerance, findings).value_or(0);
    }
    question.unit = object.text(u"unit", QString());
    question.right = object.markdown(u"right", QString());
    question.wrong = object.markdown(u"wrong", QString());
    return question;
}

} // namespace

Question decodeQuestion(const JsonValue& value, QSet<QString>& ids, Findings& findings) {
    ObjectReader object(value, findings);
    Question question;
    if (!object.isObject())
        return question;
    question.id = object.id(u"id");
    if (!question.id.isEmpty() && ids.contains(question.id))
        findings.add(*value.member(u"id"), Rule::DuplicateId, {question.id});
    ids.insert(question.id);
    question.prompt = object.markdown(u"prompt");
    question.points = object.number(u"points", kPoints, 1);
    for (const QString& hint : object.markdowns(u"hints", kHints))
        question.hints.push_back({hint});
    question.explanation = object.markdown(u"explanation", QString());
    const std::size_t before = findings.count();
    const Kind kind = object.word<Kind>(u"kind", kKinds);
    if (findings.count() != before)
        return question; // which other keys belong here is not known
    switch (kind) {
    case Kind::Choice:
        question.body = decodeChoice(object, findings);
        break;
    case Kind::TrueFalse:
        question.body = decodeTrueFalse(object, findings);
        break;
    case Kind::Number:
        question.body = decodeNumberQuestion(object, findings);
        break;
    case Kind::Predict:
        question.body = PredictQuestion{decodeChoices(object, false, findings)};
        break;
    }
    object.finish();
    return question;
}

} // namespace downhill::lesson
