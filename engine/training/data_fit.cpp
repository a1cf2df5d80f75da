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
    const bool logits = problem.loss == Loss::BinaryCrossEntropy || problem.loss == Loss::CrossEntropy;
    if (logits && task == Task::Regression)
        return failure({.code = ErrorCode::LossNeedsClasses, .where = "loss"});
    if (problem.loss == Loss::BinaryCrossEntropy && classes != 2) {
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "dataset.classes",
                        .value = static_cast<double>(classes),
                        .least = 2,
                        .limit = 2});
    }
    const std::int64_t units = problem.network.layers.back().units;
    const bool oneHot = problem.loss == Loss::CrossEntropy || classes > 2;
    const bool either = task != Task::Regression && !logits && units == classes;
    const std::int64_t needed = oneHot ? classes : 1;
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

/// Refuses a batch whose activations would not fit into memory.
Result<void> checkBatch(const NetworkSpec& network, std::int64_t batchSize, std::int64_t samples) {
    std::int64_t units = 0;
    for (const LayerSpec& layer : network.layers)
        units += layer.units;
    const std::int64_t batch = batchSize == 0 ? samples : std::min(batchSize, samples);
    const std::int64_t largest = limits::kActivations / units;
    if (batch <= largest)
        return {};
    return failure({.code = ErrorCode::OutOfRange,
                    .where = "batch_size",
                    .value = static_cast<double>(batch),
                    .least = 1,
                    .limit = static_cast<double>(largest)});
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
    return checkBatch(problem.network, run.batchSize, data.train.size());
}

template Result<void> checkDataFit<float>(const Experiment&, const RunSpec&, const SplitDataset<float>&);
template Result<void> checkDataFit<double>(const Experiment&, const RunSpec&, const SplitDataset<double>&);

} // namespace downhill::training
