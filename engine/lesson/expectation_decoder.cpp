#include "lesson/expectation_decoder.h"

#include "lesson/expectation_words.h"
#include "lesson/experiment_fit.h"
#include "lesson/object_reader.h"

#include <algorithm>

namespace downhill::lesson {

namespace {

using training::Experiment;
using training::NetworkProblem;
using training::StopReason;

constexpr Length kBounds{0, 8};
constexpr Range kWithin{1, double(training::limits::kSteps)};
constexpr Range kAnyFigure{-1e300, 1e300};

const Step* stepOf(const QString& id, const std::vector<Step>& steps) {
    const auto found =
        std::find_if(steps.begin(), steps.end(), [&](const Step& each) { return each.id == id; });
    return found == steps.end() ? nullptr : &*found;
}

bool hasRun(const Experiment& experiment, const QString& id) {
    return std::any_of(experiment.runs.begin(), experiment.runs.end(),
                       [&](const training::RunSpec& run) { return QString::fromStdString(run.id) == id; });
}

/// The experiment of a step that may be named; nothing where that was reported.
const Experiment* experimentNamed(const JsonValue& name, const QString& id, const std::vector<Step>& steps,
                                  Findings& findings) {
    const Step* step = stepOf(id, steps);
    if (!step)
        findings.add(name, Rule::UnknownStep, {id});
    else if (!step->experiment)
        findings.add(name, Rule::NoExperiment, {id});
    return step && step->experiment ? &step->experiment->experiment : nullptr;
}

bool needsGoal(Figure figure) {
    return figure == Figure::StepsToGoal || figure == Figure::EpochsToGoal;
}

bool needsNetwork(Figure figure) {
    switch (figure) {
    case Figure::EpochsToGoal:
    case Figure::Multiplications:
    case Figure::TestLoss:
    case Figure::TrainAccuracy:
    case Figure::TestAccuracy:
    case Figure::GradientNoise:
        return true;
    default:
        return false;
    }
}

/// Whether a problem has the parameter or the layer that a measure is of.
bool hasIndex(const Measure& measure, const training::Problem& problem) {
    if (!measure.index)
        return true;
    const auto* network = std::get_if<NetworkProblem>(&problem);
    if (!isOfParameter(measure.figure))
        return network && *measure.index < network->network.layers.size();
    const auto count = parameterCount(problem); // of a file it is not known before
    return !count || *measure.index < std::size_t(*count);
}

/// Reports a figure that an experiment does not have.
void checkFit(const JsonValue& value, const Measure& measure, const Experiment& experiment,
              Findings& findings) {
    const QString word = wordFor<Figure>(words::kFigures, measure.figure);
    const auto refuse = [&](const QString& why) { findings.add(value, Rule::NoSuchFigure, {word, why}); };
    const bool isNetwork = std::holds_alternative<NetworkProblem>(experiment.problem);
    const bool isTest = measure.figure == Figure::TestLoss || measure.figure == Figure::TestAccuracy;
    const bool isShare = measure.figure == Figure::TrainAccuracy || measure.figure == Figure::TestAccuracy;
    if (needsNetwork(measure.figure) && !isNetwork)
        refuse(QStringLiteral("needs a network"));
    else if (isShare && !hasClasses(experiment.problem))
        refuse(QStringLiteral("needs classes"));
    else if (isTest && !hasTestSet(experiment.problem))
        findings.add(value, Rule::NoTestSet, {word});
    else if (needsGoal(measure.figure) && !experiment.goal)
        findings.add(value, Rule::NoGoal, {word});
    else if (!hasIndex(measure, experiment.problem))
        refuse(QStringLiteral("no such index"));
}

/// A measure by the keys `figure`, `when` and `index`; what `fallback` has need not be written.
std::optional<Measure> decodeMeasure(ObjectReader& object, const Measure* fallback, bool isStudents,
                                     Findings& findings) {
    const std::size_t before = findings.count();
    std::vector<Word<Figure>> figures;
    std::copy_if(std::begin(words::kFigures), std::end(words::kFigures), std::back_inserter(figures),
                 [&](const Word<Figure>& word) { return !isStudents || isOfStudentsRun(word.value); });
    Measure measure;
    measure.figure =
        object.word<Figure>(u"figure", figures, fallback ? std::optional(fallback->figure) : std::nullopt);
    if (findings.count() != before)
        return std::nullopt;
    const bool isSame = fallback && measure.figure == fallback->figure;
    const Moment usual = isSame ? fallback->when : Moment::End;
    if (!isStudents && momentsOf(measure.figure) == Moments::All)
        measure.when = object.word<Moment>(u"when", words::kMoments, usual);
    if (!isStudents && momentsOf(measure.figure) == Moments::Ends)
        measure.when = object.word<Moment>(u"when", words::kEnds, usual);
    if (isOfParameter(measure.figure) || measure.figure == Figure::GradientNorm) {
        const Range range{0, double(training::limits::kParameters)};
        const bool isAlike =
            isSame || (fallback && isOfParameter(fallback->figure) && isOfParameter(measure.figure));
        if (isAlike)
            measure.index = fallback->index;
        const bool optional = isAlike || measure.figure == Figure::GradientNorm;
        if (const auto index = optional ? object.optional(u"index") : object.required(u"index")) {
            if (const auto number = decodeInteger(*index, range, findings))
                measure.index = std::size_t(*number);
        }
    }
    return findings.count() == before ? std::optional(measure) : std::nullopt;
}

/// Decodes expectations of one run.
class Decoder {
public:
    /// `subject` is null for a run that a student makes.
    Decoder(const Experiment& experiment, const Subject* subject, const std::vector<Step>& steps,
            Findings& findings)
        : experiment_(experiment), subject_(subject), steps_(steps), findings_(findings) {}

    Expectation decode(const JsonValue& value) {
        ObjectReader object(value, findings_);
        Expectation expectation;
        if (!object.isObject())
            return expectation;
        const auto figures = object.list(u"figures", kBounds);
        decodeReason(object, expectation, figures.empty());
        if (const auto within = object.optional(u"within")) {
            expectation.within = decodeInteger(*within, kWithin, findings_);
            if (!subject_ && !expectation.reason)
                findings_.add(value, Rule::MissingKey, {QStringLiteral("reason")});
        }
        for (const JsonValue& figure : figures) {
            if (auto bound = decodeBound(figure, expectation.within))
                expectation.bounds.push_back(*std::move(bound));
        }
        object.finish();
        return expectation;
    }

private:
    void decodeReason(ObjectReader& object, Expectation& expectation, bool isNeeded) {
        const std::size_t before = findings_.count();
        const auto found = object.optional(u"reason");
        if (!found && !isNeeded)
            return;
        const StopReason reason = object.word<StopReason>(u"reason", words::kReasons);
        if (findings_.count() != before)
            return;
        expectation.reason = reason;
        if (reason == StopReason::GoalReached && !experiment_.goal)
            findings_.add(*found, Rule::NoGoal, {wordFor<StopReason>(words::kReasons, reason)});
    }

    std::optional<Bound> decodeBound(const JsonValue& value, const std::optional<std::int64_t>& within) {
        ObjectReader object(value, findings_);
        if (!object.isObject())
            return std::nullopt;
        const std::size_t before = findings_.count();
        const auto measure = decodeMeasure(object, nullptr, !subject_, findings_);
        if (!measure)
            return std::nullopt;
        Bound bound{.measure = *measure};
        checkFit(*value.member(u"figure"), bound.measure, experiment_, findings_);
        const auto least = object.optional(u"at_least");
        const auto most = object.optional(u"at_most");
        if (least)
            bound.atLeast = decodeNumber(*least, kAnyFigure, findings_);
        if (most)
            bound.atMost = decodeNumber(
                *most, {bound.atLeast.value_or(kAnyFigure.least), kAnyFigure.greatest}, findings_);
        if (!least && !most)
            findings_.add(value, Rule::MissingKey, {QStringLiteral("at_most")});
        if (subject_) {
            if (const auto times = object.optional(u"times"))
                bound.times = decodeReference(*times, bound.measure, within);
        }
        object.finish();
        return findings_.count() == before ? std::optional(std::move(bound)) : std::nullopt;
    }

    std::optional<Reference> decodeReference(const JsonValue& value, const Measure& own,
                                             std::optional<std::int64_t> within) {
        ObjectReader object(value, findings_);
        if (!object.isObject())
            return std::nullopt;
        const auto subject = decodeSubject(object, subject_, steps_, findings_);
        const auto measure = decodeMeasure(object, &own, false, findings_);
        if (const auto found = object.optional(u"within"))
            within = decodeInteger(*found, kWithin, findings_);
        if (subject && measure) {
            checkFit(value.member(u"figure").value_or(value), *measure, experimentOf(*subject, steps_),
                     findings_);
        }
        object.finish();
        return subject && measure ? std::optional(Reference{*subject, *measure, within}) : std::nullopt;
    }

    const Experiment& experiment_;
    const Subject* subject_;
    const std::vector<Step>& steps_;
    Findings& findings_;
};

} // namespace

std::optional<Subject> decodeSubject(ObjectReader& object, const Subject* fallback,
                                     const std::vector<Step>& steps, Findings& findings) {
    const std::size_t before = findings.count();
    Subject subject = fallback ? *fallback : Subject{};
    const auto step = fallback ? object.optional(u"step") : object.required(u"step");
    const auto run = object.optional(u"run");
    const auto at = object.optional(u"at");
    if (step)
        subject = {.step = decodeId(*step, findings).value_or(QString())};
    if (findings.count() != before)
        return std::nullopt;
    const Experiment* experiment =
        experimentNamed(step.value_or(object.value()), subject.step, steps, findings);
    if (!experiment)
        return std::nullopt;
    if (run)
        subject.run = decodeId(*run, findings).value_or(QString());
    else if (subject.run.isEmpty() && !experiment->runs.empty())
        subject.run = QString::fromStdString(experiment->runs.front().id);
    if (findings.count() == before && run && !hasRun(*experiment, subject.run))
        findings.add(*run, Rule::UnknownRun, {subject.run});
    if (at)
        subject.at = decodeSettings(*at, *experiment, findings);
    return findings.count() == before ? std::optional(subject) : std::nullopt;
}

training::Experiment experimentOf(const Subject& subject, const std::vector<Step>& steps) {
    const Step* step = stepOf(subject.step, steps);
    if (!step || !step->experiment)
        return {};
    Experiment experiment = withSettings(step->experiment->experiment, subject.at);
    std::erase_if(experiment.runs, [&](const training::RunSpec& run) {
        return QString::fromStdString(run.id) != subject.run;
    });
    return experiment;
}

Expectation decodeExpectation(const JsonValue& value, const Subject& subject, const std::vector<Step>& steps,
                              Findings& findings) {
    const Experiment experiment = experimentOf(subject, steps);
    return Decoder(experiment, &subject, steps, findings).decode(value);
}

Expectation decodeStudentsExpectation(const JsonValue& value, const training::Experiment& experiment,
                                      Findings& findings) {
    const std::vector<Step> none;
    return Decoder(experiment, nullptr, none, findings).decode(value);
}

} // namespace downhill::lesson
