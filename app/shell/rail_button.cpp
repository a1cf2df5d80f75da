#include "shell/rail_button.h"

#include "theme/appearance.h"
#include "theme/icons.h"
#include "theme/look.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

namespace downhill::app {
namespace {

constexpr int kIcon = 22;
constexpr int kWidth = 76; ///< px at the usual text size

} // namespace

RailButton::RailButton(const QString& icon, Appearance& appearance, QWidget* parent)
    : QToolButton(parent), appearance_(appearance), icon_(icon) {
    setLook(this, "rail");
    setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    setFocusPolicy(Qt::StrongFocus);
    connect(&appearance_, &Appearance::changed, this, &RailButton::restyle);
    connect(this, &QToolButton::toggled, this, &RailButton::restyle);
    restyle();
}

void RailButton::setWord(const QString& word) {
    word_ = word;
    restyle();
}

void RailButton::setCount(int count) {
    count_ = count;
    update();
}

void RailButton::restyle() {
    const Theme& theme = appearance_.theme();
    setIcon(lineIcon(icon_, isChecked() ? theme.accent : theme.muted));
    const int icon = qRound(kIcon * theme.textScale);
    setIconSize({icon, icon});
    setFixedWidth(qRound(kWidth * theme.textScale));
    const QFontMetrics metrics(theme.font(12, QFont::DemiBold));
    setText(metrics.elidedText(word_, Qt::ElideRight, width() - space::kL));
}

void RailButton::paintEvent(QPaintEvent* event) {
    QToolButton::paintEvent(event);
    if (count_ == 0)
        return;
    const Theme& theme = appearance_.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = theme.font(11, QFont::DemiBold);
    const QString text = QLocale().toString(count_);
    const double height = QFontMetricsF(font).height() + 2;
    const double wide = qMax(height, QFontMetricsF(font).horizontalAdvance(text) + 8);
    const QRectF badge(width() / 2.0 + 4, 3, wide, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(badge, height / 2, height / 2);
    painter.setPen(theme.onAccent);
    painter.setFont(font);
    painter.drawText(badge, Qt::AlignCenter, text);
}

void RailButton::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QToolButton::keyPressEvent(event);
}

} // namespace downhill::app
