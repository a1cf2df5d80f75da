#include "views/whole_ticks.h"

#include "charts/number_text.h"

#include <cmath>
#include <cstdint>

namespace downhill::app {
namespace {

constexpr double kMostWhole = 1e9; // beyond, whole numbers are no help

} // namespace

double wholeStep(double apart) {
    double step = 1;
    for (int i = 0; step < apart; ++i)
        step *= i % 3 == 1 ? 2.5 : 2;
    return step;
}

std::vector<Tick> wholeTicks(AxisRange range, double apart) {
    std::vector<Tick> ticks;
    if (!(range.span() > 0) || !(range.span() < kMostWhole) || !(std::abs(range.low) < kMostWhole) ||
        !(apart > 0))
        return ticks;
    const double step = wholeStep(apart);
    const auto first = static_cast<std::int64_t>(std::ceil(range.low / step));
    const auto last = static_cast<std::int64_t>(std::floor(range.high / step));
    for (std::int64_t i = first; i <= last; ++i) {
        const double at = static_cast<double>(i) * step;
        ticks.push_back({at, countText(std::llround(at)), false});
    }
    if (ticks.size() < 2)
        ticks.clear();
    return ticks;
}

} // namespace downhill::app
