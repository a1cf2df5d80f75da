#include "lesson/experiment_decoder.h"

#include "lesson/error_words.h"
#include "lesson/experiment_fit.h"
#include "lesson/experiment_trial.h"
#include "lesson/experiment_words.h"
#include "lesson/knob_values.h"
#include "lesson/object_reader.h"
#include "lesson/optimizer_keys.h"
#include "lesson/problem_decoder.h"
#include "lesson/quantity_ranges.h"
#include "lesson/run_decoder.h"

#include <QSet>

#include <algorithm>

namespace downhill::lesson {

namespace {

using training::Experiment;
using training::Goal;
using training::NetworkProblem;
using training::Seeds;
namespace limits = training::limits;

constexpr std::size_t kMostControls = 12;
constexpr std::size_t kMostViews = 4;
constexpr double kGreatestSeed = 9'007'199'254'740'992; // 2⁵³
constexpr Range kPace{0.1, 1e6};
constexpr double kLeastOnLogScale = 1e-12;

/// The largest batch that a problem allows.
double mostSamples(const training::Problem& problem) {
    if (const auto* network = std::get_if<NetworkProblem>(&problem))
        return double(trainingSamples(network->dataset).value_or(limits::kSamples));
    return 0; // of a surface there is only the whole
}

Seeds decodeSeeds(ObjectReader& experiment, Findings& findings) {
    const Range range{0, kGreatestSeed};
    const auto seed = experiment.integer(u"seed", range, 1);
    Seeds seeds = Seeds::all(std::uint64_t(seed));
    if (const std::optional<JsonValue> found = experiment.optional(u"seeds")) {
        ObjectReader object(*found, findings);
        seeds.data = std::uint64_t(object.integer(u"data", range, seed));
        seeds.split = std::uint64_t(object.integer(u"split", range, seed));
        seeds.weights = std::uint64_t(object.integer(u"weights", range, seed));
        seeds.shuffle = std::uint64_t(object.integer(u"shuffle", range, seed));
        seeds.dropout = std::uint64_t(object.integer(u"dropout", range, seed));
        seeds.noise = std::uint64_t(object.integer(u"noise", range, seed));
        object.finish();
    }
    return seeds;
}

Goal decodeGoal(const JsonValue& value, Findings& findings) {
    ObjectReader object(value, findings);
    Goal goal;
    if (!object.isObject())
        return goal;
    goal.metric = object.word<training::Metric>(u"metric", words::kMetrics);
    if (const std::optional<JsonValue> bound = object.oneOf(u"at_most", u"at_least")) {
        goal.below = bound->key() == u"at_most";
        goal.bound = decodeNumber(*bound, kAnyNumber, findings).value_or(0);
    }
    goal.every = object.integer(u"every", {1, double(limits::kSteps)}, goal.every);
    goal.holds = object.integer(u"holds", {1, double(limits::kSteps)}, goal.holds);
    object.finish();
    return goal;
}

Control decodeControl(const JsonValue& value, Findings& findings) {
    ObjectReader object(value, findings);
    Control control;
    if (!object.isObject())
        return control;
    const std::size_t before = findings.count();
    control.knob = object.word<Knob>(u"knob", words::kKnobs);
    if (findings.count() != before)
        return control;
    if (control.knob == Knob::Parameter)
        control.parameter = std::size_t(object.integer(u"index", {0, double(limits::kParameters)}));
    control.label = object.text(u"label", QString());
    control.logarithmic = object.word<bool>(u"scale", words::kScales, false);
    Range range = knobRange(control.knob);
    if (control.logarithmic)
        range.least = std::max(range.least, kLeastOnLogScale);
    control.least = object.number(u"least", range);
    if (findings.count() == before)
        range.least = control.least;
    control.greatest = object.number(u"greatest", range);
    if (findings.count() == before && control.greatest == control.least) {
        findings.add(*value.member(u"greatest"), Rule::OutOfRange,
                     {numberText(control.greatest), numberText(range.least), numberText(range.greatest)});
    }
    control.step = object.number(u"step", kAnyRate, 0);
    object.finish();
    return control;
}

View decodeView(const JsonValue& value, Findings& findings) {
    ObjectReader object(value, findings);
    View view;
    if (!object.isObject())
        return view;
    const std::size_t before = findings.count();
    view.kind = object.word<ViewKind>(u"kind", words::kViews);
    if (findings.count() != before)
        return view;
    view.title = object.text(u"title", QString());
    if (view.kind == ViewKind::LossCurves || view.kind == ViewKind::Histograms)
        view.logarithmic = object.word<bool>(u"scale", words::kScales, false);
    if (view.kind == ViewKind::Histograms)
        view.quantity = object.word<Quantity>(u"quantity", words::kQuantities, Quantity::Weights);
    if (view.kind == ViewKind::RegressionFit)
        view.squares = object.boolean(u"squares", false);
    if (view.kind == ViewKind::Slope)
        view.magnified = object.boolean(u"magnifier", false);
    if (view.kind == ViewKind::Landscape)
        view.alongPath = object.word<bool>(u"directions", words::kDirections, false);
    object.finish();
    return view;
}

/// The part of `value` that a path names, "network.layers[1].units", or the nearest part around it that is
/// written.
JsonValue namedPart(JsonValue value, QString path) {
    path.replace(u'[', QStringLiteral(".")).remove(u']');
    for (const QString& name : path.split(u'.')) {
        std::optional<JsonValue> part = value.member(name);
        bool isIndex = false;
        const std::size_t index = name.toULong(&isIndex);
        if (isIndex && value.type() == JsonType::Array && index < value.size()) {
            auto element = value.children().begin();
            for (std::size_t i = 0; i < index; ++i)
                ++element;
            part = *element;
        }
        if (!part)
            break;
        value = *part;
    }
    return value;
}

/// Where in an experiment stands what the engine refused. What belongs to a run it names without the run.
QString pathOf(const Refusal& refusal) {
    const QString name = QString::fromStdString(refusal.error.where);
    const QString run = QStringLiteral("runs[%1].").arg(refusal.run);
    if (name == u"learning_rate")
        return run + QStringLiteral("optimizer.") + name;
    if (name == u"loop" && refusal.error.code == training::ErrorCode::ShapeMismatch)
        return run + QStringLiteral("loop[%1]").arg(std::int64_t(refusal.error.value));
    constexpr QStringView ofARun[] = {u"optimizer", u"schedule",         u"loop", u"batch_size", u"drop_last",
                                      u"prefetch",  u"load_microseconds"};
    const QString first = name.section(u'.', 0, 0);
    const bool isOfARun = std::find(std::begin(ofARun), std::end(ofARun), first) != std::end(ofARun);
    return isOfARun ? run + name : name;
}

/// What can only be asked once every part has been read without a finding.
void checkFit(const JsonValue& value, const ExperimentBlock& block, const std::vector<JsonValue>& controls,
              const std::vector<JsonValue>& views, Findings& findings) {
    if (const auto refusal = engineRefusal(block.experiment)) {
        findings.add(namedPart(value, pathOf(*refusal)), Rule::ExperimentDoesNotFit,
                     errorArguments(refusal->error));
        return;
    }
    for (std::size_t i = 0; i < views.size(); ++i) {
        const QString why = whyViewDoesNotFit(block.views[i], block.experiment.problem);
        if (!why.isEmpty())
            findings.add(*views[i].member(u"kind"), Rule::ViewDoesNotFit,
                         {wordFor<ViewKind>(words::kViews, block.views[i].kind), why});
    }
    QSet<QString> changed;
    for (std::size_t i = 0; i < controls.size(); ++i) {
        const Control& control = block.controls[i];
        const JsonValue knob = *controls[i].member(u"knob");
        const QString word = wordFor<Knob>(words::kKnobs, control.knob);
        const QString why = whyControlDoesNotFit(control, block.experiment);
        if (!why.isEmpty())
            findings.add(knob, Rule::ControlDoesNotFit, {word, why});
        const QString name =
            control.knob == Knob::Parameter ? word + u' ' + QString::number(control.parameter) : word;
        if (changed.contains(name))
            findings.add(knob, Rule::DuplicateId, {name});
        changed.insert(name);
    }
}

} // namespace

ExperimentBlock decodeExperiment(const JsonValue& value, const QString& folder, Findings& findings) {
    const std::size_t before = findings.count();
    ObjectReader object(value, findings);
    ExperimentBlock block;
    if (!object.isObject())
        return block;
    Experiment& experiment = block.experiment;
    experiment.problem = decodeProblem(object, folder, findings);
    const double greatestBatch =
        findings.count() == before ? mostSamples(experiment.problem) : double(limits::kSamples);
    experiment.runs.clear();
    QSet<QString> ids;
    for (const JsonValue& run : object.list(u"runs", {1, std::size_t(limits::kRuns)}))
        experiment.runs.push_back(decodeRun(run, experiment.problem, greatestBatch, ids, findings));
    experiment.shuffle = object.boolean(u"shuffle", true);
    experiment.seeds = decodeSeeds(object, findings);
    experiment.steps = object.integer(u"steps", {1, double(limits::kSteps)}, experiment.steps);
    if (const std::optional<JsonValue> goal = object.optional(u"goal"))
        experiment.goal = decodeGoal(*goal, findings);
    block.pace = object.number(u"pace", kPace, block.pace);

    const std::vector<JsonValue> controls = object.list(u"controls", {0, kMostControls});
    for (const JsonValue& control : controls)
        block.controls.push_back(decodeControl(control, findings));
    std::vector<JsonValue> views;
    if (const std::optional<JsonValue> found = object.optional(u"views"))
        views = decodeList(*found, {1, kMostViews}, findings);
    for (const JsonValue& view : views)
        block.views.push_back(decodeView(view, findings));
    object.finish();
    if (findings.count() == before)
        checkFit(value, block, controls, views, findings);
    if (views.empty())
        block.views.push_back(View{});
    return block;
}

} // namespace downhill::lesson
