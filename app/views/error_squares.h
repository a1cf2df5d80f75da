#pragma once

#include "charts/plot_space.h"

#include <QRectF>

#include <span>

namespace downhill::app {

/// An error of a fit at one sample, drawn as a square on the screen whose side is the error.
struct ErrorSquare {
    double x = 0;
    double target = 0;
    double predicted = 0;
};

/// The square in the axes' values: to the right of its sample, or to the left where only there it is whole.
QRectF placeOf(const ErrorSquare& square, const PlotSpace& space);

/// `space.x`, farther to the right by as little as shows every square whole; as it is where nothing within
/// reason would.
AxisRange withRoomFor(std::span<const ErrorSquare> squares, const PlotSpace& space);

} // namespace downhill::app
