#include "training/schedule.h"

#include "training/portable_math.h"

#include <algorithm>
#include <numbers>

namespace downhill::training {

namespace {

/// Half a cosine from `from` at 0 to `to` at 1, where it stays.
double halfCosine(double from, double to, double place) {
    return to + (from - to) / 2 * (1 + portable::cos(std::numbers::pi * std::clamp(place, 0.0, 1.0)));
}

double oneCycle(double step, double period) {
    constexpr double kFirst = 1.0 / 25;
    constexpr double kLast = kFirst / 1e4;
    const double top = 0.3 * period - 1;
    if (step <= top)
        return top > 0 ? halfCosine(kFirst, 1, step / top) : 1;
    return halfCosine(1, kLast, (step - top) / (period - 1 - top));
}

double geometric(double floor, double step, double period) {
    const double place = period > 1 ? std::min(step / (period - 1), 1.0) : 1;
    return portable::pow(floor, 1 - place);
}

} // namespace

double RateSchedule::afterWarmUp(std::int64_t step) const {
    const auto place = static_cast<double>(step);
    const auto period = static_cast<double>(schedule_.period);
    switch (schedule_.kind) {
    case Schedule::Kind::Constant:
        break;
    case Schedule::Kind::Step: {
        const std::int64_t periods = step / schedule_.period;
        return portable::pow(schedule_.factor, static_cast<double>(periods));
    }
    case Schedule::Kind::Exponential:
        return portable::pow(schedule_.factor, place);
    case Schedule::Kind::Cosine:
        return halfCosine(1, schedule_.floor, place / period);
    case Schedule::Kind::OneCycle:
        return oneCycle(place, period);
    case Schedule::Kind::ReduceOnPlateau:
        return state_.factor;
    case Schedule::Kind::RangeTest:
        return geometric(schedule_.floor, place, period);
    }
    return 1;
}

double RateSchedule::factor(std::int64_t step) const {
    if (step >= schedule_.warmUp)
        return afterWarmUp(step - schedule_.warmUp);
    return static_cast<double>(step + 1) / static_cast<double>(schedule_.warmUp) * afterWarmUp(0);
}

void RateSchedule::observe(std::int64_t step, double batchLoss) {
    if (schedule_.kind != Schedule::Kind::ReduceOnPlateau || step < schedule_.warmUp)
        return;
    state_.sum += batchLoss;
    if (++state_.count < schedule_.every)
        return;
    const double mean = state_.sum / static_cast<double>(state_.count);
    state_.sum = 0;
    state_.count = 0;
    if (mean < state_.best * (1 - schedule_.threshold)) {
        state_.best = mean;
        state_.badLooks = 0;
    } else if (++state_.badLooks > schedule_.patience) {
        state_.factor = std::max(state_.factor * schedule_.factor, schedule_.floor);
        state_.badLooks = 0;
    }
}

} // namespace downhill::training
