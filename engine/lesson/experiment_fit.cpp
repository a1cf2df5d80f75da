#include "lesson/experiment_fit.h"

#include "training/dataset.h"
#include "training/experiment_check.h"
#include "training/network.h"
#include "training/trainer.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace downhill::lesson {

namespace {

using training::DatasetKind;
using training::DatasetSpec;
using training::Error;
using training::Experiment;
using training::Loss;
using training::NetworkProblem;
using training::Problem;
using training::SurfaceKind;
using training::SurfaceProblem;

constexpr std::int64_t kParametersByHand = 16;
constexpr std::int64_t kTrialSamples = 200;
constexpr std::int64_t kTrialUnits = 4;
constexpr double kTrialTestShare = 0.25;

bool isDrawn(const DatasetSpec& dataset) {
    return dataset.kind != DatasetKind::Points && dataset.kind != DatasetKind::Csv;
}

bool hasClasses(const NetworkProblem& problem) {
    switch (problem.dataset.kind) {
    case DatasetKind::Circle:
    case DatasetKind::Xor:
    case DatasetKind::Blobs:
    case DatasetKind::Spiral:
        return true;
    case DatasetKind::Csv:
    case DatasetKind::Points:
        return problem.loss == Loss::BinaryCrossEntropy || problem.loss == Loss::CrossEntropy;
    default:
        return false;
    }
}

bool isParabola(const Problem& problem) {
    const auto* surface = std::get_if<SurfaceProblem>(&problem);
    return surface && surface->kind == SurfaceKind::Parabola;
}

/// Whether every run begins with a value that the control can show.
bool holdsEveryStart(const Control& control, const Experiment& experiment) {
    const auto holds = [&](double value) { return value >= control.least && value <= control.greatest; };
    const auto* network = std::get_if<NetworkProblem>(&experiment.problem);
    const auto* surface = std::get_if<SurfaceProblem>(&experiment.problem);
    switch (control.knob) {
    case Knob::LearningRate:
        return std::all_of(experiment.runs.begin(), experiment.runs.end(),
                           [&](const auto& run) { return holds(run.optimizer.learningRate); });
    case Knob::BatchSize:
        return std::all_of(experiment.runs.begin(), experiment.runs.end(), [&](const auto& run) {
            if (run.batchSize != 0)
                return holds(double(run.batchSize));
            const auto whole = trainingSamples(network->dataset);
            return !whole || holds(0) || holds(double(*whole));
        });
    case Knob::Noise:
        return holds(network->dataset.noise);
    case Knob::StartX:
        return holds(surface->start[0]);
    case Knob::StartY:
        return holds(surface->start[1]);
    case Knob::Parameter:
        return true; // its start is drawn at random
    }
    return true;
}

/// Data that a CSV could hold, as the loss needs it.
DatasetSpec standIn(const NetworkProblem& problem) {
    DatasetSpec dataset;
    dataset.testShare = problem.dataset.testShare;
    dataset.kind = DatasetKind::Line;
    if (problem.loss == Loss::BinaryCrossEntropy)
        dataset.kind = DatasetKind::Circle;
    if (problem.loss == Loss::CrossEntropy) {
        dataset.kind = DatasetKind::Blobs;
        const std::int64_t outputs = problem.network.layers.empty() ? 2 : problem.network.layers.back().units;
        dataset.classes = int(std::clamp<std::int64_t>(outputs, 2, training::limits::kClasses));
    }
    return dataset;
}

/// The engine's bound on the activations of a batch, which a small trial cannot reach.
std::optional<Error> batchRefusal(const NetworkProblem& problem, const training::RunSpec& run) {
    std::int64_t units = 0;
    for (const training::LayerSpec& layer : problem.network.layers)
        units += layer.units;
    const auto samples = trainingSamples(problem.dataset);
    const std::int64_t batch = run.batchSize == 0 && samples ? *samples : run.batchSize;
    const std::int64_t largest = training::limits::kActivations / std::max<std::int64_t>(units, 1);
    if (batch <= largest)
        return std::nullopt;
    return Error{.code = training::ErrorCode::OutOfRange,
                 .where = "batch_size",
                 .value = double(batch),
                 .least = 1,
                 .limit = double(largest)};
}

/// The same experiment with fewer samples and narrower hidden layers.
Experiment trial(Experiment experiment) {
    auto* problem = std::get_if<NetworkProblem>(&experiment.problem);
    if (!problem)
        return experiment;
    auto& layers = problem->network.layers;
    if (problem->dataset.kind == DatasetKind::Csv) {
        problem->dataset = standIn(*problem);
        if (problem->loss == Loss::CrossEntropy)
            layers.back().units = std::min<std::int64_t>(layers.back().units, problem->dataset.classes);
        for (training::RunSpec& run : experiment.runs)
            run.batchSize = std::min<std::int64_t>(run.batchSize, 1);
    }
    for (std::size_t i = 0; i + 1 < layers.size(); ++i)
        layers[i].units = std::min(layers[i].units, kTrialUnits);
    if (isDrawn(problem->dataset) && problem->dataset.samples > kTrialSamples) {
        const bool tested = trainingSamples(problem->dataset) < problem->dataset.samples;
        problem->dataset.testShare = tested ? kTrialTestShare : 0;
        problem->dataset.samples = kTrialSamples;
        for (training::RunSpec& run : experiment.runs)
            run.batchSize = std::min<std::int64_t>(run.batchSize, 1);
    }
    return experiment;
}

} // namespace

std::optional<std::int64_t> featureCount(const DatasetSpec& dataset) {
    switch (dataset.kind) {
    case DatasetKind::Line:
    case DatasetKind::Sine:
        return 1;
    case DatasetKind::Points:
        return dataset.points.empty() ? 0 : std::int64_t(dataset.points.front().size()) - 1;
    case DatasetKind::Csv:
        return std::nullopt;
    default:
        return 2;
    }
}

std::optional<std::int64_t> trainingSamples(const DatasetSpec& dataset) {
    if (dataset.kind == DatasetKind::Csv)
        return std::nullopt;
    const std::int64_t samples =
        dataset.kind == DatasetKind::Points ? std::int64_t(dataset.points.size()) : dataset.samples;
    return samples - std::llround(double(samples) * dataset.testShare);
}

std::optional<std::int64_t> parameterCount(const Problem& problem) {
    if (const auto* surface = std::get_if<SurfaceProblem>(&problem))
        return surface->kind == SurfaceKind::Parabola ? 1 : 2;
    const auto& network = std::get<NetworkProblem>(problem);
    const auto features = featureCount(network.dataset);
    if (!features)
        return std::nullopt;
    const auto shapes = training::Network<float>::create(network.network, *features);
    return shapes ? std::optional<std::int64_t>(shapes->parameterCount()) : std::nullopt;
}

QString whyViewDoesNotFit(const View& view, const Problem& problem) {
    const auto* network = std::get_if<NetworkProblem>(&problem);
    // How many features a CSV has is known once it is trained on; until then it is given the benefit of the
    // doubt.
    const auto hasFeatures = [&](std::int64_t count) {
        return network && featureCount(network->dataset).value_or(count) == count;
    };
    switch (view.kind) {
    case ViewKind::LossCurves:
        return {};
    case ViewKind::DecisionBoundary:
        if (!hasFeatures(2))
            return QStringLiteral("needs two features");
        return hasClasses(*network) ? QString() : QStringLiteral("needs classes");
    case ViewKind::RegressionFit:
        if (!hasFeatures(1))
            return QStringLiteral("needs one feature");
        return hasClasses(*network) ? QStringLiteral("needs regression") : QString();
    case ViewKind::Slope:
        return isParabola(problem) ? QString() : QStringLiteral("needs a parabola");
    }
    return {};
}

QString whyControlDoesNotFit(const Control& control, const Experiment& experiment) {
    const auto* network = std::get_if<NetworkProblem>(&experiment.problem);
    switch (control.knob) {
    case Knob::LearningRate:
        break;
    case Knob::BatchSize:
        if (!network)
            return QStringLiteral("needs a dataset");
        break;
    case Knob::Noise:
        if (!network || !isDrawn(network->dataset))
            return QStringLiteral("needs a drawn dataset");
        break;
    case Knob::StartX:
    case Knob::StartY:
        if (network)
            return QStringLiteral("needs a surface");
        if (control.knob == Knob::StartY && isParabola(experiment.problem))
            return QStringLiteral("needs two parameters");
        break;
    case Knob::Parameter: {
        const auto count = parameterCount(experiment.problem);
        if (!count || *count > kParametersByHand)
            return QStringLiteral("needs at most 16 parameters");
        if (std::int64_t(control.parameter) >= *count)
            return QStringLiteral("no such parameter");
        break;
    }
    }
    return holdsEveryStart(control, experiment) ? QString()
                                                : QStringLiteral("a run starts outside its range");
}

std::optional<Error> engineRefusal(const Experiment& experiment) {
    if (const auto sound = training::checkExperiment(experiment); !sound)
        return sound.error();
    if (const auto* problem = std::get_if<NetworkProblem>(&experiment.problem)) {
        const auto shapes =
            training::Network<float>::create(problem->network, featureCount(problem->dataset).value_or(1));
        if (!shapes)
            return shapes.error();
        for (const training::RunSpec& run : experiment.runs) {
            if (auto refusal = batchRefusal(*problem, run))
                return refusal;
        }
    }
    const Experiment small = trial(experiment);
    training::Trainer<float>::Data data;
    if (const auto* problem = std::get_if<NetworkProblem>(&small.problem)) {
        auto drawn = training::makeDataset<float>(*problem, small.seeds);
        if (!drawn)
            return drawn.error();
        data = std::make_shared<const training::SplitDataset<float>>(std::move(*drawn));
    }
    for (std::size_t run = 0; run < small.runs.size(); ++run) {
        const auto trainer = training::Trainer<float>::create(small, run, data);
        if (!trainer)
            return trainer.error();
    }
    return std::nullopt;
}

QString errorCodeWord(training::ErrorCode code) {
    using training::ErrorCode;
    switch (code) {
    case ErrorCode::FileNotFound:
        return QStringLiteral("file-not-found");
    case ErrorCode::FileNotReadable:
        return QStringLiteral("file-not-readable");
    case ErrorCode::FileNotWritable:
        return QStringLiteral("file-not-writable");
    case ErrorCode::FileTooLarge:
        return QStringLiteral("file-too-large");
    case ErrorCode::CsvEmpty:
        return QStringLiteral("csv-empty");
    case ErrorCode::CsvRagged:
        return QStringLiteral("csv-ragged");
    case ErrorCode::CsvBadQuote:
        return QStringLiteral("csv-bad-quote");
    case ErrorCode::CsvNotANumber:
        return QStringLiteral("csv-not-a-number");
    case ErrorCode::CsvNoSuchColumn:
        return QStringLiteral("csv-no-such-column");
    case ErrorCode::CsvNoFeatures:
        return QStringLiteral("csv-no-features");
    case ErrorCode::NotFinite:
        return QStringLiteral("not-finite");
    case ErrorCode::OutOfRange:
        return QStringLiteral("out-of-range");
    case ErrorCode::EmptyData:
        return QStringLiteral("empty-data");
    case ErrorCode::OneClassOnly:
        return QStringLiteral("one-class-only");
    case ErrorCode::ShapeMismatch:
        return QStringLiteral("shape-mismatch");
    case ErrorCode::LossNeedsLogits:
        return QStringLiteral("loss-needs-logits");
    case ErrorCode::LossNeedsClasses:
        return QStringLiteral("loss-needs-classes");
    case ErrorCode::LabelNotAClass:
        return QStringLiteral("label-not-a-class");
    }
    return {};
}

} // namespace downhill::lesson
