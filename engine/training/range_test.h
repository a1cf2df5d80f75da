#pragma once

#include "training/error.h"
#include "training/experiment.h"
#include "training/trainer.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace downhill::training {

/// How a learning-rate range test goes: over `steps` steps the rate grows geometrically.
struct RangeTestSettings {
    double from = 1e-6;
    double to = 10;
    std::int64_t steps = 200;
    double smoothing = 0.9; ///< β of the smoothed losses, in [0, 1)
};

/// What a range test found. The three curves hold a number a step and end early where the run diverged.
struct RangeTestResult {
    std::vector<double> rates{};
    std::vector<double> losses{}; ///< of each step's batch, before that step moves the parameters
    /// s ← β·s + (1 − β)·loss over 1 − βⁿ, as Adam corrects its bias.
    std::vector<double> smoothed{};
    /// The rate at which the test ended before its time: the loss or a parameter became infinite, or the
    /// smoothed loss rose over four times its least.
    std::optional<double> divergedAt{};
    /// Where the smoothed loss is least, so that it rises from there on.
    double risingFrom = 0;
    /// The middle of the decade of rates over which a line through the smoothed losses falls most steeply,
    /// none beyond risingFrom: the rate to try first. Nothing where no decade falls.
    std::optional<double> steepest{};

    /// The cautious choice: a tenth of where the loss begins to rise.
    double tenthOfRise() const { return risingFrom / 10; }
};

/// Trains run `run` of `experiment` once more from its first weights, under its own optimizer, batches and
/// loop, with a rate that grows until it is too great; goal and schedule of the run are left aside. Smith
/// 2017, "Cyclical Learning Rates for Training Neural Networks", arXiv:1506.01186, section 3.3, with a
/// logarithmic scale. `data` as for Trainer::create(). `progress` counts the steps and may be read by any
/// thread; after a `stop` the result is that of the steps so far. Errors: those of Trainer::create();
/// OutOfRange and NotFinite for the settings ("range_test.from").
template <class Scalar>
Result<RangeTestResult> rangeTest(const Experiment& experiment, std::size_t run,
                                  typename Trainer<Scalar>::Data data, const RangeTestSettings& settings = {},
                                  const Machine& machine = {}, std::atomic<std::int64_t>* progress = nullptr,
                                  const std::stop_token& stop = {});

extern template Result<RangeTestResult> rangeTest<float>(const Experiment&, std::size_t, Trainer<float>::Data,
                                                         const RangeTestSettings&, const Machine&,
                                                         std::atomic<std::int64_t>*, const std::stop_token&);
extern template Result<RangeTestResult> rangeTest<double>(const Experiment&, std::size_t,
                                                          Trainer<double>::Data, const RangeTestSettings&,
                                                          const Machine&, std::atomic<std::int64_t>*,
                                                          const std::stop_token&);

} // namespace downhill::training
