#include "theme/icon_mark.h"

#include "theme/appearance.h"
#include "theme/icons.h"

#include <QPainter>

namespace downhill::app {

IconMark::IconMark(Appearance& appearance, int pixels, QWidget* parent)
    : QWidget(parent), appearance_(appearance), pixels_(pixels) {
    connect(&appearance_, &Appearance::changed, this, &IconMark::fit);
    fit();
}

void IconMark::setIcon(const QString& name, QColor Theme::*ink) {
    name_ = name;
    ink_ = ink;
    update();
}

void IconMark::clear() {
    name_.clear();
    update();
}

void IconMark::fit() {
    const int side = qRound(pixels_ * appearance_.theme().textScale);
    setFixedSize(side, side);
    update();
}

void IconMark::paintEvent(QPaintEvent*) {
    if (name_.isEmpty())
        return;
    QPainter painter(this);
    lineIcon(name_, appearance_.theme().*ink_).paint(&painter, rect());
}

} // namespace downhill::app
