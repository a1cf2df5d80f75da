#pragma once

#include "charts/plot_item.h"

#include <QColor>
#include <QList>
#include <QString>

namespace downhill::app {

struct Theme;

/// Bars along lanes, as a plan of work draws them: lane 0 lies around y = 0, lane 1 around y = 1.
class LaneItem : public PlotItem {
    Q_OBJECT

public:
    static constexpr double kThick = 0.56; ///< of a lane's height

    struct Bar {
        double from = 0; ///< in values of x
        double to = 0;
        int lane = 0;
        QString text{}; ///< shown where there is room
        QColor color{};
        bool hatched = false; ///< nothing is done meanwhile

        bool operator==(const Bar&) const = default;
    };

    LaneItem(CourseChartView& view, const Theme& theme) : PlotItem(view, Lines), theme_(theme) {}

    void setBars(QList<Bar> bars);
    const QList<Bar>& bars() const { return bars_; }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintBar(QPainter& painter, const Bar& bar) const;

    const Theme& theme_;
    QList<Bar> bars_{};
};

} // namespace downhill::app
