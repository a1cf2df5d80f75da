#pragma once

#include "charts/plot_space.h"

#include <QString>

#include <vector>

namespace downhill::app {

/// A place on an axis. Minor ticks have no label.
struct Tick {
    double at = 0;
    QString label{};
    bool minor = false;
};

/// `range` where it holds both values; otherwise grown towards what lies outside in steps of ×1.25, so that
/// an axis moves seldom while a curve grows. Values that are not finite change nothing.
AxisRange grown(AxisRange range, double low, double high);

/// Round places (1, 2 or 5 times a power of ten) within `range`, about `most` of them at most.
std::vector<Tick> linearTicks(AxisRange range, int most);

/// The ticks of a logarithmic axis whose `range` is given in decimal exponents: decades with the lines
/// between them; below a decade and a half also 2 and 5; within a fraction of a decade, round values.
std::vector<Tick> logarithmicTicks(AxisRange range, int most);

} // namespace downhill::app
