#include "charts/plot_item.h"

#include "charts/course_chart_view.h"

namespace downhill::app {
namespace {

/// Qt paints the plot's background at 0 and the series at 4 to 7 or so.
qreal depthOf(PlotItem::Layer layer) {
    switch (layer) {
    case PlotItem::Picture:
        return 0.5;
    case PlotItem::Grid:
        return 1.5;
    case PlotItem::Lines:
        return 2.5;
    case PlotItem::Points:
        return 20;
    case PlotItem::Marks:
        return 30;
    }
    return 0;
}

} // namespace

PlotItem::PlotItem(CourseChartView& view, Layer layer) : QGraphicsObject(view.chart()), view_(view) {
    setZValue(depthOf(layer));
    setAcceptedMouseButtons(Qt::NoButton);
    connect(&view, &CourseChartView::spaceChanged, this, [this] {
        prepareGeometryChange();
        update();
    });
}

QRectF PlotItem::boundingRect() const {
    return space().area;
}

const PlotSpace& PlotItem::space() const {
    return view_.space();
}

} // namespace downhill::app
