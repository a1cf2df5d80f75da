#include "shell/page_column.h"

#include "theme/appearance.h"
#include "theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace downhill::app {

PageColumn::PageColumn(Appearance& appearance, int widest, QWidget* parent)
    : QScrollArea(parent), appearance_(appearance), widest_(widest) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&appearance_, &Appearance::changed, this, &PageColumn::fitWidth);
    clear();
}

void PageColumn::clear() {
    if (QWidget* old = takeWidget()) { // a button of it may have been pressed just now
        old->hide();
        old->deleteLater();
    }
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(space::kXl, space::kXxl, space::kXl, space::kXxl);
    holder_ = new QWidget(page);
    row->addStretch(1);
    row->addWidget(holder_, 100);
    row->addStretch(1);
    column_ = new QVBoxLayout(holder_);
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(space::kL);
    fitWidth();
    setWidget(page);
    verticalScrollBar()->setValue(0);
}

void PageColumn::setWidest(int widest) {
    widest_ = widest;
    fitWidth();
}

void PageColumn::fitWidth() {
    holder_->setMaximumWidth(qRound(widest_ * appearance_.textScale()));
}

QLabel* PageColumn::addText(const QString& text, const char* look) {
    auto* label = new QLabel(text, holder_);
    setLook(label, look);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    column_->addWidget(label);
    return label;
}

QVBoxLayout* PageColumn::addCard(const char* look) {
    auto* frame = new QFrame(holder_);
    setLook(frame, look);
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    inner->setSpacing(space::kM);
    column_->addWidget(frame);
    return inner;
}

} // namespace downhill::app
