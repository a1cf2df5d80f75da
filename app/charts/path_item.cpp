#include "charts/path_item.h"

#include "charts/plot_space.h"

#include <QPainter>

namespace downhill::app {

void PathItem::setPieces(QList<Piece> pieces) {
    pieces_ = std::move(pieces);
    update();
}

void PathItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (pieces_.isEmpty() || space().area.isEmpty())
        return;
    const QPointF origin = space().toPixel({0, 0});
    const QTransform toPixels(space().pixelsPerX(), 0, 0, -space().pixelsPerY(), origin.x(), origin.y());
    painter->save();
    painter->setClipRect(space().area);
    painter->setRenderHint(QPainter::Antialiasing);
    for (const Piece& piece : pieces_) {
        painter->setPen(piece.pen);
        painter->setBrush(piece.brush);
        painter->drawPath(toPixels.map(piece.path));
    }
    painter->restore();
}

} // namespace downhill::app
