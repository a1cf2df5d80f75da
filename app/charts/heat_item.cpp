#include "charts/heat_item.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace downhill::app {

void HeatItem::setPicture(QImage colors, AxisRange x, AxisRange y) {
    colors_ = std::move(colors);
    x_ = x;
    y_ = y;
    update();
}

void HeatItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (colors_.width() < 2 || colors_.height() < 2)
        return;
    // A node lies in the middle of its pixel, so the picture reaches half a cell beyond the grid.
    const double halfX = x_.span() / (colors_.width() - 1) / 2;
    const double halfY = y_.span() / (colors_.height() - 1) / 2;
    const QRectF target(space().toPixel({x_.low - halfX, y_.high + halfY}),
                        space().toPixel({x_.high + halfX, y_.low - halfY}));
    painter->save();
    painter->setClipRect(space().area);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawImage(target, colors_);
    painter->restore();
}

namespace {

/// Between two colours; for hundreds of shades a frame, which QColor takes its time for.
QRgb mixed(QRgb from, QRgb to, double share) {
    const auto blend = [share](int a, int b) { return static_cast<int>(std::lround(a + share * (b - a))); };
    return qRgb(blend(qRed(from), qRed(to)), blend(qGreen(from), qGreen(to)), blend(qBlue(from), qBlue(to)));
}

} // namespace

QImage heatPicture(const ScalarGrid& grid, const QColor& low, const QColor& middle, const QColor& high,
                   const QColor& unknown) {
    constexpr int kShades = 255; // odd, so that one half has a shade of its own
    std::array<QRgb, kShades> shades{};
    for (int i = 0; i < kShades; ++i) {
        const double share = static_cast<double>(i) / (kShades - 1);
        shades[static_cast<std::size_t>(i)] = share < 0.5 ? mixed(low.rgb(), middle.rgb(), 2 * share)
                                                          : mixed(middle.rgb(), high.rgb(), 2 * share - 1);
    }
    QImage image(grid.columns, grid.rows, QImage::Format_RGB32);
    for (int row = 0; row < grid.rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(grid.rows - 1 - row));
        for (int column = 0; column < grid.columns; ++column) {
            const float value = grid.at(column, row);
            const float share = std::clamp(value, 0.0F, 1.0F);
            line[column] = std::isnan(value)
                               ? unknown.rgb()
                               : shades[static_cast<std::size_t>(std::lround(share * (kShades - 1)))];
        }
    }
    return image;
}

} // namespace downhill::app
