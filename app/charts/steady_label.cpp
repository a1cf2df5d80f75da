#include "charts/steady_label.h"

#include <QPainter>

namespace downhill::app {

SteadyLabel::SteadyLabel(QWidget* parent, int lines) : QLabel(parent), lines_(lines) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void SteadyLabel::say(const QString& text) {
    if (text == said_)
        return;
    said_ = text;
    setAccessibleName(text);
    update();
}

QSize SteadyLabel::sizeHint() const {
    return {0, fontMetrics().height() + (lines_ - 1) * fontMetrics().lineSpacing()};
}

void SteadyLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    bool fits = true;
    if (lines_ == 1) {
        const QString shown = fontMetrics().elidedText(said_, Qt::ElideRight, width());
        fits = shown == said_;
        painter.drawText(rect(), static_cast<int>(alignment()), shown);
    } else {
        QRect taken;
        painter.drawText(rect(), static_cast<int>(alignment()) | Qt::TextWordWrap, said_, &taken);
        fits = taken.height() <= height();
    }
    if (const QString tip = fits ? QString() : said_; tip != toolTip())
        setToolTip(tip);
}

} // namespace downhill::app
