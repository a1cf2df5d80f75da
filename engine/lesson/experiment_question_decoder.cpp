#include "lesson/expectation_decoder.h"
#include "lesson/experiment_fit.h"
#include "lesson/experiment_words.h"
#include "lesson/question_body_decoder.h"

#include <algorithm>

namespace downhill::lesson {

namespace {

constexpr Range kRuns{0, 100};
constexpr Length kKept{0, 19}; // as many as there are knobs

QString wordOf(Knob knob) {
    return wordFor<Knob>(words::kKnobs, knob);
}

/// Words of the knobs that the student has, each once.
QStringList controlWords(const ExperimentBlock& block) {
    QStringList known;
    for (const Control& control : block.controls)
        known.append(wordOf(control.knob));
    known.removeDuplicates();
    return known;
}

QString decodeRun(ObjectReader& object, const training::Experiment& experiment, Findings& findings) {
    const auto run = object.optional(u"run");
    const QString id = run ? decodeId(*run, findings).value_or(QString()) : QString();
    const bool known = std::any_of(experiment.runs.begin(), experiment.runs.end(),
                                   [&](const auto& each) { return QString::fromStdString(each.id) == id; });
    if (!id.isEmpty() && !known)
        findings.add(*run, Rule::UnknownRun, {id});
    return id;
}

std::vector<Knob> decodeKept(ObjectReader& object, const ExperimentBlock& block, Findings& findings) {
    std::vector<Knob> kept;
    const QStringList known = controlWords(block);
    for (const JsonValue& value : object.list(u"keep", kKept)) {
        const auto place = decodeWord(value, known, findings);
        if (!place)
            continue;
        const QString& word = known[qsizetype(*place)];
        const auto* const found = std::find_if(std::begin(words::kKnobs), std::end(words::kKnobs),
                                               [&](const Word<Knob>& each) { return each.text == word; });
        if (std::find(kept.begin(), kept.end(), found->value) != kept.end())
            findings.add(value, Rule::RepeatedWord, {word});
        kept.push_back(found->value);
    }
    return kept;
}

/// Reports a setting that no control reaches.
void checkReach(const JsonValue& place, Knob knob, std::size_t parameter, double value,
                const ExperimentBlock& block, const std::vector<Knob>& kept, Findings& findings) {
    const auto control = std::find_if(block.controls.begin(), block.controls.end(), [&](const Control& each) {
        return each.knob == knob && (knob != Knob::Parameter || each.parameter == parameter);
    });
    if (control == block.controls.end() || std::find(kept.begin(), kept.end(), knob) != kept.end())
        findings.add(place, Rule::OutOfReach, {wordOf(knob)});
    else if (value < control->least || value > control->greatest)
        findings.add(place, Rule::OutOfRange,
                     {numberText(value), numberText(control->least), numberText(control->greatest)});
}

/// Settings that the student can make.
Settings decodeReachable(const JsonValue& value, const ExperimentBlock& block, const std::vector<Knob>& kept,
                         Findings& findings) {
    const std::size_t before = findings.count();
    Settings settings = decodeSettings(value, block.experiment, findings);
    if (findings.count() != before)
        return settings;
    for (const KnobSetting& each : settings.knobs)
        checkReach(*value.member(wordOf(each.knob)), each.knob, 0, each.value, block, kept, findings);
    if (settings.parameters.empty())
        return settings;
    const std::vector<float> start = drawnParameters(block.experiment);
    std::size_t place = 0;
    for (const JsonValue& each : decodeList(*value.member(u"parameters"), {1, 16}, findings)) {
        // What stays where it starts needs no control.
        if (place >= start.size() || start[place] != float(settings.parameters[place]))
            checkReach(each, Knob::Parameter, place, settings.parameters[place], block, kept, findings);
        ++place;
    }
    return settings;
}

Settings decodeSolution(ObjectReader& object, const ExperimentBlock& block, const std::vector<Knob>& kept,
                        Findings& findings) {
    const auto solution = object.required(u"solution");
    if (!solution)
        return {};
    return decodeReachable(*solution, block, kept, findings);
}

} // namespace

PredictQuestion decodePredictQuestion(ObjectReader& object, const Step& step, bool isSound,
                                      Findings& findings) {
    PredictQuestion question;
    question.choices = decodeChoices(object, ChoiceStyle::Guess, findings);
    const auto at = object.optional(u"at");
    if (at && !step.experiment)
        findings.addAtKey(*at, Rule::NoExperiment, {step.id});
    else if (at && isSound)
        question.at = decodeReachable(*at, *step.experiment, {}, findings);
    return question;
}

ExperimentQuestion decodeExperimentQuestion(ObjectReader& object, const ExperimentBlock& block,
                                            Findings& findings) {
    ExperimentQuestion question;
    question.run = decodeRun(object, block.experiment, findings);
    if (const auto expect = object.required(u"expect"))
        question.expect = decodeStudentsExpectation(*expect, block.experiment, findings);
    question.keep = decodeKept(object, block, findings);
    question.solution = decodeSolution(object, block, question.keep, findings);
    question.runs = int(object.integer(u"runs", kRuns, 0));
    question.right = object.markdown(u"right", QString());
    question.wrong = object.markdown(u"wrong", QString());
    return question;
}

} // namespace downhill::lesson
