#include "lesson/settings.h"

#include "lesson/error_words.h"
#include "lesson/experiment_fit.h"
#include "lesson/experiment_trial.h"
#include "lesson/experiment_words.h"
#include "lesson/knob_values.h"
#include "lesson/object_reader.h"
#include "lesson/quantity_ranges.h"

#include <algorithm>
#include <cmath>

namespace downhill::lesson {

namespace {

constexpr std::int64_t kParametersByHand = 16;
constexpr double kNear = 0.02;

std::vector<double> decodeParameters(const JsonValue& value, const training::Problem& problem,
                                     Findings& findings) {
    const auto count = parameterCount(problem);
    if (!std::holds_alternative<training::NetworkProblem>(problem) || !count || *count > kParametersByHand) {
        const bool isNetwork = std::holds_alternative<training::NetworkProblem>(problem);
        findings.addAtKey(value, Rule::ControlDoesNotFit,
                          {QStringLiteral("parameters"), isNetwork
                                                             ? QStringLiteral("needs at most 16 parameters")
                                                             : QStringLiteral("needs a dataset")});
        return {};
    }
    const auto size = std::size_t(*count);
    std::vector<double> parameters;
    for (const JsonValue& element : decodeList(value, {size, size}, findings))
        parameters.push_back(decodeNumber(element, kAnyNumber, findings).value_or(0));
    return parameters;
}

void decodeKnob(const JsonValue& value, Knob knob, const training::Experiment& experiment, Settings& settings,
                Findings& findings) {
    const QString why = whyKnobDoesNotFit(knob, experiment);
    if (!why.isEmpty()) {
        findings.addAtKey(value, Rule::ControlDoesNotFit, {wordFor<Knob>(words::kKnobs, knob), why});
        return;
    }
    Range range = knobRange(knob);
    if (knob == Knob::BatchSize) {
        const auto& dataset = std::get<training::NetworkProblem>(experiment.problem).dataset;
        range.greatest = double(trainingSamples(dataset).value_or(training::limits::kSamples));
        if (const auto number = decodeInteger(value, range, findings))
            settings.knobs.push_back({knob, double(*number)});
    } else if (const auto number = decodeNumber(value, range, findings)) {
        settings.knobs.push_back({knob, *number});
    }
}

} // namespace

training::Experiment withSettings(training::Experiment experiment, const Settings& settings) {
    for (const KnobSetting& each : settings.knobs)
        setKnobValues(experiment, each.knob, each.value);
    return experiment;
}

bool isNear(double value, double wanted) {
    return std::abs(value - wanted) <= kNear * std::abs(wanted);
}

bool standsAt(const training::Experiment& experiment, const Settings& settings) {
    return std::all_of(settings.knobs.begin(), settings.knobs.end(), [&](const KnobSetting& each) {
        const std::vector<double> values = knobValues(experiment, each.knob);
        return !values.empty() && std::all_of(values.begin(), values.end(),
                                              [&](double value) { return isNear(value, each.value); });
    });
}

Settings decodeSettings(const JsonValue& value, const training::Experiment& experiment, Findings& findings) {
    const std::size_t before = findings.count();
    ObjectReader object(value, findings);
    Settings settings;
    if (!object.isObject())
        return settings;
    for (const Word<Knob>& each : words::kKnobs) {
        if (each.value == Knob::Parameter)
            continue;
        if (const auto found = object.optional(each.text))
            decodeKnob(*found, each.value, experiment, settings, findings);
    }
    if (const auto found = object.optional(u"parameters"))
        settings.parameters = decodeParameters(*found, experiment.problem, findings);
    object.finish();
    if (findings.count() != before || settings.knobs.empty())
        return settings;
    if (const auto refusal = engineRefusal(withSettings(experiment, settings)))
        findings.add(value, Rule::ExperimentDoesNotFit, errorArguments(refusal->error));
    return settings;
}

} // namespace downhill::lesson
