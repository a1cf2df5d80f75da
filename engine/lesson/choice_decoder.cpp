#include "lesson/distinct.h"
#include "lesson/question_body_decoder.h"

#include <algorithm>

namespace downhill::lesson {

namespace {

constexpr Length kChoices{2, 8};

Choice decodeOne(ObjectReader& object, ChoiceStyle style, DistinctIds& ids, Findings& findings) {
    Choice choice;
    choice.id = ids.take(object);
    choice.text = style == ChoiceStyle::Gap ? object.text(u"text") : object.markdown(u"text");
    choice.right = object.boolean(u"right", false);
    choice.feedback = object.markdown(u"feedback", QString());
    if (style == ChoiceStyle::Several && choice.right)
        choice.missed = object.markdown(u"missed", QString());
    const bool feedbackNeeded = style == ChoiceStyle::One || style == ChoiceStyle::Several;
    if (feedbackNeeded && !choice.right && !object.value().member(u"feedback"))
        findings.add(object.value(), Rule::MissingFeedback, {choice.id});
    return choice;
}

} // namespace

std::vector<Choice> decodeChoices(ObjectReader& owner, ChoiceStyle style, Findings& findings) {
    std::vector<Choice> choices;
    DistinctIds ids(findings);
    DistinctTexts texts(findings);
    for (const JsonValue& value : owner.list(u"choices", kChoices)) {
        ObjectReader object(value, findings);
        Choice& choice = choices.emplace_back();
        if (!object.isObject())
            continue;
        choice = decodeOne(object, style, ids, findings);
        texts.check(object, u"text", choice.text);
        object.finish();
    }
    if (style == ChoiceStyle::Guess || choices.empty())
        return choices;
    const auto right =
        std::count_if(choices.begin(), choices.end(), [](const Choice& choice) { return choice.right; });
    const JsonValue list = *owner.value().member(u"choices");
    if (right == 0)
        findings.addAtKey(list, Rule::NoRightChoice);
    if (right > 1 && style != ChoiceStyle::Several)
        findings.addAtKey(list, Rule::SeveralRightChoices);
    else if (right == std::ptrdiff_t(choices.size()))
        findings.addAtKey(list, Rule::NoWrongChoice);
    return choices;
}

ChoiceQuestion decodeChoiceQuestion(ObjectReader& object, Findings& findings) {
    ChoiceQuestion question;
    question.several = object.boolean(u"several", false);
    question.shuffle = object.boolean(u"shuffle", true);
    question.choices =
        decodeChoices(object, question.several ? ChoiceStyle::Several : ChoiceStyle::One, findings);
    return question;
}

TrueFalseQuestion decodeTrueFalseQuestion(ObjectReader& object, Findings& findings) {
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

} // namespace downhill::lesson
