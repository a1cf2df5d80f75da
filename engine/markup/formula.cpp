#include "markup/formula.h"

#include <QFont>
#include <QPainter>
#include <QPen>

#include <algorithm>

namespace downhill::markup {

namespace {

void paintText(QPainter& painter, const FormulaItem& item, const QColor& colour) {
    QFont font(QStringLiteral("serif"));
    font.setStyleHint(QFont::Serif);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setPixelSize(std::max(1, qRound(item.textSize)));
    font.setItalic(item.italic);
    font.setBold(item.bold);
    painter.save();
    painter.setTransform(item.transform, true);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(QPointF(0, 0), item.text);
    painter.restore();
}

QPen penOf(const FormulaItem& item, const QColor& colour) {
    QPen pen(item.strokesWithText ? colour : item.stroke, item.strokeWidth);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::MiterJoin);
    if (item.dash == FormulaItem::Dash::Dashed) {
        pen.setDashPattern({2, 2});
    } else if (item.dash == FormulaItem::Dash::Dotted) {
        pen.setCapStyle(Qt::RoundCap);
        pen.setDashPattern({0.01, 2});
    }
    return pen;
}

} // namespace

void Formula::paint(QPainter& painter, QPointF origin, double em, const QColor& colour,
                    double columnWidth) const {
    const double scale = em / 1000;
    const double column = wide ? std::max(columnWidth / scale, box.width()) : 0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(origin);
    painter.scale(scale, scale);
    for (const FormulaItem& item : items) {
        painter.save();
        painter.translate(column * item.anchor, 0);
        if (!item.text.isEmpty()) {
            paintText(painter, item, item.fillsWithText ? colour : item.fill);
        } else {
            if (item.fillsWithText || item.fill.isValid()) {
                painter.fillPath(item.path, item.fillsWithText ? colour : item.fill);
            }
            if (item.strokeWidth > 0 && (item.strokesWithText || item.stroke.isValid())) {
                painter.strokePath(item.path, penOf(item, colour));
            }
        }
        painter.restore();
    }
    painter.restore();
}

QString inDollars(const QString& tex, bool display) {
    const QString dollars(display ? 2 : 1, u'$');
    return dollars + tex + dollars;
}

} // namespace downhill::markup
