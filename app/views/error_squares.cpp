#include "views/error_squares.h"

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr int kMostGrowth = 60; // hundredths of the range; beyond, the data would become a strip

double widthOf(const ErrorSquare& square, const PlotSpace& space) {
    return std::abs(square.predicted - square.target) * space.pixelsPerY() / space.pixelsPerX();
}

bool isWhole(const ErrorSquare& square, const PlotSpace& space) {
    const double width = widthOf(square, space);
    return square.x + width <= space.x.high || square.x - width >= space.x.low;
}

} // namespace

QRectF placeOf(const ErrorSquare& square, const PlotSpace& space) {
    const double width = widthOf(square, space);
    const bool left = square.x + width > space.x.high && square.x - width >= space.x.low;
    return {left ? square.x - width : square.x, std::min(square.predicted, square.target), width,
            std::abs(square.predicted - square.target)};
}

AxisRange withRoomFor(std::span<const ErrorSquare> squares, const PlotSpace& space) {
    if (space.area.isEmpty())
        return space.x;
    for (int growth = 0; growth <= kMostGrowth; growth += 2) {
        PlotSpace wider = space;
        wider.x.high += space.x.span() * growth / 100;
        if (std::ranges::all_of(squares, [&](const ErrorSquare& square) { return isWhole(square, wider); }))
            return wider.x;
    }
    return space.x;
}

} // namespace downhill::app
