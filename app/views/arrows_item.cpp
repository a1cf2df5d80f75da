#include "views/arrows_item.h"

#include "charts/course_chart_view.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace downhill::app {

void ArrowsItem::setArrows(QList<Arrow> arrows) {
    arrows_ = std::move(arrows);
    update();
}

void ArrowsItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setClipRect(space().area);
    painter->setRenderHint(QPainter::Antialiasing);
    for (const Arrow& arrow : arrows_) {
        const QPointF from = space().toPixel(arrow.from), to = space().toPixel(arrow.to);
        const QPointF way = to - from;
        const double length = std::hypot(way.x(), way.y());
        if (!(length > 0.5) || length > 1e6)
            continue;
        const double head = std::min(length, 5 + 2.5 * arrow.width);
        const QPointF along = way / length, aside(-along.y(), along.x());
        const QPointF neck = to - along * head;
        painter->setPen(QPen(arrow.color, arrow.width, Qt::SolidLine, Qt::FlatCap));
        painter->drawLine(from, neck);
        painter->setPen(Qt::NoPen);
        painter->setBrush(arrow.color);
        painter->drawPolygon(QPolygonF({to, neck + aside * head * 0.4, neck - aside * head * 0.4}));
    }
    painter->restore();
}

} // namespace downhill::app
