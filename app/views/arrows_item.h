#pragma once

#include "charts/plot_item.h"

#include <QColor>
#include <QList>
#include <QPointF>

namespace downhill::app {

/// Arrows in the plot, their heads of one size in pixels whatever the axes are.
class ArrowsItem : public PlotItem {
    Q_OBJECT

public:
    struct Arrow {
        QPointF from{};
        QPointF to{};
        QColor color{};
        double width = 1; ///< pixels
    };

    explicit ArrowsItem(CourseChartView& view) : PlotItem(view, Points) {}

    /// The last one lies on top.
    void setArrows(QList<Arrow> arrows);
    const QList<Arrow>& arrows() const { return arrows_; }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QList<Arrow> arrows_{};
};

} // namespace downhill::app
