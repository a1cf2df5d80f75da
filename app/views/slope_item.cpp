#include "views/slope_item.h"

#include "theme/theme.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr double kBall = 7;
constexpr double kGap = 3; // between an arrow's head and what it points at

/// The direction of a slope on the screen, one pixel long.
QPointF along(double slope, const PlotSpace& space) {
    const double dx = space.pixelsPerX(), dy = -slope * space.pixelsPerY();
    const double length = std::hypot(dx, dy);
    return {dx / length, dy / length};
}

} // namespace

void SlopeItem::show(QList<Ball> balls, std::optional<Tangent> tangent) {
    balls_ = std::move(balls);
    tangent_ = std::move(tangent);
    update();
}

void SlopeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (space().area.isEmpty())
        return;
    painter->save();
    painter->setClipRect(space().area);
    painter->setRenderHint(QPainter::Antialiasing);
    for (const Ball& ball : balls_)
        paintTrail(*painter, ball);
    if (tangent_) {
        paintTangent(*painter, *tangent_);
        paintNext(*painter, *tangent_);
    }
    for (const Ball& ball : balls_) {
        if (ball.trail.isEmpty())
            continue;
        painter->setPen(QPen(theme_.surface, 2));
        painter->setBrush(ball.color);
        painter->drawEllipse(space().toPixel(ball.trail.last()), kBall, kBall);
    }
    if (tangent_)
        paintLabel(*painter, *tangent_);
    painter->restore();
}

void SlopeItem::paintTrail(QPainter& painter, const Ball& ball) const {
    const qsizetype count = ball.trail.size() - 1; // the last is the ball itself
    for (qsizetype i = 0; i < count; ++i) {
        const double age = static_cast<double>(count - i) / static_cast<double>(count + 1);
        QColor color = ball.color;
        color.setAlphaF(static_cast<float>(0.2 + 0.55 * std::pow(1 - age, 1.5)));
        const QPointF from = space().toPixel(ball.trail[i]), to = space().toPixel(ball.trail[i + 1]);
        if (QLineF(from, to).length() > 2 * kBall) {
            painter.setPen(QPen(color, 1));
            painter.drawLine(from, to);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(from, 3.5, 3.5);
    }
}

void SlopeItem::paintTangent(QPainter& painter, const Tangent& tangent) const {
    const QPointF at = space().toPixel(tangent.at), way = along(tangent.slope, space());
    const double reach = std::clamp(space().area.width() * 0.16, 50.0, 120.0);
    painter.setPen(QPen(theme_.text, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(at - way * reach, at + way * reach);
}

void SlopeItem::paintNext(QPainter& painter, const Tangent& tangent) const {
    if (!tangent.next)
        return;
    const QPointF from = space().toPixel(tangent.at), to = space().toPixel(*tangent.next);
    const double length = QLineF(from, to).length();
    if (!std::isfinite(length) || length < 3)
        return;
    const QPointF way = (to - from) / length;
    if (length < 2 * kBall + 10) { // too short for an arrow of its own: only which way
        const QPointF tip = from + way * (kBall + 9), aside(-way.y(), way.x());
        painter.setPen(Qt::NoPen);
        painter.setBrush(tangent.color);
        painter.drawPolygon(QPolygonF({tip, tip - way * 9 + aside * 5, tip - way * 9 - aside * 5}));
        return;
    }
    painter.setPen(QPen(tangent.color, 1.4, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(to, kBall - 1, kBall - 1);
    const double shaft =
        std::min(length - kBall - kGap, 4 * space().area.width()); // beyond, the end is not seen
    const QPointF tip = from + way * shaft, side(-way.y(), way.x());
    painter.setPen(QPen(tangent.color, 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(from, tip - way * 7);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tangent.color);
    painter.drawPolygon(QPolygonF({tip, tip - way * 9 + side * 4.5, tip - way * 9 - side * 4.5}));
}

void SlopeItem::paintLabel(QPainter& painter, const Tangent& tangent) const {
    const QFont font = theme_.font(12, QFont::DemiBold);
    const QFontMetricsF metrics(font);
    const QSizeF size(std::ceil(metrics.horizontalAdvance(tangent.label)) + 2 * space::kS,
                      std::ceil(metrics.height()) + 6);
    const QPointF at = space().toPixel(tangent.at);
    const QRectF& area = space().area;
    // Outside the curve, below the tangent; where there is no room, inside and a little above the ball.
    const double side = tangent.slope >= 0 ? 1 : -1;
    const double away = size.width() / 2 + 18;
    const double edge = at.x() + side * (away + size.width() / 2);
    const bool outside = edge < area.right() - 4 && edge > area.left() + 4;
    QRectF label(QPointF(), size);
    label.moveCenter(at + (outside ? QPointF(side * away, 26) : QPointF(-side * (away + 6), -16)));
    label.moveLeft(std::clamp(label.left(), area.left() + 4,
                              std::max(area.left() + 4, area.right() - 4 - size.width())));
    label.moveTop(
        std::clamp(label.top(), area.top() + 4, std::max(area.top() + 4, area.bottom() - 4 - size.height())));
    painter.setPen(QPen(theme_.border, 1));
    painter.setBrush(theme_.surface);
    painter.drawRoundedRect(label.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setPen(theme_.text);
    painter.setFont(font);
    painter.drawText(label, Qt::AlignCenter, tangent.label);
}

} // namespace downhill::app
