#pragma once

#include "training/stroke_canvas.h"

#include <span>

namespace downhill::training {

/// A movement of the pen without lifting it.
struct DigitStroke {
    std::span<const PenPoint> points{};
    bool closed = false;
};

/// One of the ways to write a digit, in a square of side 1 around (0, 0). Strokes that meet in a corner share
/// the point.
struct DigitShape {
    double share = 1; ///< of those who write the digit so
    std::span<const DigitStroke> strokes{};
};

/// The ways to write a digit from 0 to 9; their shares add up to 1.
std::span<const DigitShape> digitShapes(int digit);

} // namespace downhill::training
