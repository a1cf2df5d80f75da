#include "views/basin_item.h"

#include "charts/course_chart_view.h"
#include "theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace downhill::app {

void BasinItem::setFields(QImage fields, AxisRange window) {
    fields_ = std::move(fields);
    window_ = window;
    update();
}

void BasinItem::setMarks(QList<Mark> marks) {
    marks_ = std::move(marks);
    update();
}

void BasinItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (fields_.isNull())
        return;
    painter->save();
    painter->setClipRect(space().area);
    painter->setRenderHint(QPainter::SmoothPixmapTransform, false); // a field belongs to one basin
    painter->drawImage(
        QRectF(space().toPixel({window_.low, window_.high}), space().toPixel({window_.high, window_.low})),
        fields_);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(theme_.font(12, QFont::DemiBold));
    const QFontMetricsF metrics(painter->font());
    for (const Mark& mark : marks_) {
        const double height = metrics.height() + 4;
        const double width = std::max(height, metrics.horizontalAdvance(mark.text) + 10);
        QRectF pill(0, 0, width, height);
        pill.moveCenter(space().toPixel(mark.at));
        painter->setPen(QPen(mark.color, 2));
        painter->setBrush(theme_.surface);
        painter->drawRoundedRect(pill, height / 2, height / 2);
        painter->setPen(theme_.text);
        painter->drawText(pill, Qt::AlignCenter, mark.text);
    }
    painter->restore();
}

} // namespace downhill::app
