#include "player/choice_mark.h"

#include "theme/appearance.h"
#include "theme/icons.h"

#include <QPainter>

#include <type_traits>

namespace downhill::app {
namespace {

constexpr int kSide = 24;
constexpr double kMark = 18;

} // namespace

template <class Button>
ChoiceMark<Button>::ChoiceMark(Appearance& appearance, QWidget* parent)
    : Button(parent), appearance_(appearance) {
    this->setFocusPolicy(Qt::StrongFocus);
    this->setCursor(Qt::PointingHandCursor);
    const auto fit = [this] {
        const int side = qRound(kSide * appearance_.theme().textScale);
        this->setFixedSize(side, side);
    };
    this->connect(&appearance_, &Appearance::changed, this, fit);
    fit();
}

template <class Button>
QSize ChoiceMark<Button>::sizeHint() const {
    return this->minimumSize();
}

template <class Button>
void ChoiceMark<Button>::paintEvent(QPaintEvent*) {
    const Theme& theme = appearance_.theme();
    constexpr bool kRound = std::is_same_v<Button, QRadioButton>;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double scale = theme.textScale, side = kMark * scale;
    QRectF mark(0, 0, side, side);
    mark.moveCenter(QRectF(this->rect()).center());
    const double radius = kRound ? side / 2 : 4 * scale;
    if (this->hasFocus()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::mix(theme.surface, theme.accent, 0.35));
        painter.drawRoundedRect(mark.adjusted(-3, -3, 3, 3), radius + 3, radius + 3);
    }
    const bool on = this->isChecked();
    QColor ink = on ? theme.accent : theme.borderStrong;
    if (!this->isEnabled())
        ink = Theme::mix(theme.surface, ink, 0.55);
    painter.setPen(QPen(ink, 1.75));
    painter.setBrush(on && !kRound                             ? ink
                     : this->underMouse() && this->isEnabled() ? theme.hover
                                                               : theme.surface);
    painter.drawRoundedRect(mark.adjusted(1, 1, -1, -1), radius - 1, radius - 1);
    if (on && kRound) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(mark.center(), 4.5 * scale, 4.5 * scale);
    } else if (on) {
        lineIcon(QStringLiteral("check"), theme.onAccent)
            .paint(&painter, mark.toRect().adjusted(2, 2, -2, -2));
    }
}

template class ChoiceMark<QRadioButton>;
template class ChoiceMark<QCheckBox>;

} // namespace downhill::app
