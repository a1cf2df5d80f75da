#include "charts/legend_chip.h"

#include "charts/dashes.h"
#include "theme/appearance.h"

#include <QIcon>
#include <QPainter>
#include <QPixmap>

namespace downhill::app {
namespace {

constexpr QSize kIcon(26, 12);
constexpr double kGap = 4; ///< px between a line and its name

QPixmap picture(const ChipMark& mark, const QColor& color, const QColor& ground, bool shown) {
    constexpr double kRatio = 2;
    QPixmap pixmap(kIcon * kRatio);
    pixmap.setDevicePixelRatio(kRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(shown ? 1.0 : 0.4);
    const QPointF middle((kIcon.width() - kGap) / 2, kIcon.height() / 2.0);
    if (mark.marker) {
        drawMarker(painter, middle, 8.5, *mark.marker, mark.hollow || !shown ? ground : color, color);
    } else {
        QPen pen(color, mark.width, mark.line, Qt::RoundCap);
        if (mark.line != Qt::SolidLine) {
            pen.setCapStyle(Qt::FlatCap);
            pen.setDashPattern(dashesOf(mark.line));
        }
        painter.setPen(pen);
        painter.drawLine(QPointF(1.5, middle.y()), QPointF(kIcon.width() - kGap - 1.5, middle.y()));
    }
    return pixmap;
}

} // namespace

LegendChip::LegendChip(const QString& name, ChipMark mark, Appearance& appearance, QWidget* parent)
    : QToolButton(parent), appearance_(appearance), mark_(std::move(mark)) {
    setProperty("look", QStringLiteral("chip"));
    setText(name);
    setCheckable(true);
    setChecked(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize(kIcon);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Show %1").arg(name));
    setToolTip(tr("Show or hide %1").arg(name));
    connect(&appearance_, &Appearance::changed, this, &LegendChip::restyle);
    connect(this, &QToolButton::toggled, this, &LegendChip::restyle);
    restyle();
}

void LegendChip::restyle() {
    const Theme& theme = appearance_.theme();
    setIcon(QIcon(picture(mark_, mark_.color(theme), theme.surface, isChecked())));
}

} // namespace downhill::app
