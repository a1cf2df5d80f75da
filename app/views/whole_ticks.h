#pragma once

#include "charts/axis_scale.h"

#include <vector>

namespace downhill::app {

/// Whole numbers within `range`, 1, 2, 5, 10 … apart and at least `apart` in the axis's units; none where
/// fewer than two would be seen, so that the axis has its usual numbers.
std::vector<Tick> wholeTicks(AxisRange range, double apart);

} // namespace downhill::app
