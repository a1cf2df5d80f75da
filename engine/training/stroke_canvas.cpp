#include "training/stroke_canvas.h"

#include <algorithm>
#include <cmath>

namespace downhill::training {

namespace {

double between(double from, double to, double share) {
    return from + (to - from) * share;
}

/// The cubic that leaves `b` towards `c`, as steep at each as the line between its neighbours.
double spline(double a, double b, double c, double d, double t) {
    const double linear = (c - a) / 2;
    const double square = a - 2.5 * b + 2 * c - d / 2;
    const double cube = (d - a) / 2 + 1.5 * (b - c);
    return b + t * (linear + t * (square + t * cube));
}

} // namespace

StrokeCanvas::StrokeCanvas(int side)
    : side_(side), ink_(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0.0) {}

void StrokeCanvas::clear() {
    std::fill(ink_.begin(), ink_.end(), 0.0);
}

void StrokeCanvas::line(PenPoint from, double fromRadius, PenPoint to, double toRadius) {
    constexpr double kSoftEdge = 0.5; ///< over which ink fades, to either side of the pen's rim
    const double reach = std::max(fromRadius, toRadius) + kSoftEdge;
    const auto first = [&](double a, double b) {
        return static_cast<int>(std::floor(std::clamp<double>(std::min(a, b) - reach, 0, side_)));
    };
    const auto last = [&](double a, double b) {
        return static_cast<int>(std::ceil(std::clamp<double>(std::max(a, b) + reach, 0, side_)));
    };
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double square = dx * dx + dy * dy;
    const int right = last(from.x, to.x);
    const int bottom = last(from.y, to.y);
    for (int row = first(from.y, to.y); row < bottom; ++row) {
        const double y = row + 0.5 - from.y;
        for (int column = first(from.x, to.x); column < right; ++column) {
            const double x = column + 0.5 - from.x;
            const double along = square > 0 ? std::clamp((x * dx + y * dy) / square, 0.0, 1.0) : 0.0;
            const double awayX = x - along * dx;
            const double awayY = y - along * dy;
            const double away = std::sqrt(awayX * awayX + awayY * awayY);
            const double ink = between(fromRadius, toRadius, along) + kSoftEdge - away;
            const int place = row * side_ + column;
            double& pixel = ink_[static_cast<std::size_t>(place)];
            pixel = std::max(pixel, std::min(ink, 1.0));
        }
    }
}

void StrokeCanvas::curve(std::span<const PenPoint> points, bool closed, double fromRadius, double toRadius) {
    constexpr int kPieces = 6; ///< straight ones between two points
    const auto count = static_cast<int>(points.size());
    const int spans = closed ? count : count - 1;
    const auto at = [&](int i) {
        return points[static_cast<std::size_t>(closed ? (i + count) % count : std::clamp(i, 0, count - 1))];
    };
    PenPoint from = at(0);
    double radius = fromRadius;
    for (int i = 0; i < spans; ++i) {
        const PenPoint a = at(i - 1);
        const PenPoint b = at(i);
        const PenPoint c = at(i + 1);
        const PenPoint d = at(i + 2);
        for (int piece = 1; piece <= kPieces; ++piece) {
            const double t = static_cast<double>(piece) / kPieces;
            const PenPoint to{spline(a.x, b.x, c.x, d.x, t), spline(a.y, b.y, c.y, d.y, t)};
            const double next = between(fromRadius, toRadius, (i + t) / spans);
            line(from, radius, to, next);
            from = to;
            radius = next;
        }
    }
}

void StrokeCanvas::copyTo(std::span<std::uint8_t> bytes, int block) const {
    const int side = side_ / block;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            double sum = 0;
            for (int i = 0; i < block * block; ++i) {
                const int from = (row * block + i / block) * side_ + column * block + i % block;
                sum += ink_[static_cast<std::size_t>(from)];
            }
            const int to = row * side + column;
            bytes[static_cast<std::size_t>(to)] =
                static_cast<std::uint8_t>(std::lround(255 * sum / (block * block)));
        }
    }
}

} // namespace downhill::training
