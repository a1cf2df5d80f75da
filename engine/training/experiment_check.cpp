#include "training/experiment_check.h"

#include "training/dataset_check.h"
#include "training/range_check.h"
#include "training/run_check.h"
#include "training/surface_check.h"

#include <limits>
#include <string>

namespace downhill::training {

namespace {

constexpr double kGreatestDropout = 0.99;
constexpr double kLeastDelta = 1e-6;

Result<void> checkNetwork(const NetworkSpec& spec) {
    if (auto found =
            checkCount("network.layers", static_cast<std::int64_t>(spec.layers.size()), 1, limits::kLayers);
        !found)
        return found;
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        const std::string where = "network.layers[" + std::to_string(i) + "]";
        if (auto found = checkCount(where + ".units", spec.layers[i].units, 1, limits::kUnits); !found)
            return found;
        if (auto found = checkWithin(where + ".dropout", spec.layers[i].dropout, 0.0, kGreatestDropout);
            !found)
            return found;
    }
    return checkWithin("network.initial_value", spec.initialValue, -kLargestQuantity, kLargestQuantity);
}

Result<void> checkLoss(const NetworkProblem& problem) {
    const std::size_t last = problem.network.layers.size() - 1;
    const std::string layer = "network.layers[" + std::to_string(last) + "]";
    const LayerSpec& output = problem.network.layers.back();
    if (auto found = checkWithin("huber_delta", problem.huberDelta, kLeastDelta, kLargestQuantity); !found)
        return found;
    if (!isAboutClasses(problem.loss))
        return {};
    if (problem.loss != Loss::Hinge && output.activation != Activation::Linear)
        return failure({.code = ErrorCode::LossNeedsLogits, .where = layer + ".activation"});
    if (problem.loss == Loss::BinaryCrossEntropy && output.units != 1) {
        return failure({.code = ErrorCode::ShapeMismatch,
                        .where = layer + ".units",
                        .value = static_cast<double>(output.units),
                        .limit = 1});
    }
    switch (problem.dataset.kind) {
    case DatasetKind::PlaneRegression:
    case DatasetKind::GaussianRegression:
    case DatasetKind::Line:
    case DatasetKind::Sine:
        return failure({.code = ErrorCode::LossNeedsClasses, .where = "loss"});
    case DatasetKind::Blobs:
    case DatasetKind::Spiral:
    case DatasetKind::Rings:
        if (problem.loss == Loss::BinaryCrossEntropy)
            return checkCount("dataset.classes", problem.dataset.classes, 2, 2);
        return {};
    default:
        return {};
    }
}

Result<void> checkRun(const RunSpec& run) {
    return checkCount("batch_size", run.batchSize, 0, limits::kSamples)
        .and_then([&] { return checkOptimizer(run.optimizer); })
        .and_then([&] { return checkSchedule(run.schedule); })
        .and_then([&] { return checkLoader(run.loader); })
        .and_then([&] { return checkLoop(run.loop); });
}

Result<void> checkGoal(const Goal& goal, const Problem& problem) {
    const double largest = std::numeric_limits<double>::max();
    if (auto found =
            checkWithin(goal.below ? "goal.at_most" : "goal.at_least", goal.bound, -largest, largest);
        !found)
        return found;
    if (auto found = checkCount("goal.every", goal.every, 1, limits::kSteps); !found)
        return found;
    if (auto found = checkCount("goal.holds", goal.holds, 1, limits::kSteps); !found)
        return found;
    if (std::holds_alternative<SurfaceProblem>(problem) && goal.metric != Metric::TrainLoss)
        return failure({.code = ErrorCode::ShapeMismatch, .where = "goal.metric"});
    return {};
}

Result<void> checkProblem(const Problem& problem) {
    if (const auto* surface = std::get_if<SurfaceProblem>(&problem))
        return checkSurface(*surface);
    const auto& network = std::get<NetworkProblem>(problem);
    return checkDataset(network.dataset)
        .and_then([&] { return checkNetwork(network.network); })
        .and_then([&] { return checkLoss(network); });
}

} // namespace

Result<void> checkExperiment(const Experiment& experiment) {
    if (auto found = checkProblem(experiment.problem); !found)
        return found;
    if (auto found = checkCount("runs", static_cast<std::int64_t>(experiment.runs.size()), 1, limits::kRuns);
        !found)
        return found;
    for (const RunSpec& run : experiment.runs) {
        if (auto found = checkRun(run); !found)
            return found;
    }
    if (auto found = checkCount("steps", experiment.steps, 1, limits::kSteps); !found)
        return found;
    return experiment.goal ? checkGoal(*experiment.goal, experiment.problem) : Result<void>{};
}

} // namespace downhill::training
