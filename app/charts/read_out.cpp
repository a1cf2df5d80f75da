#include "charts/read_out.h"

#include "theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr double kDot = 8;

void drawCrosshair(QPainter& painter, const ReadOut& readOut, const PlotSpace& space, const Theme& theme) {
    const QPointF at = space.toPixel(readOut.at);
    QPen pen(theme.muted, 1);
    pen.setDashPattern({3, 3});
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(pen);
    if (readOut.upright && at.x() >= space.area.left() && at.x() <= space.area.right())
        painter.drawLine(QLineF(at.x(), space.area.top(), at.x(), space.area.bottom()));
    if (readOut.level && at.y() >= space.area.top() && at.y() <= space.area.bottom())
        painter.drawLine(QLineF(space.area.left(), at.y(), space.area.right(), at.y()));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ReadOut::Row& row : readOut.rows) {
        if (!row.spot)
            continue;
        const QPointF spot = space.toPixel(*row.spot);
        if (!space.area.adjusted(-1, -1, 1, 1).contains(spot))
            continue;
        painter.setPen(QPen(theme.surface, 2));
        painter.setBrush(row.color);
        const double radius = row.strong ? 5.5 : 4.5;
        painter.drawEllipse(spot, radius, radius);
    }
}

} // namespace

QString ReadOut::spoken() const {
    QStringList parts;
    for (const Row& row : rows)
        parts << row.name + u' ' + row.value;
    const QString values = parts.join(QStringLiteral(", "));
    return heading.isEmpty() ? values : heading + QStringLiteral(": ") + values;
}

void drawReadOut(QPainter& painter, const ReadOut& readOut, const PlotSpace& space, const Theme& theme) {
    painter.save();
    drawCrosshair(painter, readOut, space, theme);

    const QFont plain = theme.caption();
    const QFont strong = theme.font(12, QFont::DemiBold);
    const QFontMetricsF metrics(strong);
    const double line = std::ceil(metrics.height()) + 3;
    double names = 0, values = 0;
    bool dots = false;
    for (const ReadOut::Row& row : readOut.rows) {
        names = std::max(names, metrics.horizontalAdvance(row.name));
        values = std::max(values, metrics.horizontalAdvance(row.value));
        dots = dots || row.color.isValid();
    }
    const double indent = dots ? kDot + space::kS : 0;
    const double width =
        std::ceil(std::max(indent + names + space::kL + values, metrics.horizontalAdvance(readOut.heading)) +
                  2 * space::kM);
    const double headingHeight = readOut.heading.isEmpty() ? 0 : line + 1;
    const double height = headingHeight + line * static_cast<double>(readOut.rows.size()) + 2 * space::kS;

    const QPointF at = space.toPixel(readOut.at);
    const QRectF inside = space.area.adjusted(4, 4, -4, -4);
    QRectF panel(std::round(at.x() + space::kL), std::round(at.y() - height - space::kM), width, height);
    if (panel.right() > inside.right())
        panel.moveRight(std::round(at.x() - space::kL));
    if (panel.left() < inside.left())
        panel.moveLeft(std::round(std::max(inside.left(), std::min(panel.left(), inside.right() - width))));
    panel.moveTop(std::round(std::max(inside.top(), std::min(panel.top(), inside.bottom() - height))));

    QColor shadow = Qt::black;
    shadow.setAlphaF(theme.dark ? 0.07F : 0.016F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shadow);
    for (int i = 6; i > 0; --i)
        painter.drawRoundedRect(panel.adjusted(-i, 1 - i, i, i + 2), space::kRadius + i, space::kRadius + i);
    painter.setPen(QPen(theme.tooltipBorder, 1));
    painter.setBrush(theme.tooltip);
    painter.drawRoundedRect(panel.adjusted(0.5, 0.5, -0.5, -0.5), space::kRadius, space::kRadius);

    QRectF text(panel.left() + space::kM, panel.top() + space::kS, width - 2 * space::kM, line);
    if (!readOut.heading.isEmpty()) {
        painter.setFont(strong);
        painter.setPen(theme.text);
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, readOut.heading);
        text.translate(0, headingHeight);
    }
    for (const ReadOut::Row& row : readOut.rows) {
        if (row.color.isValid()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(row.color);
            painter.drawEllipse(QPointF(text.left() + kDot / 2, text.center().y()), kDot / 2, kDot / 2);
        }
        painter.setFont(row.strong ? strong : plain);
        painter.setPen(row.strong ? theme.text : theme.muted);
        painter.drawText(text.adjusted(indent, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, row.name);
        painter.setPen(theme.text);
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignRight, row.value);
        text.translate(0, line);
    }
    painter.restore();
}

} // namespace downhill::app
