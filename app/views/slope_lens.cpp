#include "views/slope_lens.h"

#include "charts/number_text.h"
#include "theme/theme.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace downhill::app {

namespace {

constexpr double kWidest = 300;
constexpr double kNarrowest = 200;
constexpr double kMostOfPlot = 0.68; ///< of its height, so that the curve's floor stays free
constexpr double kHighestPicture = 130;
constexpr double kLowestPicture = 34; ///< of less there is nothing to see
constexpr double kAway = 8;           ///< from the plot's edge

/// With a sign, since it is a change.
QString changeText(double change) {
    return change > 0 ? u'+' + valueText(change, 3) : valueText(change, 3);
}

} // namespace

AxisRange SlopeStep::window() const {
    const double width = std::abs(next - weight);
    const double margin = width > 0 ? 0.35 * width : 1;
    return {std::min(weight, next) - margin, std::max(weight, next) + margin};
}

void SlopeLens::show(std::optional<SlopeStep> step, QList<QPointF> curve, QColor color, QString words) {
    step_ = step;
    curve_ = std::move(curve);
    color_ = color;
    words_ = std::move(words);
    update();
}

void SlopeLens::avoid(QList<QPointF> curve) {
    avoided_ = std::move(curve);
    update();
}

QList<std::pair<QString, QString>> SlopeLens::figuresOf(const SlopeStep& step) {
    QList<std::pair<QString, QString>> figures{
        {tr("tangent promises"), changeText(step.promised())},
        {tr("loss changes by"), changeText(step.change())},
        {tr("the bend adds"), changeText(step.change() - step.promised())}};
    if (step.overshoot)
        figures.append({tr("past the minimum by"), valueText(*step.overshoot, 3)});
    return figures;
}

QSizeF SlopeLens::size() const {
    const QRectF& area = space().area;
    const QFontMetricsF metrics(theme_.caption());
    const double width = std::min(std::clamp(area.width() * 0.44, kNarrowest, kWidest) * theme_.textScale,
                                  area.width() - 2 * kAway);
    const double rows = step_ ? 5 : 3; // room for the overshoot, so that the glass keeps its size
    const double words = rows * std::ceil(metrics.height()) + 2 * space::kS;
    const double picture = std::clamp(area.height() * kMostOfPlot - words, 0.0, kHighestPicture);
    return {width, std::min(words + (step_ && picture >= kLowestPicture ? picture : 0), area.height())};
}

/// Of three places along the upper edge the one that hides least of the curve.
QRectF SlopeLens::place() const {
    const QRectF& area = space().area;
    const QSizeF size = this->size();
    const double top = area.top() + kAway;
    const std::array lefts{area.center().x() - size.width() / 2, area.left() + kAway,
                           area.right() - kAway - size.width()};
    QRectF best;
    qsizetype least = -1;
    for (const double left : lefts) {
        const QRectF box(QPointF(left, top), size);
        const qsizetype hidden = std::ranges::count_if(
            avoided_, [&](const QPointF& value) { return box.contains(space().toPixel(value)); });
        if (least < 0 || hidden < least) {
            least = hidden;
            best = box;
        }
    }
    return best;
}

void SlopeLens::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (space().area.isEmpty() || (!step_ && words_.isEmpty()))
        return;
    painter->save();
    painter->setClipRect(space().area);
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF box = place();
    painter->setPen(QPen(theme_.borderStrong, 1));
    painter->setBrush(theme_.surface);
    painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), space::kRadius, space::kRadius);
    const QRectF inner = box.adjusted(space::kM, space::kS, -space::kM, -space::kS);
    painter->setFont(theme_.caption());
    if (!step_) {
        painter->setPen(theme_.muted);
        painter->drawText(inner, Qt::AlignCenter | Qt::TextWordWrap, words_);
    } else {
        const double words = 5 * std::ceil(QFontMetricsF(theme_.caption()).height());
        const double picture = inner.height() - words;
        const bool pictured = picture >= kLowestPicture - space::kS;
        if (pictured)
            paintPicture(*painter, QRectF(inner.left(), inner.top(), inner.width(), picture));
        paintFigures(*painter, inner.adjusted(0, std::max(0.0, picture), 0, 0), pictured);
    }
    painter->restore();
}

/// An arrow upright at `x` from one height to another, in pixels.
void SlopeLens::paintChange(QPainter& painter, double x, double from, double to, const QColor& color) const {
    constexpr double kHead = 5;
    if (std::abs(to - from) < 2 * kHead)
        return; // too short for an arrow: the points say it
    const double way = to > from ? 1 : -1;
    painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QLineF(x, from, x, to - way * kHead));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF(
        {QPointF(x, to), QPointF(x - 4, to - way * (kHead + 2)), QPointF(x + 4, to - way * (kHead + 2))}));
}

void SlopeLens::paintPicture(QPainter& painter, const QRectF& room) const {
    const double promised = step_->loss + step_->promised();
    double low = std::min({step_->loss, step_->nextLoss, promised});
    double high = std::max({step_->loss, step_->nextLoss, promised});
    const AxisRange x = step_->window();
    for (const QPointF& place : curve_)
        if (place.x() >= std::min(step_->weight, step_->next) &&
            place.x() <= std::max(step_->weight, step_->next))
            low = std::min(low, place.y());
    const double margin = high > low ? 0.14 * (high - low) : 1;
    const PlotSpace lens{room, x, {low - margin, high + margin}};
    if (!std::isfinite(lens.y.span()) || !(x.span() > 0) || !(lens.y.span() > 0))
        return;
    painter.save();
    painter.setClipRect(room);
    QPainterPath curve;
    for (const QPointF& place : curve_) {
        // Far outside a pixel is beyond what a painter counts in.
        const QPointF pixel = lens.toPixel({place.x(), std::clamp(place.y(), lens.y.low - 2 * lens.y.span(),
                                                                  lens.y.high + 2 * lens.y.span())});
        if (curve.elementCount() == 0)
            curve.moveTo(pixel);
        else
            curve.lineTo(pixel);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::mix(theme_.plot, theme_.muted, 0.85), 2));
    painter.drawPath(curve);

    const QPointF at = lens.toPixel({step_->weight, step_->loss});
    const QPointF foreseen = lens.toPixel({step_->next, promised});
    const QPointF truly = lens.toPixel({step_->next, step_->nextLoss});
    painter.setPen(QPen(theme_.muted, 1, Qt::DotLine));
    painter.drawLine(QLineF(at, QPointF(foreseen.x() + (foreseen.x() > at.x() ? 18 : -18), at.y())));
    painter.setPen(QPen(theme_.text, 1.6));
    painter.drawLine(QLineF(at, foreseen));
    // Side by side, the foreseen on the side of the start.
    const double aside = foreseen.x() > at.x() ? 5 : -5;
    paintChange(painter, foreseen.x() - aside, at.y(), foreseen.y(), theme_.text);
    paintChange(painter, foreseen.x() + aside, at.y(), truly.y(), color_);
    painter.setPen(QPen(theme_.text, 1.6));
    painter.setBrush(theme_.surface);
    painter.drawEllipse(foreseen, 3.5, 3.5);
    painter.setPen(QPen(theme_.surface, 1.5));
    painter.setBrush(color_);
    painter.drawEllipse(at, 5, 5);
    painter.drawEllipse(truly, 4.5, 4.5);
    painter.restore();
}

void SlopeLens::paintFigures(QPainter& painter, QRectF room, bool pictured) const {
    const QFontMetricsF metrics(theme_.caption());
    const double line = std::ceil(metrics.height());
    const double times = space().x.span() / step_->window().span();
    painter.setFont(theme_.font(12, QFont::DemiBold));
    painter.setPen(theme_.text);
    painter.drawText(QRectF(room.left(), room.top(), room.width(), line), Qt::AlignVCenter,
                     pictured ? tr("One step, ×%1").arg(valueText(times, 2)) : tr("One step"));
    const auto figures = figuresOf(*step_);
    const std::array colors{theme_.text, color_, theme_.muted, theme_.muted};
    painter.setFont(theme_.caption());
    for (qsizetype i = 0; i < figures.size(); ++i) {
        room.setTop(room.top() + line);
        const QRectF row(room.left(), room.top(), room.width(), line);
        const QColor& mark = colors[static_cast<std::size_t>(i)];
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark);
        if (i < 2)
            painter.drawEllipse(QPointF(row.left() + 3.5, row.center().y()), 3, 3);
        const double value = metrics.horizontalAdvance(figures[i].second) + space::kXs;
        const QRectF name = row.adjusted(space::kM, 0, -value, 0);
        painter.setPen(theme_.muted);
        painter.drawText(name, Qt::AlignVCenter,
                         metrics.elidedText(figures[i].first, Qt::ElideRight, name.width()));
        painter.setPen(theme_.text);
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, figures[i].second);
    }
}

} // namespace downhill::app
