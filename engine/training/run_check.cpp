#include "training/run_check.h"

#include "training/range_check.h"

#include <initializer_list>

namespace downhill::training {

namespace {

constexpr double kGreatestRate = 1e9;
constexpr double kBelowOne = 0.999999; ///< what may be anything less than 1
constexpr double kLeastFactor = 1e-6;  ///< of what a rate is multiplied by
constexpr double kLeastStart = 1e-12;  ///< from which a rate grows geometrically

/// A quantity, its name and its bounds.
struct Bounds {
    const char* where;
    double value;
    double least;
    double limit;
};

Result<void> checkAll(std::initializer_list<Bounds> quantities) {
    for (const Bounds& each : quantities) {
        if (auto found = checkWithin(each.where, each.value, each.least, each.limit); !found)
            return found;
    }
    return {};
}

} // namespace

Result<void> checkOptimizer(const OptimizerSettings& settings) {
    return checkAll({
        {"learning_rate", settings.learningRate, 0, kGreatestRate},
        {"optimizer.momentum", settings.momentum, 0, kBelowOne},
        {"optimizer.dampening", settings.dampening, 0, 1},
        {"optimizer.smoothing", settings.smoothing, 0, kBelowOne},
        {"optimizer.beta1", settings.beta1, 0, kBelowOne},
        {"optimizer.beta2", settings.beta2, 0, kBelowOne},
        {"optimizer.epsilon", settings.epsilon, 0, 1},
        {"optimizer.initial_accumulator", settings.initialAccumulator, 0, kLargestQuantity},
        {"optimizer.weight_decay", settings.weightDecay, 0, kLargestQuantity},
        {"optimizer.l1", settings.l1, 0, kLargestQuantity},
        {"optimizer.clip_value", settings.clipValue, 0, kLargestQuantity},
        {"optimizer.clip_norm", settings.clipNorm, 0, kLargestQuantity},
    });
}

Result<void> checkSchedule(const Schedule& schedule) {
    const bool geometric = schedule.kind == Schedule::Kind::RangeTest;
    const auto steps = static_cast<double>(limits::kSteps);
    return checkAll({
        {"schedule.warm_up", static_cast<double>(schedule.warmUp), 0, steps},
        {"schedule.factor", schedule.factor, kLeastFactor, 1},
        {"schedule.period", static_cast<double>(schedule.period), 1, steps},
        {"schedule.floor", schedule.floor, geometric ? kLeastStart : 0, 1},
        {"schedule.patience", static_cast<double>(schedule.patience), 0, steps},
        {"schedule.threshold", schedule.threshold, 0, 1},
        {"schedule.every", static_cast<double>(schedule.every), 1, steps},
    });
}

Result<void> checkLoop(const std::vector<Act>& loop) {
    if (auto found = checkCount("loop", static_cast<std::int64_t>(loop.size()), 1, limits::kActs); !found)
        return found;
    bool outputs = false;
    bool loss = false;
    for (std::size_t i = 0; i < loop.size(); ++i) {
        const Act act = loop[i];
        if ((act == Act::Loss && !outputs) || (act == Act::Backward && !loss))
            return failure({.code = ErrorCode::ShapeMismatch,
                            .where = "loop",
                            .value = static_cast<double>(i),
                            .limit = static_cast<double>(loop.size())});
        outputs = act == Act::Forward || (outputs && act != Act::Backward);
        loss = act == Act::Loss || (loss && act != Act::Backward && act != Act::Forward);
    }
    return {};
}

} // namespace downhill::training
