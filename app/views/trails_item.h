#pragma once

#include "charts/marker.h"
#include "charts/plot_item.h"
#include "charts/plot_space.h"

#include <QColor>
#include <QList>

#include <span>

namespace downhill::app {

struct Theme;

/// Ways through a plane: of each run where it began, every place it passed, where it is now, and a cross
/// where it broke. Lines have a rim in the plot's colour, so that they stand out from what lies below. The
/// last of the ways lies on top of all others, with its marks.
class TrailsItem : public PlotItem {
    Q_OBJECT

public:
    struct Trail {
        QColor color{};
        QList<QPointF> places{};        ///< oldest first, the present one last
        Marker marker = Marker::Circle; ///< of the present place
        bool broken = false;
        bool dots = false; ///< a dot at each place, for steps that are far apart
    };

    TrailsItem(CourseChartView& view, const Theme& theme) : PlotItem(view, Marks), theme_(theme) {}

    void show(QList<Trail> trails, QList<QPointF> minima);
    const QList<Trail>& trails() const { return trails_; }

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QPolygonF pixelsOf(const Trail& trail) const;
    void paintMinima(QPainter& painter) const;
    void paintTrails(QPainter& painter, std::span<const Trail> trails) const;
    void paintLine(QPainter& painter, const Trail& trail) const;
    void clipFor(QPainter& painter, QPointF mark) const;
    void paintStart(QPainter& painter, const Trail& trail) const;
    void paintEnd(QPainter& painter, const Trail& trail) const;

    const Theme& theme_;
    QList<Trail> trails_{};
    QList<QPointF> minima_{};
};

} // namespace downhill::app
