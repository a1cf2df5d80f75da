#include "views/end_marks_item.h"

#include "theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace downhill::app {

void EndMarksItem::setMarks(QList<Mark> marks) {
    marks_ = std::move(marks);
    update();
}

void EndMarksItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const QRectF& area = space().area;
    if (marks_.isEmpty() || area.isEmpty())
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QFont font = theme_.font(12, QFont::Medium);
    const QFontMetricsF metrics(font);
    painter->setFont(font);
    QList<QRectF> taken;
    for (const Mark& mark : marks_) {
        QPointF at = space().toPixel(mark.at);
        if (at.x() < area.left() - 1 || at.x() > area.right() + 1)
            continue;
        at.setY(std::clamp(at.y(), area.top() + 6, area.bottom() - 6));
        at.setX(std::min(at.x(), area.right() - 1));
        QPen line(mark.color, 1, Qt::CustomDashLine);
        line.setDashPattern({2, 3});
        painter->setPen(line);
        const double x = std::floor(at.x()) + 0.5;
        painter->drawLine(QLineF(x, area.top(), x, area.bottom()));

        const double arm = 4.5;
        for (const auto& pen : {QPen(theme_.plot, 5.5, Qt::SolidLine, Qt::RoundCap),
                                QPen(mark.color, 2.4, Qt::SolidLine, Qt::RoundCap)}) {
            painter->setPen(pen);
            painter->drawLine(at + QPointF(-arm, -arm), at + QPointF(arm, arm));
            painter->drawLine(at + QPointF(-arm, arm), at + QPointF(arm, -arm));
        }

        const double width =
            std::min(std::ceil(metrics.horizontalAdvance(mark.text)) + 2 * space::kS + 3, area.width());
        const double height = std::ceil(metrics.height()) + 6;
        QRectF label(at.x() + space::kM, at.y() - height / 2, width, height);
        if (label.right() > area.right()) { // below the cross: a curve that diverged came from the left
            label.moveRight(area.right());
            label.moveTop(at.y() + space::kM);
        }
        label.moveLeft(std::max(label.left(), area.left() + 1));
        label.moveTop(std::clamp(label.top(), area.top() + 2, area.bottom() - height - 2));
        const bool upper = label.center().y() < area.center().y();
        const auto covered = [&taken](const QRectF& place) {
            return std::any_of(taken.begin(), taken.end(),
                               [&place](const QRectF& other) { return other.intersects(place); });
        };
        for (int i = 0; i < marks_.size() && covered(label); ++i)
            label.translate(0, upper ? height + 2 : -height - 2);
        taken << label;

        painter->setPen(QPen(mark.color, 1));
        painter->setBrush(theme_.surface);
        painter->drawRoundedRect(label.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        painter->setPen(theme_.text);
        painter->drawText(label, Qt::AlignCenter, metrics.elidedText(mark.text, Qt::ElideRight, width - 6));
    }
    painter->restore();
}

} // namespace downhill::app
