#include "lesson/expectation.h"

#include <algorithm>
#include <cmath>

namespace downhill::lesson {

namespace {

double elementOr(const std::vector<double>& values, std::size_t index) {
    return index < values.size() ? values[index] : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

bool Verdict::holds() const {
    return endHolds &&
           std::all_of(bounds.begin(), bounds.end(), [](const BoundVerdict& each) { return each.holds; });
}

bool endHolds(const Expectation& expectation, const RunEnd& end) {
    if (!expectation.reason)
        return true;
    return end.reason == *expectation.reason && (!expectation.within || end.steps <= *expectation.within);
}

BoundVerdict judge(const Bound& bound, double figure, double reference) {
    BoundVerdict verdict{.figure = figure, .reference = bound.times ? reference : BoundVerdict{}.reference};
    // Multiples of a negative number lie the other way round.
    const double sign = bound.times && reference < 0 ? -1 : 1;
    const double unit = bound.times ? sign * reference : 1;
    const double measured = sign * figure;
    const bool comparable =
        !std::isnan(figure) && !std::isnan(unit) && (std::isfinite(figure) || std::isfinite(unit));
    verdict.holds = comparable && (!bound.atLeast || measured >= *bound.atLeast * unit) &&
                    (!bound.atMost || measured <= *bound.atMost * unit);
    return verdict;
}

Verdict judge(const Expectation& expectation, const RunEnd& end, const std::vector<double>& figures,
              const std::vector<double>& references) {
    Verdict verdict{.end = end, .endHolds = endHolds(expectation, end)};
    for (std::size_t i = 0; i < expectation.bounds.size(); ++i)
        verdict.bounds.push_back(
            judge(expectation.bounds[i], elementOr(figures, i), elementOr(references, i)));
    return verdict;
}

} // namespace downhill::lesson
