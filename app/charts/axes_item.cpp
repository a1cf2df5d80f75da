#include "charts/axes_item.h"

#include "charts/axis_scale.h"
#include "charts/course_chart_view.h"
#include "theme/theme.h"

#include <QFontMetricsF>
#include <QMarginsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace downhill::app {
namespace {

constexpr double kTick = 4;

QFont titleFont(const Theme& theme) {
    return theme.font(12, QFont::Medium);
}

/// A pixel's middle, so that a hairline stays one pixel wide.
double sharp(double at) {
    return std::floor(at) + 0.5;
}

std::vector<Tick> within(const std::vector<Tick>& ticks, AxisRange range) {
    std::vector<Tick> seen;
    std::ranges::copy_if(ticks, std::back_inserter(seen),
                         [range](const Tick& tick) { return range.holds(tick.at); });
    return seen;
}

} // namespace

AxesItem::AxesItem(CourseChartView& view, const Theme& theme)
    : PlotItem(view, Grid), theme_(theme), numbers_(theme.caption()), titles_(titleFont(theme)) {
    restyle();
}

void AxesItem::setTitles(const QString& x, const QString& y) {
    xTitle_ = x;
    yTitle_ = y;
    update();
}

void AxesItem::setLogarithmic(bool on) {
    logarithmic_ = on;
    update();
}

void AxesItem::setXLogarithmic(bool on) {
    xLogarithmic_ = on;
    update();
}

void AxesItem::setTicks(std::vector<Tick> x, std::vector<Tick> y) {
    xTicks_ = std::move(x);
    yTicks_ = std::move(y);
    for (std::vector<Tick>* ticks : {&xTicks_, &yTicks_})
        std::ranges::sort(*ticks, {}, &Tick::at);
    update();
}

std::vector<Tick> AxesItem::ticksOfX(int most) const {
    if (!xTicks_.empty())
        return within(xTicks_, space().x);
    return xLogarithmic_ ? logarithmicTicks(space().x, most) : linearTicks(space().x, most);
}

std::vector<Tick> AxesItem::ticksOfY(int most) const {
    if (!yTicks_.empty())
        return within(yTicks_, space().y);
    return logarithmic_ ? logarithmicTicks(space().y, most) : linearTicks(space().y, most);
}

void AxesItem::setGrid(bool upright, bool level) {
    uprightGrid_ = upright;
    levelGrid_ = level;
    update();
}

void AxesItem::setNumbered(bool on) {
    if (on == numbered_)
        return;
    numbered_ = on;
    update();
}

void AxesItem::restyle() {
    numbers_ = GlyphText(theme_.caption());
    titles_ = GlyphText(titleFont(theme_));
    const QFontMetricsF numbers(theme_.caption());
    const QFontMetricsF titles(titleFont(theme_));
    const double title = std::ceil(titles.height()) + space::kXs;
    const double left =
        space::kS + title + std::ceil(numbers.horizontalAdvance(QStringLiteral("100,000"))) + space::kS;
    const double bottom = kTick + space::kXs + std::ceil(numbers.height()) + space::kXs + title;
    prepareGeometryChange();
    margins_ = {left, space::kS, space::kXl, bottom};
}

QRectF AxesItem::boundingRect() const {
    return space().area.marginsAdded(margins());
}

void AxesItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (space().area.isEmpty())
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    paintY(*painter);
    paintX(*painter);
    painter->restore();
}

void AxesItem::paintX(QPainter& painter) const {
    const QRectF& area = space().area;
    const QFontMetricsF metrics(theme_.caption());
    const double room = numbers_.width(QStringLiteral("100,000")) + space::kXl;
    if (numbered_) {
        double taken = -1e9;
        for (const Tick& tick : ticksOfX(std::max(2, static_cast<int>(area.width() / room)))) {
            const double at = sharp(space().toPixel({tick.at, space().y.low}).x());
            if (uprightGrid_) {
                painter.setPen(tick.minor ? theme_.minorGrid : theme_.grid);
                painter.drawLine(QLineF(at, area.top(), at, area.bottom()));
            }
            if (tick.label.isEmpty())
                continue;
            painter.setPen(theme_.axis);
            painter.drawLine(QLineF(at, area.bottom(), at, area.bottom() + kTick));
            const double half = numbers_.width(tick.label) / 2;
            if (at - half < taken)
                continue;
            taken = at + half + space::kXs;
            painter.setPen(theme_.muted);
            numbers_.paint(painter, {at - half, area.bottom() + kTick + space::kXs + metrics.ascent()},
                           tick.label);
        }
    }
    painter.setPen(theme_.axis);
    if (xTicks_.empty() ||
        std::ranges::any_of(xTicks_, [](const Tick& tick) { return !tick.label.isEmpty(); }))
        painter.drawLine(QLineF(area.left(), sharp(area.bottom()), area.right(), sharp(area.bottom())));
    painter.setPen(theme_.muted);
    const double top = area.bottom() + kTick + 2 * space::kXs + std::ceil(metrics.height());
    titles_.paint(painter,
                  {area.center().x() - titles_.width(xTitle_) / 2,
                   top + std::ceil(QFontMetricsF(titleFont(theme_)).ascent())},
                  xTitle_);
}

void AxesItem::paintY(QPainter& painter) const {
    const QRectF& area = space().area;
    const QFontMetricsF metrics(theme_.caption());
    if (numbered_) {
        const int most = std::max(3, static_cast<int>(area.height() / (metrics.height() * 3.2)));
        const std::vector<Tick> ticks = ticksOfY(most);
        double taken = 1e9;
        for (const Tick& tick : ticks) {
            const double at = sharp(space().toPixel({space().x.low, tick.at}).y());
            if (levelGrid_) {
                painter.setPen(tick.minor ? theme_.minorGrid : theme_.grid);
                painter.drawLine(QLineF(area.left(), at, area.right(), at));
            }
            if (tick.label.isEmpty() || at + metrics.height() / 2 > taken)
                continue;
            taken = at - metrics.height() / 2;
            painter.setPen(theme_.muted);
            numbers_.paint(painter,
                           {area.left() - space::kS - numbers_.width(tick.label),
                            at - metrics.height() / 2 + metrics.ascent()},
                           tick.label);
        }
    }
    const QFontMetricsF titles(titleFont(theme_));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme_.muted);
    painter.translate(space::kS, area.center().y());
    painter.rotate(-90);
    // Centred on the plot; a long title goes down beside the names of the other axis, then it is cut.
    const double up = area.center().y() - 2, down = area.height() / 2 + margins().bottom() - 2;
    const bool fits = titles_.width(yTitle_) <= up + down;
    const QString title = fits ? yTitle_ : titles.elidedText(yTitle_, Qt::ElideRight, up + down);
    const double half = titles_.width(title) / 2;
    titles_.paint(painter, {std::min(half, up) - 2 * half, std::ceil(titles.ascent())}, title);
    painter.restore();
}

} // namespace downhill::app
