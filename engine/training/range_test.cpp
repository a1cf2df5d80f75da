#include "training/range_test.h"

#include "training/range_check.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace downhill::training {

namespace {

constexpr double kLeastRate = 1e-12;
constexpr double kGreatestRate = 1e9;
constexpr double kLeastRatio = 1e-12; ///< of the first rate to the last
constexpr std::int64_t kMostSteps = 1'000'000;
constexpr double kTooHigh = 4; ///< times the least smoothed loss: the rest of the curve tells nothing

Result<void> check(const RangeTestSettings& settings) {
    return checkWithin("range_test.to", settings.to, kLeastRate, kGreatestRate)
        .and_then([&] {
            const double least = std::max(kLeastRate, settings.to * kLeastRatio);
            return checkWithin("range_test.from", settings.from, least, settings.to);
        })
        .and_then([&] { return checkCount("range_test.steps", settings.steps, 3, kMostSteps); })
        .and_then([&] { return checkWithin("range_test.smoothing", settings.smoothing, 0, 0.999); });
}

/// The mean of the losses so far in which each counts β of what the next one does.
class Smoother {
public:
    explicit Smoother(double keeps) : keeps_(keeps) {}

    double next(double loss) {
        sum_ = keeps_ * sum_ + (1 - keeps_) * loss;
        power_ *= keeps_;
        return sum_ / (1 - power_);
    }

private:
    double keeps_;
    double sum_ = 0;
    double power_ = 1;
};

/// The slope of the line that fits these values best, over their places.
double slopeOf(const double* values, std::size_t count) {
    const double middle = static_cast<double>(count - 1) / 2;
    double product = 0;
    double square = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double place = static_cast<double>(i) - middle;
        product += place * values[i];
        square += place * place;
    }
    return product / square;
}

/// Reads off the smoothed curve where it is least and where it falls most steeply.
void readOff(RangeTestResult& result, const RangeTestSettings& settings) {
    constexpr std::size_t kFewest = 3;
    const auto& curve = result.smoothed;
    if (curve.empty())
        return;
    const auto least = static_cast<std::size_t>(std::min_element(curve.begin(), curve.end()) - curve.begin());
    result.risingFrom = result.rates[least];
    // A line through as many steps as take the rate tenfold, which the luck of single batches hardly tilts.
    // The rates are evenly spaced on their scale, so that places will do for logarithms.
    const double decades = std::log10(settings.to / settings.from);
    const double perDecade = static_cast<double>(settings.steps - 1) / std::max(decades, 1.0);
    const std::size_t reach = std::max(kFewest, static_cast<std::size_t>(perDecade));
    double steepest = 0;
    for (std::size_t begin = 0; begin + reach <= least + 1; ++begin) {
        const double slope = slopeOf(curve.data() + begin, reach);
        if (slope < steepest) {
            steepest = slope;
            result.steepest = result.rates[begin + reach / 2];
        }
    }
}

template <class Scalar>
RangeTestResult climb(Trainer<Scalar>& trainer, const RangeTestSettings& settings,
                      std::atomic<std::int64_t>* progress, const std::stop_token& stop) {
    RangeTestResult result;
    const auto count = static_cast<std::size_t>(settings.steps);
    for (auto* curve : {&result.rates, &result.losses, &result.smoothed})
        curve->reserve(count);
    Smoother smoother(settings.smoothing);
    double least = 0;
    while (trainer.step() < settings.steps && !stop.stop_requested()) {
        const double rate = trainer.learningRate() * trainer.scheduleFactor();
        const bool done = trainer.run(1) == 1;
        if (progress)
            progress->fetch_add(1, std::memory_order_relaxed);
        if (done) {
            result.rates.push_back(rate);
            result.losses.push_back(trainer.batchLoss());
            result.smoothed.push_back(smoother.next(trainer.batchLoss()));
            least = result.smoothed.size() == 1 ? result.smoothed.back()
                                                : std::min(least, result.smoothed.back());
        }
        const StopReason reason = trainer.stopReason();
        const bool tooHigh = done && least > 0 && result.smoothed.back() > kTooHigh * least;
        if (tooHigh || !done || (reason != StopReason::None && reason != StopReason::Finished)) {
            result.divergedAt = rate;
            break;
        }
    }
    return result;
}

} // namespace

template <class Scalar>
Result<RangeTestResult> rangeTest(const Experiment& experiment, std::size_t run,
                                  typename Trainer<Scalar>::Data data, const RangeTestSettings& settings,
                                  const Machine& machine, std::atomic<std::int64_t>* progress,
                                  const std::stop_token& stop) {
    if (auto found = check(settings); !found)
        return failure(found.error());
    Experiment climbing = experiment;
    climbing.steps = settings.steps;
    climbing.goal.reset();
    if (run < climbing.runs.size()) {
        climbing.runs[run].optimizer.learningRate = settings.to;
        climbing.runs[run].schedule = {.kind = Schedule::Kind::RangeTest,
                                       .period = settings.steps,
                                       .floor = settings.from / settings.to};
    }
    return Trainer<Scalar>::create(climbing, run, std::move(data), machine)
        .map([&](Trainer<Scalar>&& trainer) {
            RangeTestResult result = climb(trainer, settings, progress, stop);
            readOff(result, settings);
            return result;
        });
}

template Result<RangeTestResult> rangeTest<float>(const Experiment&, std::size_t, Trainer<float>::Data,
                                                  const RangeTestSettings&, const Machine&,
                                                  std::atomic<std::int64_t>*, const std::stop_token&);
template Result<RangeTestResult> rangeTest<double>(const Experiment&, std::size_t, Trainer<double>::Data,
                                                   const RangeTestSettings&, const Machine&,
                                                   std::atomic<std::int64_t>*, const std::stop_token&);

} // namespace downhill::training
