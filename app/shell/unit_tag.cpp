#include "shell/unit_tag.h"

#include "theme/appearance.h"
#include "theme/look.h"

#include <QLocale>
#include <QPainter>

namespace downhill::app {
namespace {

constexpr double kMark = 18; ///< px across at the usual text size

} // namespace

void paintUnitTag(QPainter& painter, const QRectF& tag, std::size_t unit, const Theme& theme) {
    const QColor colour = theme.series[static_cast<qsizetype>(unit) % theme.series.size()];
    painter.setPen(QPen(colour, 1));
    painter.setBrush(Theme::mix(theme.surface, colour, 0.16));
    painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), space::kXs, space::kXs);
    painter.setPen(theme.text);
    painter.setFont(theme.font(11, QFont::DemiBold));
    painter.drawText(tag, Qt::AlignCenter, QLocale().toString(static_cast<qulonglong>(unit) + 1));
}

UnitLabel::UnitLabel(std::size_t unit, const QString& title, Appearance& appearance, QWidget* parent)
    : QLabel(title, parent), appearance_(appearance), unit_(unit) {
    setLook(this, "caption");
    setTextFormat(Qt::PlainText);
    setAccessibleName(tr("Unit %1: %2").arg(unit + 1).arg(title));
    connect(&appearance_, &Appearance::changed, this, &UnitLabel::restyle);
    restyle();
}

void UnitLabel::restyle() {
    setContentsMargins(qRound(kMark * appearance_.textScale()) + space::kS, 0, 0, 0);
    setMinimumHeight(qRound(kMark * appearance_.textScale()) + 2);
}

void UnitLabel::paintEvent(QPaintEvent* event) {
    QLabel::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double mark = kMark * appearance_.textScale();
    paintUnitTag(painter, {0, (height() - mark) / 2, mark, mark}, unit_, appearance_.theme());
}

} // namespace downhill::app
