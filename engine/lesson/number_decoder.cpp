#include "lesson/quantity_ranges.h"
#include "lesson/question_body_decoder.h"

namespace downhill::lesson {

namespace {

constexpr Range kAnswer{-1e300, 1e300};
constexpr Range kTolerance{0, 1e300};

} // namespace

NumberTarget decodeNumberTarget(ObjectReader& object, bool hasParameters, Findings& findings) {
    NumberTarget target;
    if (const auto answer = object.required(u"answer")) {
        if (hasParameters && answer->type() == JsonType::String)
            target.expression = decodeText(*answer, findings).value_or(QString());
        else
            target.value = decodeNumber(*answer, kAnswer, findings).value_or(0);
    }
    if (const auto tolerance = object.oneOf(u"tolerance", u"relative_tolerance")) {
        target.relative = tolerance->key() == u"relative_tolerance";
        target.tolerance =
            decodeNumber(*tolerance, target.relative ? kShare : kTolerance, findings).value_or(0);
    }
    return target;
}

NumberQuestion decodeNumberQuestion(ObjectReader& object, bool hasParameters, Findings& findings) {
    NumberQuestion question;
    question.answer = decodeNumberTarget(object, hasParameters, findings);
    question.unit = object.text(u"unit", QString());
    question.right = object.markdown(u"right", QString());
    question.wrong = object.markdown(u"wrong", QString());
    return question;
}

} // namespace downhill::lesson
