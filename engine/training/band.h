#pragma once

#include <span>
#include <vector>

/// How numbers of several runs are spread. What is not finite, a NaN as well, counts as +∞, so that a run
/// that diverged is worse than any other and quantiles never are NaN for it.
namespace downhill::training {

/// Least, quartiles and greatest of some numbers; all NaN where there was none.
struct Spread {
    double least = 0;
    double lower = 0; ///< the first quartile
    double median = 0;
    double upper = 0; ///< the third quartile
    double greatest = 0;

    bool operator==(const Spread&) const = default;
};

/// The number below which a `share` in [0, 1] of `sorted` lies, by linear interpolation between neighbours as
/// numpy.quantile does by default. Halfway to an infinity is infinite. `sorted` grows and holds neither NaN
/// nor −∞; NaN where it is empty.
double quantile(std::span<const double> sorted, double share);

/// The spread of `values`, in whatever order they come.
Spread spreadOf(std::vector<double> values);

} // namespace downhill::training
