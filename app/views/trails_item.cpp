#include "views/trails_item.h"

#include "theme/theme.h"

#include <QLineF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr double kBall = 13;
constexpr double kLine = 2;
constexpr double kDot = 3;
constexpr double kNearer = 0.75; ///< pixels: places nearer to each other are drawn as one
constexpr double kFarthest = 20'000;

/// Beyond a painter's own coordinates a line would be drawn anywhere.
QPointF clamped(QPointF pixel) {
    return {std::clamp(pixel.x(), -kFarthest, kFarthest), std::clamp(pixel.y(), -kFarthest, kFarthest)};
}

} // namespace

void TrailsItem::show(QList<Trail> trails, QList<QPointF> minima) {
    trails_ = std::move(trails);
    erase_if(trails_, [](const Trail& trail) { return trail.places.isEmpty(); });
    minima_ = std::move(minima);
    update();
}

QPolygonF TrailsItem::pixelsOf(const Trail& trail) const {
    QPolygonF pixels;
    for (const QPointF& place : trail.places) {
        const QPointF pixel = clamped(space().toPixel(place));
        if (pixels.isEmpty() || QLineF(pixels.last(), pixel).length() >= kNearer)
            pixels.append(pixel);
    }
    return pixels;
}

void TrailsItem::paintMinima(QPainter& painter) const {
    constexpr double kArm = 4.5;
    painter.setPen(QPen(theme_.text, 1.4));
    for (const QPointF& minimum : minima_) {
        const QPointF at = space().toPixel(minimum);
        painter.drawLine(at - QPointF(kArm, 0), at + QPointF(kArm, 0));
        painter.drawLine(at - QPointF(0, kArm), at + QPointF(0, kArm));
    }
}

void TrailsItem::paintLine(QPainter& painter, const Trail& trail) const {
    const QPolygonF line = pixelsOf(trail);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_.surface, kLine + 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setPen(QPen(trail.color, kLine, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    if (!trail.dots)
        return;
    painter.setPen(QPen(theme_.surface, 1));
    painter.setBrush(trail.color);
    for (const QPointF& pixel : line)
        painter.drawEllipse(pixel, kDot, kDot);
}

QRectF TrailsItem::boundingRect() const {
    return space().area.adjusted(-kBall, -kBall, kBall, kBall);
}

/// A mark at the plot's edge is seen whole, one beyond it not at all.
void TrailsItem::clipFor(QPainter& painter, QPointF mark) const {
    const QRectF& area = space().area;
    painter.setClipRect(area.adjusted(-0.5, -0.5, 0.5, 0.5).contains(mark) ? boundingRect() : area);
}

void TrailsItem::paintStart(QPainter& painter, const Trail& trail) const {
    const QPointF start = clamped(space().toPixel(trail.places.first()));
    clipFor(painter, start);
    painter.setPen(QPen(theme_.surface, 1.5));
    painter.setBrush(theme_.text);
    painter.drawPolygon(
        QPolygonF({start + QPointF(0, -6.5), start + QPointF(6, 4.5), start + QPointF(-6, 4.5)}));
}

void TrailsItem::paintEnd(QPainter& painter, const Trail& trail) const {
    const QPointF now = clamped(space().toPixel(trail.places.last()));
    clipFor(painter, now);
    if (!trail.broken) {
        drawMarker(painter, now, kBall, trail.marker, trail.color, theme_.surface);
        return;
    }
    for (const QPen& pen : {QPen(theme_.surface, 5, Qt::SolidLine, Qt::RoundCap),
                            QPen(trail.color, 2.4, Qt::SolidLine, Qt::RoundCap)}) {
        painter.setPen(pen);
        painter.drawLine(now + QPointF(-5, -5), now + QPointF(5, 5));
        painter.drawLine(now + QPointF(-5, 5), now + QPointF(5, -5));
    }
}

/// Marks above lines.
void TrailsItem::paintTrails(QPainter& painter, std::span<const Trail> trails) const {
    painter.setClipRect(space().area);
    for (const Trail& trail : trails)
        paintLine(painter, trail);
    for (const Trail& trail : trails)
        paintStart(painter, trail);
    for (const Trail& trail : trails)
        paintEnd(painter, trail);
}

void TrailsItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (space().area.isEmpty())
        return;
    painter->save();
    painter->setClipRect(space().area);
    painter->setRenderHint(QPainter::Antialiasing);
    paintMinima(*painter);
    const std::span<const Trail> all(trails_.constData(), static_cast<std::size_t>(trails_.size()));
    const std::size_t below = all.empty() ? 0 : all.size() - 1;
    paintTrails(*painter, all.first(below));
    paintTrails(*painter, all.subspan(below));
    painter->restore();
}

} // namespace downhill::app
