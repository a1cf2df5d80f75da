#include "views/lane_item.h"

#include "charts/plot_space.h"
#include "theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace downhill::app {

void LaneItem::setBars(QList<Bar> bars) {
    bars_ = std::move(bars);
    update();
}

void LaneItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setClipRect(space().area);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(theme_.caption());
    for (const Bar& bar : bars_)
        if (bar.to > space().x.low && bar.from < space().x.high)
            paintBar(*painter, bar);
    painter->restore();
}

void LaneItem::paintBar(QPainter& painter, const Bar& bar) const {
    const QPointF corner = space().toPixel({bar.from, bar.lane + kThick / 2});
    const QPointF other = space().toPixel({bar.to, bar.lane - kThick / 2});
    QRectF box(corner, other);
    // A hairline of room between neighbours, and something to see of the shortest.
    box.setWidth(std::max(1.0, box.width() - 1));
    const double radius = std::clamp(box.width() / 4, 0.0, 4.0);
    if (bar.hatched) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::mix(theme_.plot, bar.color, 0.12));
        painter.drawRoundedRect(box, radius, radius);
        painter.setBrush(QBrush(Theme::mix(theme_.plot, bar.color, 0.7), Qt::BDiagPattern));
        painter.drawRoundedRect(box, radius, radius);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::mix(theme_.plot, bar.color, theme_.dark ? 0.75 : 0.8));
        painter.drawRoundedRect(box, radius, radius);
    }
    const QFontMetricsF metrics(theme_.caption());
    const QRectF seen = box.intersected(space().area);
    if (bar.text.isEmpty() || metrics.horizontalAdvance(bar.text) + space::kXs > seen.width() ||
        metrics.height() > seen.height())
        return;
    painter.setPen(theme_.onAccent);
    painter.drawText(seen, Qt::AlignCenter, bar.text);
}

} // namespace downhill::app
