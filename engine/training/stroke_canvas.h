#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace downhill::training {

/// A place on paper, y downwards.
struct PenPoint {
    double x = 0;
    double y = 0;

    bool operator==(const PenPoint&) const = default;
};

/// A square piece of paper for a round pen; lengths are pixels, and the middle of the first pixel is
/// (0.5, 0.5). Uses only operations that every platform rounds alike.
class StrokeCanvas {
public:
    explicit StrokeCanvas(int side);

    void clear();

    /// Draws from `from` to `to` with a pen whose radius changes evenly; what was darker stays.
    void line(PenPoint from, double fromRadius, PenPoint to, double toRadius);

    /// Draws a smooth curve through the points (Catmull and Rom 1974), and back to the first where `closed`.
    /// The pen's radius changes evenly from the first point to the last.
    void curve(std::span<const PenPoint> points, bool closed, double fromRadius, double toRadius);

    /// The drawing as bytes, row by row, 255 where the pen was; each the mean of `block` × `block` pixels.
    /// `bytes` holds (side / block)² of them.
    void copyTo(std::span<std::uint8_t> bytes, int block) const;

private:
    int side_;
    std::vector<double> ink_; ///< of each pixel, in [0, 1]
};

} // namespace downhill::training
