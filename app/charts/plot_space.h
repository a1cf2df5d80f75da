#pragma once

#include <QPointF>
#include <QRectF>

namespace downhill::app {

/// The stretch of values that an axis shows, low < high.
struct AxisRange {
    double low = 0;
    double high = 1;

    double span() const { return high - low; }
    double middle() const { return (low + high) / 2; }
    bool holds(double value) const { return value >= low && value <= high; }
    bool operator==(const AxisRange&) const = default;
};

/// Where the plot lies on the screen and which values it shows: the way from values to pixels and back. On a
/// logarithmic axis a value is its decimal exponent.
struct PlotSpace {
    QRectF area{}; ///< pixels
    AxisRange x{};
    AxisRange y{};

    double pixelsPerX() const { return area.width() / x.span(); }
    double pixelsPerY() const { return area.height() / y.span(); }
    QPointF toPixel(QPointF value) const {
        return {area.left() + (value.x() - x.low) * pixelsPerX(),
                area.bottom() - (value.y() - y.low) * pixelsPerY()};
    }
    QPointF toValue(QPointF pixel) const {
        return {x.low + (pixel.x() - area.left()) / pixelsPerX(),
                y.low + (area.bottom() - pixel.y()) / pixelsPerY()};
    }
    bool operator==(const PlotSpace&) const = default;
};

} // namespace downhill::app
