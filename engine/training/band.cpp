#include "training/band.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace downhill::training {

double quantile(std::span<const double> sorted, double share) {
    if (sorted.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), sorted.size() - 1);
    const double part = place - static_cast<double>(below);
    // Neither 0 · ∞ nor ∞ − ∞ may happen.
    if (part == 0 || below + 1 == sorted.size() || sorted[below] == sorted[below + 1])
        return sorted[below];
    return sorted[below] + (sorted[below + 1] - sorted[below]) * part;
}

Spread spreadOf(std::vector<double> values) {
    for (double& value : values) {
        if (!std::isfinite(value))
            value = std::numeric_limits<double>::infinity();
    }
    std::sort(values.begin(), values.end());
    return {.least = quantile(values, 0),
            .lower = quantile(values, 0.25),
            .median = quantile(values, 0.5),
            .upper = quantile(values, 0.75),
            .greatest = quantile(values, 1)};
}

} // namespace downhill::training
