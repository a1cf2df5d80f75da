#pragma once

#include "charts/scalar_grid.h"

#include <QPainterPath>

namespace downhill::app {

/// The lines along which `grid` has the value `level`, chained into as few pieces as there are, in the grid's
/// own coordinates (marching squares). Cells with a corner that is not finite have no line.
QPainterPath contourLines(const ScalarGrid& grid, float level);

} // namespace downhill::app
