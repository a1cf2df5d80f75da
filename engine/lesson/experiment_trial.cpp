#include "lesson/experiment_trial.h"

#include "lesson/experiment_fit.h"
#include "lesson/problem_kinds.h"
#include "training/dataset.h"
#include "training/experiment_check.h"
#include "training/network.h"
#include "training/trainer.h"

#include <algorithm>
#include <memory>

namespace downhill::lesson {

namespace {

using training::DatasetKind;
using training::DatasetSpec;
using training::Error;
using training::Experiment;
using training::Loss;
using training::NetworkProblem;
using training::RunSpec;

constexpr std::int64_t kTrialSamples = 200;
constexpr std::int64_t kTrialDigits = 20; // each is drawn stroke by stroke
constexpr std::int64_t kTrialUnits = 4;
constexpr double kTrialTestShare = 0.25;
constexpr std::int64_t kLeastForBatchNorm = 2;

/// Data that a file could hold, as the loss needs them.
DatasetSpec standIn(const NetworkProblem& problem) {
    DatasetSpec dataset;
    dataset.testShare =
        problem.dataset.kind == DatasetKind::Idx ? kTrialTestShare : problem.dataset.testShare;
    dataset.features = problem.dataset.features;
    dataset.standardise = problem.dataset.standardise;
    const std::int64_t outputs = problem.network.layers.back().units;
    const bool several = problem.loss == Loss::CrossEntropy || outputs > 1;
    if (!training::isAboutClasses(problem.loss) && problem.dataset.kind != DatasetKind::Idx) {
        dataset.kind = dataset.features.empty() ? DatasetKind::Line : DatasetKind::PlaneRegression;
    } else if (problem.loss != Loss::BinaryCrossEntropy && several) {
        dataset.kind = DatasetKind::Blobs;
        dataset.classes = int(std::clamp<std::int64_t>(outputs, 2, training::limits::kClasses));
    } else {
        dataset.kind = DatasetKind::Circle;
    }
    return dataset;
}

/// The engine's bound on the activations of a batch, which a small trial cannot reach.
std::optional<Error> largeBatch(const NetworkProblem& problem, const RunSpec& run) {
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

/// Batch norm asks for two samples in the smallest batch, which a trial with fewer samples cannot tell.
std::optional<Error> smallBatch(const NetworkProblem& problem, const RunSpec& run) {
    const auto& layers = problem.network.layers;
    if (std::none_of(layers.begin(), layers.end(), [](const auto& layer) { return layer.batchNorm; }))
        return std::nullopt;
    const auto samples = trainingSamples(problem.dataset);
    std::int64_t smallest = run.batchSize == 0 ? samples.value_or(kLeastForBatchNorm) : run.batchSize;
    if (samples && run.batchSize > 0 && !run.loader.dropLast && *samples % run.batchSize > 0)
        smallest = *samples % run.batchSize;
    if (smallest >= kLeastForBatchNorm)
        return std::nullopt;
    return Error{
        .code = training::ErrorCode::BatchTooSmall, .where = "batch_size", .value = double(smallest)};
}

std::optional<Error> sizeRefusal(const NetworkProblem& problem, const RunSpec& run) {
    const auto shapes =
        training::Network<float>::create(problem.network, featureCount(problem.dataset).value_or(1));
    if (!shapes)
        return shapes.error();
    if (auto large = largeBatch(problem, run))
        return large;
    return smallBatch(problem, run);
}

/// The same experiment with fewer samples, narrower hidden layers, and batches that are there at once.
Experiment trial(Experiment experiment) {
    auto* problem = std::get_if<NetworkProblem>(&experiment.problem);
    if (!problem)
        return experiment;
    auto& layers = problem->network.layers;
    DatasetSpec& dataset = problem->dataset;
    const auto samples = trainingSamples(dataset);
    const bool isFile = !samples.has_value();
    if (isFile) {
        dataset = standIn(*problem);
        if (dataset.kind == DatasetKind::Blobs)
            layers.back().units = std::min<std::int64_t>(layers.back().units, dataset.classes);
    }
    for (std::size_t i = 0; i + 1 < layers.size(); ++i)
        layers[i].units = std::min(layers[i].units, kTrialUnits);
    const std::int64_t enough = dataset.kind == DatasetKind::Digits ? kTrialDigits : kTrialSamples;
    const bool isShortened = isDrawn(dataset.kind) && dataset.samples > enough;
    if (isShortened) {
        const bool tested = isFile ? dataset.testShare > 0 : samples < dataset.samples;
        dataset.testShare = tested ? kTrialTestShare : 0;
        dataset.samples = enough;
    }
    for (RunSpec& run : experiment.runs) {
        run.loader = {.dropLast = run.loader.dropLast};
        // A divisor of what is left to train on, so that no batch is smaller.
        if (isFile || isShortened)
            run.batchSize = std::min<std::int64_t>(run.batchSize, kLeastForBatchNorm);
    }
    return experiment;
}

std::optional<Error> runRefusal(const Experiment& experiment) {
    if (const auto sound = training::checkExperiment(experiment); !sound)
        return sound.error();
    if (const auto* problem = std::get_if<NetworkProblem>(&experiment.problem)) {
        if (auto refusal = sizeRefusal(*problem, experiment.runs.front()))
            return refusal;
    }
    return std::nullopt;
}

} // namespace

std::optional<Refusal> engineRefusal(const Experiment& experiment) {
    Experiment alone = experiment;
    for (std::size_t run = 0; run < experiment.runs.size(); ++run) {
        alone.runs = {experiment.runs[run]};
        if (auto error = runRefusal(alone))
            return Refusal{std::move(*error), run};
    }
    const Experiment small = trial(experiment);
    training::Trainer<float>::Data data;
    if (const auto* problem = std::get_if<NetworkProblem>(&small.problem)) {
        auto drawn = training::makeDataset<float>(*problem, small.seeds);
        if (!drawn)
            return Refusal{drawn.error(), 0};
        data = std::make_shared<const training::SplitDataset<float>>(std::move(*drawn));
    }
    for (std::size_t run = 0; run < small.runs.size(); ++run) {
        const auto trainer = training::Trainer<float>::create(small, run, data);
        if (!trainer)
            return Refusal{trainer.error(), run};
    }
    return std::nullopt;
}

} // namespace downhill::lesson
