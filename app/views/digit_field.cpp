#include "views/digit_field.h"

#include "theme/appearance.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace downhill::app {

namespace {

constexpr int kFine = 4;          ///< pixels of the paper a side for each of the picture
constexpr double kPen = 0.055;    ///< its radius, as a share of the side
constexpr double kKeyStep = 0.04; ///< of the side

} // namespace

DigitField::DigitField(Appearance& appearance, QWidget* parent) : QWidget(parent), appearance_(appearance) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setAccessibleName(tr("Field to draw a digit in"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    connect(&appearance_, &Appearance::changed, this, [this] { update(); });
    setSide(8);
}

void DigitField::setSide(int side) {
    side_ = side;
    clear();
}

void DigitField::clear() {
    const int fine = side_ * kFine;
    paper_ = std::make_unique<training::StrokeCanvas>(fine);
    pen_ = {fine * 0.5, fine * 0.5};
    penDown_ = false;
    tell();
}

std::vector<std::uint8_t> DigitField::bytes() const {
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_));
    paper_->copyTo(bytes, kFine);
    return bytes;
}

bool DigitField::isEmpty() const {
    return std::ranges::all_of(bytes(), [](std::uint8_t byte) { return byte == 0; });
}

std::vector<float> DigitField::pixels() const {
    const std::vector<std::uint8_t> drawn = bytes();
    double ink = 0, x = 0, y = 0;
    const auto at = [this](int column, int row) {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(side_) +
               static_cast<std::size_t>(column);
    };
    for (int row = 0; row < side_; ++row)
        for (int column = 0; column < side_; ++column) {
            const double weight = drawn[at(column, row)];
            ink += weight;
            x += weight * (column + 0.5);
            y += weight * (row + 0.5);
        }
    std::vector<float> pixels(drawn.size(), 0.0F);
    if (ink == 0)
        return pixels;
    const int right = static_cast<int>(std::lround(side_ / 2.0 - x / ink));
    const int down = static_cast<int>(std::lround(side_ / 2.0 - y / ink));
    for (int row = 0; row < side_; ++row)
        for (int column = 0; column < side_; ++column) {
            const int fromColumn = column - right, fromRow = row - down;
            if (fromColumn >= 0 && fromColumn < side_ && fromRow >= 0 && fromRow < side_)
                pixels[at(column, row)] = static_cast<float>(drawn[at(fromColumn, fromRow)]) / 255.0F;
        }
    return pixels;
}

QRectF DigitField::square() const {
    const double length = std::min(width(), height()) - 2.0;
    return {(width() - length) / 2, (height() - length) / 2, length, length};
}

training::PenPoint DigitField::paperPoint(QPointF pixel) const {
    const QRectF area = square();
    const double scale = side_ * kFine / area.width();
    return {(pixel.x() - area.left()) * scale, (pixel.y() - area.top()) * scale};
}

void DigitField::strokeTo(training::PenPoint point) {
    const double radius = kPen * side_ * kFine;
    paper_->line(pen_, radius, point, radius);
    pen_ = point;
    tell();
}

void DigitField::tell() {
    setAccessibleDescription(isEmpty()
                                 ? tr("empty; arrow keys move the pen, Space puts it down, Delete clears")
                             : penDown_ ? tr("the pen is down")
                                        : tr("something is drawn; the pen is lifted"));
    update();
    Q_EMIT changed();
}

void DigitField::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    penDown_ = false;
    pen_ = paperPoint(event->position());
    strokeTo(pen_);
}

void DigitField::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        strokeTo(paperPoint(event->position()));
}

void DigitField::keyPressEvent(QKeyEvent* event) {
    const double fine = side_ * kFine;
    training::PenPoint next = pen_;
    switch (event->key()) {
    case Qt::Key_Left:
        next.x -= kKeyStep * fine;
        break;
    case Qt::Key_Right:
        next.x += kKeyStep * fine;
        break;
    case Qt::Key_Up:
        next.y -= kKeyStep * fine;
        break;
    case Qt::Key_Down:
        next.y += kKeyStep * fine;
        break;
    case Qt::Key_Space:
        penDown_ = !penDown_;
        if (penDown_)
            strokeTo(pen_);
        else
            tell();
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        clear();
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    next = {std::clamp(next.x, 0.0, fine), std::clamp(next.y, 0.0, fine)};
    if (penDown_) {
        strokeTo(next);
    } else {
        pen_ = next;
        update();
    }
}

void DigitField::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void DigitField::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void DigitField::paintEvent(QPaintEvent*) {
    const Theme& theme = appearance_.theme();
    QPainter painter(this);
    const QRectF area = square();
    const std::vector<std::uint8_t> drawn = bytes();
    QImage picture(side_, side_, QImage::Format_RGB32);
    for (int row = 0; row < side_; ++row)
        for (int column = 0; column < side_; ++column)
            picture.setPixelColor(column, row,
                                  Theme::mix(theme.sunken, theme.text,
                                             drawn[static_cast<std::size_t>(row * side_ + column)] / 255.0));
    painter.drawImage(area, picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(hasFocus() ? theme.accent : theme.borderStrong, hasFocus() ? 2 : 1));
    painter.drawRect(area);
    if (hasFocus()) {
        const double scale = area.width() / (side_ * kFine);
        painter.setPen(QPen(theme.accent, 2));
        if (penDown_)
            painter.setBrush(theme.accent);
        painter.drawEllipse(area.topLeft() + QPointF(pen_.x, pen_.y) * scale, 5, 5);
    }
    if (isEmpty()) {
        painter.setPen(theme.muted);
        painter.setFont(theme.small());
        painter.drawText(area.adjusted(8, 8, -8, -8), Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap,
                         tr("Draw a digit"));
    }
}

} // namespace downhill::app
