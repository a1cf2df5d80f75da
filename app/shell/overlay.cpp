#include "shell/overlay.h"

#include "theme/appearance.h"
#include "theme/look.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kVeil = 190; ///< of 255: how much the veil hides

} // namespace

Overlay::Overlay(Appearance& appearance, QWidget* window)
    : QWidget(window), appearance_(appearance), card_(new QFrame(this)) {
    setLook(card_, "card");
    window->installEventFilter(this);
    hide();
}

void Overlay::open() {
    if (!isVisible())
        before_ = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    placeCard();
    show();
    raise();
}

void Overlay::dismiss() {
    if (!isVisible())
        return;
    hide();
    if (QWidget* before = before_.data(); before && before->isVisible())
        before->setFocus();
}

void Overlay::placeCard() {
    const double scale = appearance_.textScale();
    const int wide = std::min(qRound(cardSize_.width() * scale), width() - 2 * space::kXl);
    const int high = std::min(qRound(cardSize_.height() * scale), height() - 2 * space::kXl);
    card_->setGeometry((width() - wide) / 2, std::max(space::kXl, (height() - high) / 3), wide, high);
}

bool Overlay::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == parentWidget()) {
        setGeometry(parentWidget()->rect());
        placeCard();
    }
    return QWidget::eventFilter(watched, event);
}

void Overlay::paintEvent(QPaintEvent*) {
    QColor veil = appearance_.theme().window;
    veil.setAlpha(kVeil);
    QPainter(this).fillRect(rect(), veil);
}

void Overlay::mousePressEvent(QMouseEvent* event) {
    if (!card_->geometry().contains(event->pos()))
        dismiss();
}

void Overlay::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QWidget::keyPressEvent(event);
}

bool Overlay::focusNextPrevChild(bool next) {
    // Tab goes round within the card.
    QWidget* from = QApplication::focusWidget();
    if (!from || !isAncestorOf(from))
        from = this;
    for (QWidget* at = next ? from->nextInFocusChain() : from->previousInFocusChain(); at != from;
         at = next ? at->nextInFocusChain() : at->previousInFocusChain()) {
        if (isAncestorOf(at) && at->isVisible() && at->isEnabled() && (at->focusPolicy() & Qt::TabFocus)) {
            at->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return true;
}

} // namespace downhill::app
