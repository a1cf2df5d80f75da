#pragma once

#include "charts/axis_scale.h"

#include <vector>

namespace downhill::app {

/// 1, 2, 5, 10, 20 …: the least of them that is at least `apart`.
double wholeStep(double apart);

/// Whole numbers within `range`, wholeStep(apart) apart, in the axis's units; none where fewer than two would
/// be seen, so that the axis has its usual numbers.
std::vector<Tick> wholeTicks(AxisRange range, double apart);

} // namespace downhill::app
