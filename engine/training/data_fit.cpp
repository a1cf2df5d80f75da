#include "training/data_fit.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace downhill::training {

namespace {

template <class Scalar>
Result<void> checkShapes(const Dataset<Scalar>& part, Eigen::Index features) {
    if (part.size() == 0)
        return {};
    if (part.features.rows() != features) {
        return failure({.code = ErrorCode::ShapeMismatch,
                        .where = "dataset.features",
                        .value = static_cast<double>(part.features.rows()),
                        .limit = static_cast<double>(features)});
    }
    if (part.targets.rows() != 1 || part.targets.cols() != part.size()) {
        return failure({.code = ErrorCode::ShapeMismatch,
                        .where = "dataset.targets",
                        .value = static_cast<double>(part.targets.size()),
                        .limit = static_cast<double>(part.size())});
    }
    return {};
}

/// Labels choose places in memory, so they are looked at once more where they are used.
template <class Scalar>
Result<void> checkLabels(const Dataset<Scalar>& part) {
    if (part.task == Task::Regression)
        return {};
    for (const Scalar label : part.targets.reshaped()) {
        const auto value = static_cast<double>(label);
        if (!(value >= 0 && value < part.classes && value == std::floor(value))) {
            return failure({.code = ErrorCode::LabelNotAClass,
                            .where = "dataset",
                            .value = value,
                            .limit = static_cast<double>(part.classes - 1)});
        }
    }
    return {};
}

Result<void> checkOutputs(const NetworkProblem& problem, Task task, int classes) {
    const bool aboutClasses = isAboutClasses(problem.loss);
    if (aboutClasses && task == Task::Regression)
        return failure({.code = ErrorCode::LossNeedsClasses, .where = "loss"});
    if (problem.loss == Loss::BinaryCrossEntropy && classes != 2) {
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "dataset.classes",
                        .value = static_cast<double>(classes),
                        .least = 2,
                        .limit = 2});
    }
    const std::int64_t units = problem.network.layers.back().units;
    const bool oneEach = problem.loss == Loss::CrossEntropy || classes > 2;
    // Two classes are told by the sign of one output, by which of 0 and 1 it is nearer to, or by the greater
    // of two.
    const bool either =
        task != Task::Regression && units == classes && problem.loss != Loss::BinaryCrossEntropy;
    const std::int64_t needed = oneEach ? classes : 1;
    if (units == needed || either)
        return {};
    return failure(
        {.code = ErrorCode::ShapeMismatch,
         .where = "network.layers[" + std::to_string(problem.network.layers.size() - 1) + "].units",
         .value = static_cast<double>(units),
         .limit = static_cast<double>(needed)});
}

template <class Scalar>
Result<void> checkMetric(Metric metric, const SplitDataset<Scalar>& data) {
    const bool accuracy = metric == Metric::TrainAccuracy || metric == Metric::TestAccuracy;
    const bool test = metric == Metric::TestLoss || metric == Metric::TestAccuracy;
    if (accuracy && data.train.task == Task::Regression)
        return failure({.code = ErrorCode::ShapeMismatch, .where = "goal.metric"});
    if (test && data.test.size() == 0)
        return failure({.code = ErrorCode::EmptyData, .where = "dataset.test_share"});
    return {};
}

/// The batches of a run on `samples` samples.
struct Batches {
    std::int64_t largest;
    std::int64_t smallest;
};

Batches batchesOf(const RunSpec& run, std::int64_t samples) {
    const std::int64_t size = run.batchSize == 0 ? samples : std::min(run.batchSize, samples);
    const std::int64_t rest = run.loader.dropLast ? 0 : samples % size;
    return {.largest = size, .smallest = rest == 0 ? size : rest};
}

/// Refuses a batch whose activations would not fit into memory, and batches that batch norm cannot take.
Result<void> checkBatch(const NetworkSpec& network, const RunSpec& run, std::int64_t samples) {
    if (run.loader.dropLast && run.batchSize > samples)
        return failure({.code = ErrorCode::EmptyData, .where = "batch_size"});
    std::int64_t units = 0;
    bool norm = false;
    for (const LayerSpec& layer : network.layers) {
        units += layer.units;
        norm = norm || layer.batchNorm;
    }
    const Batches batches = batchesOf(run, samples);
    const std::int64_t room = limits::kActivations / units;
    if (batches.largest > room) {
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "batch_size",
                        .value = static_cast<double>(batches.largest),
                        .least = 1,
                        .limit = static_cast<double>(room)});
    }
    if (norm && batches.smallest < 2) {
        return failure({.code = ErrorCode::BatchTooSmall,
                        .where = "batch_size",
                        .value = static_cast<double>(batches.smallest),
                        .least = 2});
    }
    return {};
}

/// Refuses batches that would take too long to load, as nothing stops a run meanwhile, and a ring of them
/// that would not fit into memory.
Result<void> checkLoading(const RunSpec& run, std::int64_t samples, std::int64_t features) {
    constexpr double kLongest = 1e6; ///< microseconds for a batch
    const Batches batches = batchesOf(run, samples);
    const double slowest = kLongest / static_cast<double>(batches.largest);
    if (run.loader.microseconds > slowest) {
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "load_microseconds",
                        .value = run.loader.microseconds,
                        .limit = slowest});
    }
    const std::int64_t buffers = limits::kActivations / (batches.largest * features);
    const std::int64_t ahead = std::max<std::int64_t>(buffers - 1, 0); // one is in use
    if (run.loader.prefetch > ahead) {
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "prefetch",
                        .value = static_cast<double>(run.loader.prefetch),
                        .limit = static_cast<double>(ahead)});
    }
    return {};
}

} // namespace

template <class Scalar>
Result<void> checkDataFit(const Experiment& experiment, const RunSpec& run,
                          const SplitDataset<Scalar>& data) {
    const auto& problem = std::get<NetworkProblem>(experiment.problem);
    if (data.train.size() == 0)
        return failure({.code = ErrorCode::EmptyData, .where = "dataset"});
    for (const auto* part : {&data.train, &data.test}) {
        if (auto found = checkShapes(*part, data.train.features.rows()); !found)
            return found;
        if (auto found = checkLabels(*part); !found)
            return found;
    }
    if (auto found = checkOutputs(problem, data.train.task, data.train.classes); !found)
        return found;
    if (experiment.goal) {
        if (auto found = checkMetric(experiment.goal->metric, data); !found)
            return found;
    }
    const Eigen::Index samples = data.train.size();
    return checkBatch(problem.network, run, samples).and_then([&] {
        return checkLoading(run, samples, data.train.features.rows());
    });
}

template Result<void> checkDataFit<float>(const Experiment&, const RunSpec&, const SplitDataset<float>&);
template Result<void> checkDataFit<double>(const Experiment&, const RunSpec&, const SplitDataset<double>&);

} // namespace downhill::training
