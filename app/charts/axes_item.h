#pragma once

#include "charts/plot_item.h"

#include <QString>

class QMarginsF;

namespace downhill::app {

struct Theme;

/// The axes of a plot: grid, ticks, numbers and titles. Qt's own stay hidden, because their numbers move the
/// plot and their logarithmic axis loses its ticks below a decade and its curves at a zero.
class AxesItem : public PlotItem {
    Q_OBJECT

public:
    AxesItem(CourseChartView& view, const Theme& theme);

    void setTitles(const QString& x, const QString& y);
    void setLogarithmic(bool on);
    bool logarithmic() const { return logarithmic_; }
    void setGrid(bool upright, bool level);
    /// Numbers are left out where nothing is shown yet.
    void setNumbered(bool on);

    /// The room that titles and numbers take around the plot, the same for all numbers.
    QMarginsF margins() const;

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintX(QPainter& painter) const;
    void paintY(QPainter& painter) const;

    const Theme& theme_;
    QString xTitle_{};
    QString yTitle_{};
    bool logarithmic_ = false;
    bool uprightGrid_ = false;
    bool levelGrid_ = true;
    bool numbered_ = true;
};

} // namespace downhill::app
