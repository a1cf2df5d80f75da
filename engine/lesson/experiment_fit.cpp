#include "lesson/experiment_fit.h"

#include "lesson/knob_values.h"
#include "lesson/problem_kinds.h"
#include "training/network.h"
#include "training/surface.h"

#include <algorithm>
#include <cmath>

namespace downhill::lesson {

namespace {

using training::DatasetKind;
using training::DatasetSpec;
using training::Experiment;
using training::NetworkProblem;
using training::Problem;
using training::SurfaceKind;
using training::SurfaceProblem;

constexpr std::int64_t kParametersByHand = 16;

bool hasClassLabels(const NetworkProblem& problem) {
    switch (problem.dataset.kind) {
    case DatasetKind::PlaneRegression:
    case DatasetKind::GaussianRegression:
    case DatasetKind::Line:
    case DatasetKind::Sine:
        return false;
    case DatasetKind::Csv:
    case DatasetKind::Points:
        return training::isAboutClasses(problem.loss);
    default:
        return true;
    }
}

bool isOfTwoWeights(const Problem& problem) {
    const auto* surface = std::get_if<SurfaceProblem>(&problem);
    return surface && !training::hasOneParameter(surface->kind);
}

bool isOfOneWeight(const Problem& problem) {
    const auto* surface = std::get_if<SurfaceProblem>(&problem);
    return surface && training::hasOneParameter(surface->kind);
}

/// Whether the samples are images, as far as that is known before files are read.
bool isOfImages(const DatasetSpec& dataset) {
    return dataset.kind == DatasetKind::Digits || dataset.kind == DatasetKind::Idx;
}

/// Whether every run begins with values that the control can show.
bool holdsEveryStart(const Control& control, const Experiment& experiment) {
    const auto holds = [&](double value) { return value >= control.least && value <= control.greatest; };
    const auto* network = std::get_if<NetworkProblem>(&experiment.problem);
    const std::vector<double> values = knobValues(experiment, control.knob);
    return std::all_of(values.begin(), values.end(), [&](double value) {
        if (control.knob != Knob::BatchSize || value != 0 || !network)
            return holds(value);
        const auto whole = trainingSamples(network->dataset);
        return !whole || holds(0) || holds(double(*whole));
    });
}

/// What an experiment without a setting for the knob would need.
QString whatKnobNeeds(Knob knob) {
    switch (knob) {
    case Knob::BatchSize:
        return QStringLiteral("needs a dataset");
    case Knob::Noise:
        return QStringLiteral("needs noise");
    case Knob::StartX:
        return QStringLiteral("needs a surface");
    case Knob::StartY:
        return QStringLiteral("needs two parameters");
    case Knob::Dropout:
        return QStringLiteral("needs a hidden layer");
    case Knob::HuberDelta:
        return QStringLiteral("needs the Huber loss");
    case Knob::Curvature:
    case Knob::Condition:
        return QStringLiteral("needs a surface that has it");
    default:
        return QStringLiteral("needs an optimizer that has it");
    }
}

QString whyParameterDoesNotFit(const Control& control, const Problem& problem) {
    const auto count = parameterCount(problem);
    if (!count || *count > kParametersByHand)
        return QStringLiteral("needs at most 16 parameters");
    return std::int64_t(control.parameter) < *count ? QString() : QStringLiteral("no such parameter");
}

} // namespace

std::optional<std::int64_t> ownFeatureCount(const DatasetSpec& dataset) {
    switch (dataset.kind) {
    case DatasetKind::Line:
    case DatasetKind::Sine:
        return 1;
    case DatasetKind::Points:
        return dataset.points.empty() ? 0 : std::int64_t(dataset.points.front().size()) - 1;
    case DatasetKind::Digits:
        return std::int64_t(dataset.side) * dataset.side;
    case DatasetKind::Csv:
    case DatasetKind::Idx:
        return std::nullopt;
    default:
        return 2;
    }
}

std::optional<std::int64_t> featureCount(const DatasetSpec& dataset) {
    return dataset.features.empty() ? ownFeatureCount(dataset) : std::int64_t(dataset.features.size());
}

std::optional<std::int64_t> trainingSamples(const DatasetSpec& dataset) {
    if (dataset.kind == DatasetKind::Csv || dataset.kind == DatasetKind::Idx)
        return std::nullopt;
    const std::int64_t samples =
        dataset.kind == DatasetKind::Points ? std::int64_t(dataset.points.size()) : dataset.samples;
    return samples - std::llround(double(samples) * dataset.testShare);
}

std::optional<std::int64_t> parameterCount(const Problem& problem) {
    if (const auto* surface = std::get_if<SurfaceProblem>(&problem))
        return training::hasOneParameter(surface->kind) ? 1 : 2;
    const auto& network = std::get<NetworkProblem>(problem);
    const auto features = featureCount(network.dataset);
    if (!features)
        return std::nullopt;
    const auto shapes = training::Network<float>::create(network.network, *features);
    return shapes ? std::optional<std::int64_t>(shapes->parameterCount()) : std::nullopt;
}

std::vector<float> drawnParameters(const Experiment& experiment) {
    const auto* problem = std::get_if<NetworkProblem>(&experiment.problem);
    const auto features = problem ? featureCount(problem->dataset) : std::nullopt;
    if (!features)
        return {};
    const auto network = training::Network<float>::create(problem->network, *features);
    if (!network)
        return {};
    std::vector<float> parameters(std::size_t(network->parameterCount()));
    network->initialise(parameters, experiment.seeds.weights);
    return parameters;
}

bool hasClasses(const Problem& problem) {
    const auto* network = std::get_if<NetworkProblem>(&problem);
    return network && hasClassLabels(*network);
}

bool hasTestSet(const Problem& problem) {
    const auto* network = std::get_if<NetworkProblem>(&problem);
    if (!network)
        return false;
    const DatasetSpec& dataset = network->dataset;
    if (dataset.kind == DatasetKind::Idx)
        return true;
    const auto left = trainingSamples(dataset);
    const std::int64_t all =
        dataset.kind == DatasetKind::Points ? std::int64_t(dataset.points.size()) : dataset.samples;
    return left ? *left < all : dataset.testShare > 0;
}

QString whyKnobDoesNotFit(Knob knob, const Experiment& experiment) {
    if (!knobValues(experiment, knob).empty())
        return {};
    const bool isNetwork = std::holds_alternative<NetworkProblem>(experiment.problem);
    return whatKnobNeeds(isNetwork && knob == Knob::StartY ? Knob::StartX : knob);
}

QString whyViewDoesNotFit(const View& view, const Problem& problem) {
    const auto* network = std::get_if<NetworkProblem>(&problem);
    // How many features a CSV has is known once it is trained on; until then it is given the benefit of the
    // doubt. An image is neither of a plane nor of a line.
    const auto hasFeatures = [&](std::int64_t count) {
        return network && network->dataset.kind != DatasetKind::Idx &&
               ownFeatureCount(network->dataset).value_or(count) == count;
    };
    switch (view.kind) {
    case ViewKind::LossCurves:
        return {};
    case ViewKind::DecisionBoundary:
        if (!hasFeatures(2))
            return QStringLiteral("needs two features");
        return hasClassLabels(*network) ? QString() : QStringLiteral("needs classes");
    case ViewKind::RegressionFit:
        if (!hasFeatures(1))
            return QStringLiteral("needs one feature");
        return hasClassLabels(*network) ? QStringLiteral("needs regression") : QString();
    case ViewKind::Landscape:
        return network || isOfTwoWeights(problem) ? QString() : QStringLiteral("needs two weights");
    case ViewKind::Slope:
        return isOfOneWeight(problem) ? QString() : QStringLiteral("needs one weight");
    case ViewKind::Confusion:
        return network && hasClassLabels(*network) ? QString() : QStringLiteral("needs classes");
    case ViewKind::NetworkGraph:
    case ViewKind::Histograms:
    case ViewKind::SampleLoss:
    case ViewKind::GradientArrows:
    case ViewKind::LoaderTimeline:
    case ViewKind::Throughput:
        return network ? QString() : QStringLiteral("needs a network");
    case ViewKind::MiniBatch:
        return hasFeatures(2) ? QString() : QStringLiteral("needs two features");
    case ViewKind::TrainingLoop:
    case ViewKind::UpdateFormula:
    case ViewKind::OptimizerState:
    case ViewKind::Penalty:
    case ViewKind::RangeTest:
        return {};
    case ViewKind::BasinMap:
        return isOfTwoWeights(problem) ? QString() : QStringLiteral("needs two weights");
    case ViewKind::Digits:
        return network && isOfImages(network->dataset) ? QString() : QStringLiteral("needs images");
    }
    return {};
}

QString whyControlDoesNotFit(const Control& control, const Experiment& experiment) {
    if (control.knob == Knob::Parameter)
        return whyParameterDoesNotFit(control, experiment.problem); // its start is drawn at random
    QString why = whyKnobDoesNotFit(control.knob, experiment);
    if (!why.isEmpty())
        return why;
    return holdsEveryStart(control, experiment) ? QString()
                                                : QStringLiteral("a run starts outside its range");
}

} // namespace downhill::lesson
