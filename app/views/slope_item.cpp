#include "views/slope_item.h"

#include "theme/theme.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace downhill::app {
namespace {

constexpr double kBall = 7;
constexpr double kPast = 4.5; // of a place where it has been
constexpr double kClear = 2;  // between a label and a line
constexpr double kGap = 3;    // between an arrow's head and what it points at

/// The direction of a slope on the screen, one pixel long.
QPointF along(double slope, const PlotSpace& space) {
    const double dx = space.pixelsPerX(), dy = -slope * space.pixelsPerY();
    const double length = std::hypot(dx, dy);
    return {dx / length, dy / length};
}

/// Whether a line touches a rectangle.
bool crosses(const QLineF& line, const QRectF& area) {
    if (std::max(line.x1(), line.x2()) < area.left() || std::min(line.x1(), line.x2()) > area.right() ||
        std::max(line.y1(), line.y2()) < area.top() || std::min(line.y1(), line.y2()) > area.bottom())
        return false;
    // Not all corners on one side of it.
    const QPointF way = line.p2() - line.p1();
    int above = 0;
    for (const QPointF& corner : {area.topLeft(), area.topRight(), area.bottomLeft(), area.bottomRight()})
        above += way.x() * (corner.y() - line.y1()) - way.y() * (corner.x() - line.x1()) > 0 ? 1 : 0;
    return above > 0 && above < 4;
}

} // namespace

void SlopeItem::show(QList<Ball> balls, std::optional<Tangent> tangent) {
    balls_ = std::move(balls);
    tangent_ = std::move(tangent);
    update();
}

QRectF SlopeItem::boundingRect() const {
    constexpr double kRim = kBall + 2;
    return space().area.adjusted(-kRim, -kRim, kRim, kRim);
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
        const QPointF at = space().toPixel(ball.trail.last());
        // At the plot's edge it is seen whole, beyond it not at all.
        const QRectF& area = space().area;
        painter->setClipRect(area.adjusted(-0.5, -0.5, 0.5, 0.5).contains(at) ? boundingRect() : area);
        painter->setPen(QPen(theme_.surface, 2));
        painter->setBrush(ball.color);
        painter->drawEllipse(at, kBall, kBall);
    }
    painter->setClipRect(space().area);
    if (tangent_)
        paintLabel(*painter, *tangent_);
    painter->restore();
}

void SlopeItem::paintTrail(QPainter& painter, const Ball& ball) const {
    const qsizetype count = ball.trail.size() - 1; // the last is the ball itself
    for (qsizetype i = 0; i < count; ++i) {
        const double age = static_cast<double>(count - i) / static_cast<double>(count + 1);
        // Opaque, with a rim: plain to see on the curve, where they lie close together too.
        const QColor color = Theme::mix(theme_.plot, ball.color, 0.65 + 0.3 * (1 - age));
        const QPointF from = space().toPixel(ball.trail[i]), to = space().toPixel(ball.trail[i + 1]);
        if (QLineF(from, to).length() > 2 * kBall) {
            painter.setPen(QPen(color, 1.5));
            painter.drawLine(from, to);
        }
        painter.setPen(QPen(theme_.plot, 1));
        painter.setBrush(color);
        painter.drawEllipse(from, kPast, kPast);
    }
}

double SlopeItem::reach() const {
    return std::clamp(space().area.width() * 0.16, 50.0, 120.0);
}

void SlopeItem::paintTangent(QPainter& painter, const Tangent& tangent) const {
    const QPointF at = space().toPixel(tangent.at), way = along(tangent.slope, space()) * reach();
    painter.setPen(QPen(theme_.text, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(at - way, at + way);
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

QFont SlopeItem::labelFont() const {
    return theme_.font(12, QFont::DemiBold);
}

/// Whether the curve or the tangent runs beneath a label.
bool SlopeItem::liesOnLine(const QRectF& label) const {
    const QRectF wider = label.adjusted(-kClear, -kClear, kClear, kClear);
    const QPointF at = space().toPixel(tangent_->at), way = along(tangent_->slope, space()) * reach();
    if (crosses(QLineF(at - way, at + way), wider))
        return true;
    // The curve's points go from left to right.
    const double low = space().toValue(wider.bottomLeft()).x(), high = space().toValue(wider.topRight()).x();
    auto right = std::lower_bound(curve_.begin(), curve_.end(), low,
                                  [](const QPointF& point, double x) { return point.x() < x; });
    if (right == curve_.begin() && right != curve_.end())
        ++right;
    for (; right != curve_.end(); ++right) {
        const QPointF& left = *std::prev(right);
        if (left.x() > high)
            break;
        if (crosses(QLineF(space().toPixel(left), space().toPixel(*right)), wider))
            return true;
    }
    return false;
}

int SlopeItem::hiddenBy(const QRectF& label) const {
    constexpr int kBallHides = 100; // as much as so many past places
    constexpr int kLineHides = 30;
    const QRectF wider = label.adjusted(-kPast, -kPast, kPast, kPast);
    const QRectF widest = label.adjusted(-kBall, -kBall, kBall, kBall);
    int hidden = liesOnLine(label) ? kLineHides : 0;
    for (const Ball& ball : balls_)
        for (qsizetype i = 0; i < ball.trail.size(); ++i) {
            const bool isLast = i + 1 == ball.trail.size();
            if ((isLast ? widest : wider).contains(space().toPixel(ball.trail[i])))
                hidden += isLast ? kBallHides : 1;
        }
    if (tangent_->next && widest.contains(space().toPixel(*tangent_->next)))
        hidden += kBallHides;
    return hidden;
}

QRectF SlopeItem::labelPlace() const {
    if (!tangent_)
        return {};
    const QFontMetricsF metrics(labelFont());
    const QSizeF size(std::ceil(metrics.horizontalAdvance(tangent_->label)) + 2 * space::kS,
                      std::ceil(metrics.height()) + 6);
    const QPointF at = space().toPixel(tangent_->at);
    const QRectF room = space().area.adjusted(4, 4, -4, -4);
    // Outside the curve, below the tangent; then inside and a little above the ball, then farther away.
    const double side = tangent_->slope >= 0 ? 1 : -1;
    const double away = size.width() / 2 + 18, line = size.height() + kBall;
    const std::array ways{QPointF(side * away, 26),
                          QPointF(-side * (away + 6), -16),
                          QPointF(side * away, -26),
                          QPointF(-side * (away + 6), 26),
                          QPointF(side * away, 26 + line),
                          QPointF(-side * (away + 6), -16 - line),
                          QPointF(side * away, -26 - line),
                          QPointF(0, -26 - line),
                          QPointF(-side * (away + 6), 26 + line),
                          QPointF(0, 26 + line),
                          QPointF(side * away, -26 - 2 * line),
                          QPointF(0, -26 - 2 * line),
                          QPointF(-side * reach(), -26 - line),
                          QPointF(side * reach(), -26 - 2 * line),
                          QPointF(0, -26 - 3 * line),
                          QPointF(-side * reach(), 26 + 2 * line)};
    QRectF best;
    int least = std::numeric_limits<int>::max();
    for (const QPointF& way : ways) {
        QRectF label(QPointF(), size);
        label.moveCenter(at + way);
        const bool fits = room.contains(label);
        label.moveLeft(
            std::clamp(label.left(), room.left(), std::max(room.left(), room.right() - size.width())));
        label.moveTop(
            std::clamp(label.top(), room.top(), std::max(room.top(), room.bottom() - size.height())));
        // At the edge it may come to lie on its own ball, which is no more than others to it.
        const int hidden = 2 * hiddenBy(label) + (fits ? 0 : 1);
        if (hidden < least) {
            least = hidden;
            best = label;
        }
    }
    return best;
}

void SlopeItem::paintLabel(QPainter& painter, const Tangent& tangent) const {
    const QRectF label = labelPlace();
    painter.setPen(QPen(theme_.border, 1));
    painter.setBrush(theme_.surface);
    painter.drawRoundedRect(label.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setPen(theme_.text);
    painter.setFont(labelFont());
    painter.drawText(label, Qt::AlignCenter, tangent.label);
}

} // namespace downhill::app
