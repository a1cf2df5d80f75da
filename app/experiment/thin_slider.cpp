#include "experiment/thin_slider.h"

#include "theme/appearance.h"

#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace downhill::app {
namespace {

constexpr double kHandle = 16;
constexpr double kGroove = 4;
constexpr int kHeight = 28;

} // namespace

ThinSlider::ThinSlider(Appearance& appearance, QWidget* parent)
    : QSlider(Qt::Horizontal, parent), appearance_(appearance) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    connect(&appearance_, &Appearance::changed, this, qOverload<>(&QWidget::update));
}

QSize ThinSlider::sizeHint() const {
    return {160, kHeight};
}

void ThinSlider::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QSlider::wheelEvent(event);
    else
        event->ignore();
}

double ThinSlider::handleX() const {
    const double share = maximum() > minimum()
                             ? static_cast<double>(sliderPosition() - minimum()) / (maximum() - minimum())
                             : 0;
    return kHandle / 2 + 2 + share * (width() - kHandle - 4);
}

int ThinSlider::positionAt(double x) const {
    const double share = (x - kHandle / 2 - 2) / (width() - kHandle - 4);
    return minimum() + static_cast<int>(std::lround(share * (maximum() - minimum())));
}

void ThinSlider::paintEvent(QPaintEvent*) {
    const Theme& theme = appearance_.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double middle = height() / 2.0;
    const QRectF groove(2, middle - kGroove / 2, width() - 4, kGroove);
    painter.setBrush(Theme::mix(theme.border, theme.borderStrong, 0.3));
    painter.drawRoundedRect(groove, kGroove / 2, kGroove / 2);
    const QColor ink = isEnabled() ? theme.accent : theme.borderStrong;
    QRectF filled = groove;
    filled.setRight(handleX());
    painter.setBrush(ink);
    painter.drawRoundedRect(filled, kGroove / 2, kGroove / 2);

    const QPointF center(handleX(), middle);
    if (hasFocus() || isSliderDown()) {
        painter.setBrush(Theme::mix(theme.surface, ink, 0.3));
        painter.drawEllipse(center, kHandle / 2 + 3.5, kHandle / 2 + 3.5);
    }
    painter.setBrush(isSliderDown() || underMouse() ? Theme::mix(theme.surface, ink, 0.15) : theme.surface);
    painter.setPen(QPen(ink, 2));
    painter.drawEllipse(center, kHandle / 2 - 1, kHandle / 2 - 1);
}

void ThinSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    setSliderPosition(positionAt(event->position().x()));
}

void ThinSlider::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown())
        setSliderPosition(positionAt(event->position().x()));
}

void ThinSlider::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        setSliderDown(false);
}

} // namespace downhill::app
