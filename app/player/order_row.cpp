#include "player/order_row.h"

#include "text/markup_view.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/icon_mark.h"
#include "theme/icons.h"
#include "theme/look.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QToolButton>

namespace downhill::app {
namespace {

constexpr int kIconPixels = 16;
constexpr int kNumberWidth = 20;

} // namespace

OrderRow::OrderRow(const QString& id, const QString& markdown, bool code, TextContext& context,
                   QWidget* parent)
    : QFrame(parent), id_(id), context_(context),
      grip_(new IconMark(context.appearance(), kIconPixels, this)), number_(new QLabel(this)),
      text_(new MarkupView(context, this)), mark_(new IconMark(context.appearance(), kIconPixels, this)),
      up_(new QToolButton(this)), down_(new QToolButton(this)) {
    setLook(this, "item");
    setObjectName(QStringLiteral("item-") + id);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setAccessibleDescription(tr("Alt with the arrow keys moves it up or down."));
    setLook(number_, "muted");
    grip_->setIcon(QStringLiteral("grip"), &Theme::borderStrong);
    number_->setFixedWidth(kNumberWidth);
    number_->setAlignment(Qt::AlignCenter);
    // The whole row is what is dragged, its text too.
    text_->setAttribute(Qt::WA_TransparentForMouseEvents);
    text_->setBare(code);
    connect(text_, &MarkupView::prepared, this, &OrderRow::speak);
    text_->setMarkdown(markdown);
    for (QToolButton* button : {up_, down_}) {
        button->setIconSize({kIconPixels, kIconPixels});
        button->setCursor(Qt::ArrowCursor);
        connect(button, &QToolButton::clicked, this,
                [this, by = button == up_ ? -1 : 1] { Q_EMIT moveRequested(by); });
    }

    auto* row = new QHBoxLayout(this);
    // A line of code has its own padding; a line of text has its distance to the next one below it.
    row->setContentsMargins(space::kS, code ? 0 : space::kM, space::kXs, code ? 0 : space::kS);
    row->setSpacing(space::kXs);
    row->addWidget(grip_);
    row->addWidget(number_);
    row->addWidget(text_, 1);
    row->addWidget(mark_);
    row->addWidget(up_);
    row->addWidget(down_);
    connect(&context_.appearance(), &Appearance::changed, this, &OrderRow::drawIcons);
    drawIcons();
}

void OrderRow::setPlace(int place, int count) {
    place_ = place;
    count_ = count;
    number_->setText(QString::number(place));
    up_->setEnabled(!locked_ && place > 1);
    down_->setEnabled(!locked_ && place < count);
    speak();
}

void OrderRow::setLocked(bool locked) {
    locked_ = locked;
    setCursor(locked ? Qt::ArrowCursor : Qt::OpenHandCursor);
    grip_->setVisible(!locked);
    up_->setVisible(!locked);
    down_->setVisible(!locked);
    setPlace(place_, count_);
}

void OrderRow::setMark(std::optional<bool> right) {
    right_ = right;
    mark_->setVisible(right.has_value());
    if (right)
        mark_->setIcon(*right ? QStringLiteral("check") : QStringLiteral("cross"),
                       *right ? &Theme::good : &Theme::bad);
    drawIcons();
    speak();
}

void OrderRow::speak() {
    const QString text = text_->spokenText().simplified();
    const QString name = tr("%1 of %2: %3").arg(place_).arg(count_).arg(text);
    setAccessibleName(!right_   ? name
                      : *right_ ? tr("%1, right here").arg(name)
                                : tr("%1, not right here").arg(name));
    up_->setAccessibleName(tr("Move up: %1").arg(text));
    down_->setAccessibleName(tr("Move down: %1").arg(text));
    up_->setToolTip(tr("Move up (Alt with the up arrow)"));
    down_->setToolTip(tr("Move down (Alt with the down arrow)"));
}

void OrderRow::drawIcons() {
    const Theme& theme = context_.appearance().theme();
    up_->setIcon(lineIcon(QStringLiteral("up"), theme.muted));
    down_->setIcon(lineIcon(QStringLiteral("down"), theme.muted));
}

void OrderRow::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || locked_)
        return;
    setCursor(Qt::ClosedHandCursor);
    setLook(this, "lifted");
}

void OrderRow::mouseMoveEvent(QMouseEvent* event) {
    if ((event->buttons() & Qt::LeftButton) && !locked_)
        Q_EMIT draggedTo(event->globalPosition().toPoint());
}

void OrderRow::mouseReleaseEvent(QMouseEvent*) {
    setCursor(locked_ ? Qt::ArrowCursor : Qt::OpenHandCursor);
    setLook(this, "item");
}

void OrderRow::keyPressEvent(QKeyEvent* event) {
    const int by = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    if (by == 0)
        QFrame::keyPressEvent(event);
    else if (!(event->modifiers() & Qt::AltModifier))
        Q_EMIT focusRequested(by);
    else if (!locked_)
        Q_EMIT moveRequested(by);
}

} // namespace downhill::app
