#pragma once

#include "charts/plot_item.h"
#include "charts/scalar_grid.h"

#include <QImage>

namespace downhill::app {

/// A picture under the plot: one colour for each node of a grid, smoothed between them.
class HeatItem : public PlotItem {
    Q_OBJECT

public:
    explicit HeatItem(CourseChartView& view) : PlotItem(view, Picture) {}

    /// `colors` has a pixel for each node, its first line at the greatest y; x and y are the grid's edges.
    void setPicture(QImage colors, AxisRange x, AxisRange y);
    void clear() { setPicture({}, {}, {}); }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QImage colors_{};
    AxisRange x_{};
    AxisRange y_{};
};

/// Colours a grid of shares: `low` at 0, `middle` at ½, `high` at 1, `unknown` where a value is not a number.
QImage heatPicture(const ScalarGrid& grid, const QColor& low, const QColor& middle, const QColor& high,
                   const QColor& unknown);

} // namespace downhill::app
