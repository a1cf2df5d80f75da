#include "views/unit_picture.h"

#include "charts/heat_item.h"
#include "theme/theme.h"
#include "views/network_inside.h"

#include <QBrush>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr int kSide = NetworkInside::kMapNodes;
constexpr double kRim = 0.125; ///< of the height, above and below a curve

QImage mapOf(std::span<const float> values, const Theme& theme) {
    double largest = 0;
    for (const float value : values)
        if (std::isfinite(value))
            largest = std::max(largest, std::abs(static_cast<double>(value)));
    ScalarGrid shares{.columns = kSide, .rows = kSide, .values = {values.begin(), values.end()}};
    for (float& value : shares.values) // 0 becomes the middle
        value = std::isfinite(value) && largest > 0 ? 0.5F + value / static_cast<float>(2 * largest)
                : std::isfinite(value)              ? 0.5F
                                                    : NAN;
    return heatPicture(shares, theme.heatLow, theme.heatMiddle, theme.heatHigh, theme.bad);
}

/// A map as a brush for `room`. A brush repeats its picture, and smoothing would mix each rim with the one
/// across: so the map gets a seam of its own outermost cells.
QBrush brushOf(const QImage& map, const QRectF& room) {
    const int columns = map.width(), rows = map.height();
    QImage seamed(columns + 2, rows + 2, map.format());
    for (int row = 0; row < rows + 2; ++row) {
        const auto* from = reinterpret_cast<const QRgb*>(map.constScanLine(std::clamp(row - 1, 0, rows - 1)));
        auto* to = reinterpret_cast<QRgb*>(seamed.scanLine(row));
        std::copy_n(from, columns, to + 1);
        to[0] = from[0];
        to[columns + 1] = from[columns - 1];
    }
    QBrush brush(seamed);
    QTransform place = QTransform::fromTranslate(room.left(), room.top());
    place.scale(room.width() / columns, room.height() / rows);
    brush.setTransform(place.translate(-1, -1));
    return brush;
}

void paintCurve(QPainter& painter, const QRectF& node, std::span<const float> values, const Theme& theme) {
    double low = 0, high = 0;
    for (const float value : values)
        if (std::isfinite(value)) {
            low = std::min(low, static_cast<double>(value));
            high = std::max(high, static_cast<double>(value));
        }
    const double rim = kRim * node.height();
    const QRectF room = node.adjusted(0, rim, 0, -rim);
    const auto heightOf = [&](double value) {
        return high > low ? room.bottom() - (value - low) / (high - low) * room.height() : room.center().y();
    };
    painter.setPen(QPen(theme.axis, 1, Qt::DotLine));
    painter.drawLine(QPointF(node.left(), heightOf(0)), QPointF(node.right(), heightOf(0)));
    QPainterPath curve;
    bool isBegun = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto value = static_cast<double>(values[i]);
        const double x =
            node.left() + node.width() * static_cast<double>(i) / static_cast<double>(values.size() - 1);
        const bool isThere = std::isfinite(value);
        if (isThere && isBegun)
            curve.lineTo(x, heightOf(value));
        else if (isThere)
            curve.moveTo(x, heightOf(value));
        isBegun = isThere;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.text, 1.6));
    painter.drawPath(curve);
}

} // namespace

void paintUnit(QPainter& painter, const QRectF& room, double corner, std::span<const float> values,
               const Theme& theme) {
    const bool isMap = values.size() == static_cast<std::size_t>(kSide) * kSide;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isMap ? brushOf(mapOf(values, theme), room) : QBrush(theme.sunken));
    painter.drawRoundedRect(room, corner, corner);
    if (values.size() == static_cast<std::size_t>(NetworkInside::kCurveNodes))
        paintCurve(painter, room, values, theme);
}

} // namespace downhill::app
