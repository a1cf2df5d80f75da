#pragma once

#include "charts/plot_item.h"

#include <QList>
#include <QPainterPath>
#include <QPen>

namespace downhill::app {

/// Lines and areas given in the axes' values, painted with pens in pixels.
class PathItem : public PlotItem {
    Q_OBJECT

public:
    struct Piece {
        QPainterPath path{};
        QPen pen{Qt::NoPen};
        QBrush brush{Qt::NoBrush};
    };

    explicit PathItem(CourseChartView& view, Layer layer = Lines) : PlotItem(view, layer) {}

    void setPieces(QList<Piece> pieces);
    const QList<Piece>& pieces() const { return pieces_; }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QList<Piece> pieces_{};
};

} // namespace downhill::app
