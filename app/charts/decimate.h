#pragma once

#include "charts/plot_space.h"

#include <QList>

#include <span>

namespace downhill::app {

/// What a series may hold so that sixty frames a second stay possible.
inline constexpr qsizetype kMostPoints = 700;

/// At most `most` points that look like `points` (ascending in x) within `window`: of each column the first,
/// the least, the greatest and the last point (M4; Jugel et al. 2014), so that no spike is lost. One point on
/// either side of the window stays, so that a line runs to the edge. Points that are not finite are left out.
QList<QPointF> decimate(std::span<const QPointF> points, AxisRange window, qsizetype most = kMostPoints);

} // namespace downhill::app
