#include "charts/points_item.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace downhill::app {

void PointsItem::setSets(QList<Set> sets, double largest, double least) {
    sets_ = std::move(sets);
    largest_ = largest;
    least_ = std::min(least, largest);
    layer_ = {};
    update();
}

void PointsItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (sets_.isEmpty() || space().area.isEmpty())
        return;
    const double ratio = painter->device()->devicePixelRatioF();
    if (layer_.isNull() || layer_.devicePixelRatio() != ratio || layerSpace_ != space())
        paintLayer(ratio);
    painter->drawPixmap(space().area.topLeft(), layer_);
}

void PointsItem::paintLayer(double pixelRatio) {
    layerSpace_ = space();
    layer_ = QPixmap((space().area.size() * pixelRatio).toSize());
    layer_.setDevicePixelRatio(pixelRatio);
    layer_.fill(Qt::transparent);
    QPainter painter(&layer_);
    painter.setRenderHint(QPainter::Antialiasing);

    const double size = std::clamp(space().area.height() / 40, least_, largest_);
    const int side = static_cast<int>(std::ceil(size * 1.5 + 4));
    for (const Set& set : sets_) {
        if (!set.visible)
            continue;
        QPixmap stamp(QSize(side, side) * pixelRatio);
        stamp.setDevicePixelRatio(pixelRatio);
        stamp.fill(Qt::transparent);
        {
            QPainter onStamp(&stamp);
            onStamp.setRenderHint(QPainter::Antialiasing);
            drawMarker(onStamp, QPointF(side, side) / 2, size, set.marker, set.fill, set.outline);
        }
        for (const QPointF& point : set.points) {
            const QPointF at = space().toPixel(point) - space().area.topLeft();
            if (std::isfinite(at.x()) && std::isfinite(at.y()) &&
                QRectF(QPointF(), space().area.size()).adjusted(-side, -side, side, side).contains(at))
                painter.drawPixmap(at - QPointF(side, side) / 2, stamp);
        }
    }
}

} // namespace downhill::app
