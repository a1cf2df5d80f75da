#pragma once

#include <QGraphicsObject>

namespace downhill::app {

class CourseChartView;
struct PlotSpace;

/// Something painted into the plot of a CourseChartView, in step with its axes; the view's scene owns it.
class PlotItem : public QGraphicsObject {
    Q_OBJECT

public:
    /// Where an item stands between a chart's own layers.
    enum Layer { Picture, Grid, Lines, Points, Marks };

    PlotItem(CourseChartView& view, Layer layer);

    QRectF boundingRect() const override;

protected:
    const PlotSpace& space() const;
    const CourseChartView& view() const { return view_; }

private:
    CourseChartView& view_;
};

} // namespace downhill::app
