#include "views/tiles_item.h"

#include "charts/course_chart_view.h"
#include "theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace downhill::app {
namespace {

/// Without its spaces where it would be cut: "3→8".
QString fitting(const QString& caption, const QFontMetricsF& metrics, double width) {
    return metrics.horizontalAdvance(caption) <= width ? caption : QString(caption).remove(u' ');
}

} // namespace

void TilesItem::setTiles(QList<Tile> tiles, int columns) {
    tiles_ = std::move(tiles);
    columns_ = std::max(1, columns);
    update();
}

void TilesItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setClipRect(space().area);
    const QFontMetricsF metrics(theme_.caption());
    for (qsizetype i = 0; i < tiles_.size(); ++i) {
        const Tile& tile = tiles_[i];
        const auto column = static_cast<double>(i % columns_), row = static_cast<double>(i / columns_);
        const QRectF room =
            QRectF(space().toPixel({column - 0.5, 0.5 - row}), space().toPixel({column + 0.5, -0.5 - row}))
                .adjusted(3, 3, -3, -3);
        if (!room.intersects(space().area))
            continue;
        const bool captioned = room.height() > 2.2 * metrics.height() && !tile.caption.isEmpty();
        const double below = captioned ? metrics.height() + 2 : 0;
        const double side = std::min(room.width(), room.height() - below);
        const QRectF picture(room.center().x() - side / 2, room.top(), side, side);
        painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
        painter->drawImage(picture, tile.picture);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(
            QPen(tile.frame.isValid() ? tile.frame : theme_.border, tile.frame.isValid() ? 2 : 1));
        painter->drawRect(picture);
        if (!captioned)
            continue;
        painter->setFont(tile.strong ? theme_.font(12, QFont::DemiBold) : theme_.caption());
        painter->setPen(tile.strong ? theme_.text : theme_.muted);
        painter->drawText(QRectF(room.left(), picture.bottom() + 2, room.width(), metrics.height()),
                          Qt::AlignCenter,
                          fitting(tile.caption, QFontMetricsF(painter->font()), room.width()));
    }
    painter->restore();
}

} // namespace downhill::app
