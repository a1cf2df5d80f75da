#include "charts/marker.h"

#include <QPainter>
#include <QPolygonF>
#include <QtMath>

namespace downhill::app {
namespace {

QPolygonF regular(QPointF center, double radius, int corners) {
    QPolygonF polygon;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * M_PI * i / corners - M_PI / 2;
        polygon << center + QPointF(radius * qCos(angle), radius * qSin(angle));
    }
    return polygon;
}

QPolygonF plus(QPointF c, double half) {
    const double arm = half * 0.42;
    return QPolygonF({c + QPointF(-arm, -half), c + QPointF(arm, -half), c + QPointF(arm, -arm),
                      c + QPointF(half, -arm), c + QPointF(half, arm), c + QPointF(arm, arm),
                      c + QPointF(arm, half), c + QPointF(-arm, half), c + QPointF(-arm, arm),
                      c + QPointF(-half, arm), c + QPointF(-half, -arm), c + QPointF(-arm, -arm)});
}

} // namespace

Marker markerOf(int index) {
    return static_cast<Marker>(((index % 6) + 6) % 6);
}

void drawMarker(QPainter& painter, QPointF center, double size, Marker marker, const QColor& fill,
                const QColor& outline) {
    const double half = size / 2;
    painter.setPen(QPen(outline, 1.1, Qt::SolidLine, Qt::RoundCap, Qt::MiterJoin));
    painter.setBrush(fill);
    switch (marker) {
    case Marker::Circle:
        painter.drawEllipse(center, half, half);
        break;
    case Marker::Triangle: // as heavy as the circle, and its centre of mass where the point is
        painter.drawPolygon(regular(center + QPointF(0, half * 0.14), half * 1.4, 3));
        break;
    case Marker::Square:
        painter.drawRect(QRectF(center - QPointF(half, half) * 0.9, QSizeF(size, size) * 0.9));
        break;
    case Marker::Diamond:
        painter.drawPolygon(regular(center, half * 1.25, 4));
        break;
    case Marker::Plus:
        painter.drawPolygon(plus(center, half * 1.15));
        break;
    case Marker::Pentagon:
        painter.drawPolygon(regular(center, half * 1.12, 5));
        break;
    }
}

} // namespace downhill::app
