#pragma once

#include "charts/marker.h"
#include "charts/plot_item.h"
#include "charts/plot_space.h"

#include <QColor>
#include <QList>
#include <QPixmap>

namespace downhill::app {

/// Data points, all in one item and painted once until they or the axes change.
class PointsItem : public PlotItem {
    Q_OBJECT

public:
    struct Set {
        QList<QPointF> points{};
        Marker marker = Marker::Circle;
        QColor fill{};
        QColor outline{};
        bool visible = true;
    };

    explicit PointsItem(CourseChartView& view) : PlotItem(view, Points) {}

    /// Markers are `largest` pixels across, and smaller where the plot is low, down to `least`.
    void setSets(QList<Set> sets, double largest, double least = 5);

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintLayer(double pixelRatio);

    QList<Set> sets_{};
    double largest_ = 8;
    double least_ = 5;
    QPixmap layer_{};
    PlotSpace layerSpace_{};
};

} // namespace downhill::app
