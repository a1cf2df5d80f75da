#include "training/experiment_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace downhill::training {

namespace {

/// How large a coordinate, a rate or a bound of an experiment may be.
constexpr double kLargest = 1e6;
constexpr double kGreatestRate = 1e9;

Result<void> within(const std::string& where, double value, double least, double limit) {
    if (!std::isfinite(value))
        return failure({.code = ErrorCode::NotFinite, .where = where});
    if (value < least || value > limit) {
        return failure(
            {.code = ErrorCode::OutOfRange, .where = where, .value = value, .least = least, .limit = limit});
    }
    return {};
}

Result<void> countWithin(const std::string& where, std::int64_t value, std::int64_t least,
                         std::int64_t limit) {
    return within(where, static_cast<double>(value), static_cast<double>(least), static_cast<double>(limit));
}

/// Two numbers that grow.
Result<void> interval(const std::string& where, const std::array<double, 2>& ends) {
    return within(where, ends[0], -kLargest, kLargest).and_then([&] {
        const double above = std::nextafter(ends[0], std::numeric_limits<double>::infinity());
        return within(where, ends[1], above, kLargest);
    });
}

Result<void> checkPoints(const DatasetSpec& spec) {
    if (spec.points.empty())
        return failure({.code = ErrorCode::EmptyData, .where = "dataset.points"});
    const std::size_t columns = spec.points.front().size();
    if (auto found = countWithin("dataset.samples", static_cast<std::int64_t>(spec.points.size()), 1,
                                 limits::kSamples);
        !found)
        return found;
    if (auto found =
            countWithin("dataset.points[0]", static_cast<std::int64_t>(columns), 2, limits::kFeatures + 1);
        !found)
        return found;
    for (std::size_t i = 0; i < spec.points.size(); ++i) {
        const auto& row = spec.points[i];
        const std::string where = "dataset.points[" + std::to_string(i) + "]";
        if (row.size() != columns) {
            return failure({.code = ErrorCode::ShapeMismatch,
                            .where = where,
                            .value = static_cast<double>(row.size()),
                            .limit = static_cast<double>(columns)});
        }
        if (!std::all_of(row.begin(), row.end(), [](double value) { return std::isfinite(value); }))
            return failure({.code = ErrorCode::NotFinite, .where = where});
    }
    return {};
}

Result<void> checkCurve(const DatasetSpec& spec) {
    if (auto found = interval("dataset.range", spec.range); !found)
        return found;
    const double reach = std::max(std::abs(spec.range[0]), std::abs(spec.range[1]));
    if (spec.kind == DatasetKind::Sine) {
        const double greatest = kLargest / std::max(reach, 1.0);
        return within("dataset.frequency", spec.frequency, -greatest, greatest);
    }
    return within("dataset.slope", spec.slope, -kLargest, kLargest).and_then([&] {
        return within("dataset.intercept", spec.intercept, -kLargest, kLargest);
    });
}

Result<void> checkNetwork(const NetworkSpec& spec) {
    if (auto found =
            countWithin("network.layers", static_cast<std::int64_t>(spec.layers.size()), 1, limits::kLayers);
        !found)
        return found;
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        const std::string where = "network.layers[" + std::to_string(i) + "].units";
        if (auto found = countWithin(where, spec.layers[i].units, 1, limits::kUnits); !found)
            return found;
    }
    return within("network.initial_value", spec.initialValue, -kLargest, kLargest);
}

Result<void> checkLoss(const NetworkProblem& problem) {
    const std::size_t last = problem.network.layers.size() - 1;
    const std::string layer = "network.layers[" + std::to_string(last) + "]";
    const LayerSpec& output = problem.network.layers.back();
    const bool logits = problem.loss == Loss::BinaryCrossEntropy || problem.loss == Loss::CrossEntropy;
    if (!logits)
        return {};
    if (output.activation != Activation::Linear)
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
        if (problem.loss == Loss::BinaryCrossEntropy)
            return countWithin("dataset.classes", problem.dataset.classes, 2, 2);
        return {};
    default:
        return {};
    }
}

Result<void> checkSurface(const SurfaceProblem& surface) {
    constexpr double kFlattest = 1e-6;
    if (auto found = within("surface.curvature", surface.curvature, kFlattest, kLargest); !found)
        return found;
    if (auto found = within("surface.condition", surface.condition, 1.0, kLargest); !found)
        return found;
    for (const double start : surface.start) {
        if (auto found = within("surface.start", start, -kLargest, kLargest); !found)
            return found;
    }
    return interval("surface.window", surface.window);
}

Result<void> checkRun(const RunSpec& run) {
    return countWithin("batch_size", run.batchSize, 0, limits::kSamples).and_then([&] {
        return within("learning_rate", run.optimizer.learningRate, 0.0, kGreatestRate);
    });
}

Result<void> checkGoal(const Goal& goal, const Problem& problem) {
    const double largest = std::numeric_limits<double>::max();
    if (auto found = within(goal.below ? "goal.at_most" : "goal.at_least", goal.bound, -largest, largest);
        !found)
        return found;
    if (auto found = countWithin("goal.every", goal.every, 1, limits::kSteps); !found)
        return found;
    if (auto found = countWithin("goal.holds", goal.holds, 1, limits::kSteps); !found)
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

Result<void> checkDataset(const DatasetSpec& spec) {
    if (auto found = within("dataset.test_share", spec.testShare, 0.0, 0.9); !found)
        return found;
    if (auto found = within("dataset.noise", spec.noise, 0.0, kLargest); !found)
        return found;
    if (spec.kind == DatasetKind::Csv)
        return {};
    if (spec.kind == DatasetKind::Points)
        return checkPoints(spec);
    if (auto found = countWithin("dataset.samples", spec.samples, 1, limits::kSamples); !found)
        return found;
    switch (spec.kind) {
    case DatasetKind::Blobs:
    case DatasetKind::Spiral:
        return countWithin("dataset.classes", spec.classes, 2, limits::kClasses);
    case DatasetKind::Line:
    case DatasetKind::Sine:
        return checkCurve(spec);
    default:
        return {};
    }
}

Result<void> checkExperiment(const Experiment& experiment) {
    if (auto found = checkProblem(experiment.problem); !found)
        return found;
    if (auto found = countWithin("runs", static_cast<std::int64_t>(experiment.runs.size()), 1, limits::kRuns);
        !found)
        return found;
    for (const RunSpec& run : experiment.runs) {
        if (auto found = checkRun(run); !found)
            return found;
    }
    if (auto found = countWithin("steps", experiment.steps, 1, limits::kSteps); !found)
        return found;
    return experiment.goal ? checkGoal(*experiment.goal, experiment.problem) : Result<void>{};
}

} // namespace downhill::training
