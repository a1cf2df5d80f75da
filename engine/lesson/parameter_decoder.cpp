#include "lesson/parameter_decoder.h"

#include "lesson/object_reader.h"

#include <QRegularExpression>

#include <algorithm>

namespace downhill::lesson {

namespace {

constexpr Range kValue{-1e9, 1e9};
constexpr std::size_t kMost = 6;
constexpr double kMostValues = 1e6;
constexpr Length kChosen{2, 100};

void decodeRange(ObjectReader& object, Parameter& parameter, Findings& findings) {
    parameter.least = object.number(u"least", kValue);
    parameter.greatest = object.number(u"greatest", {parameter.least, kValue.greatest});
    const double finest = std::max(1e-9, (parameter.greatest - parameter.least) / kMostValues);
    parameter.step = 1;
    if (const auto step = object.optional(u"step"))
        parameter.step = decodeNumber(*step, {finest, kValue.greatest}, findings).value_or(1);
    else if (finest > 1)
        findings.add(object.value(), Rule::MissingKey, {QStringLiteral("step")});
}

void decodeChosen(const JsonValue& value, Parameter& parameter, Findings& findings) {
    for (const JsonValue& element : decodeList(value, kChosen, findings)) {
        const auto number = decodeNumber(element, kValue, findings);
        if (!number)
            continue;
        if (std::find(parameter.oneOf.begin(), parameter.oneOf.end(), *number) != parameter.oneOf.end())
            findings.add(element, Rule::RepeatedWord, {numberText(*number)});
        parameter.oneOf.push_back(*number);
    }
}

Parameter decodeParameter(const JsonValue& value, Findings& findings) {
    static const QRegularExpression sound(QStringLiteral("^[A-Za-z][A-Za-z0-9_]{0,31}$"));
    Parameter parameter;
    parameter.name = value.key();
    if (!sound.match(parameter.name).hasMatch())
        findings.addAtKey(value, Rule::BadId, {shortened(parameter.name)});
    ObjectReader object(value, findings);
    if (!object.isObject())
        return parameter;
    if (const auto chosen = object.optional(u"one_of"))
        decodeChosen(*chosen, parameter, findings);
    else
        decodeRange(object, parameter, findings);
    object.finish();
    return parameter;
}

} // namespace

std::vector<Parameter> decodeParameters(const JsonValue& value, Findings& findings) {
    std::vector<Parameter> parameters;
    if (!ObjectReader(value, findings).isObject())
        return parameters;
    std::vector<JsonValue> members;
    for (const JsonValue member : value.children()) {
        if (!member.key().startsWith(u'$')) // $comment
            members.push_back(member);
    }
    if (members.empty() || members.size() > kMost) {
        findings.add(value, Rule::WrongLength,
                     {QString::number(members.size()), QStringLiteral("1"), QString::number(kMost)});
        return parameters;
    }
    for (const JsonValue& member : members)
        parameters.push_back(decodeParameter(member, findings));
    return parameters;
}

} // namespace downhill::lesson
