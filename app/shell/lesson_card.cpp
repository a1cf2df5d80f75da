#include "shell/lesson_card.h"

#include "shell/lesson_badge.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kBadge = 40;

void addText(QVBoxLayout* column, const QString& text, const char* look, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    setLook(label, look);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    column->addWidget(label);
}

} // namespace

LessonCard::LessonCard(const OutlineLesson& lesson, Appearance& appearance, QWidget* parent)
    : QAbstractButton(parent), appearance_(appearance), number_(lesson.number), standing_(lesson.standing) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setObjectName(QStringLiteral("lesson-") + lesson.id);
    const QString facts = factsOf(lesson);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL + kBadge + space::kL, space::kL, space::kL, space::kL);
    auto* column = new QVBoxLayout;
    column->setSpacing(space::kXs);
    row->addLayout(column, 1);
    addText(column, lesson.title, "heading", this);
    addText(column, lesson.summary, "body", this);
    column->addSpacing(space::kXs);
    addText(column, facts, "caption", this);

    setAccessibleName(tr("Lesson %1: %2").arg(number_).arg(lesson.title));
    setAccessibleDescription(lesson.summary + u' ' + facts);
    connect(&appearance_, &Appearance::changed, this, qOverload<>(&QWidget::update));
}

QSize LessonCard::sizeHint() const {
    return layout()->sizeHint();
}

void LessonCard::paintEvent(QPaintEvent*) {
    const Theme& theme = appearance_.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setBrush(underMouse() || isDown() ? Theme::mix(theme.surface, theme.hover, 0.6) : theme.surface);
    painter.setPen(hasFocus() ? QPen(theme.accent, 2) : QPen(theme.border, 1));
    painter.drawRoundedRect(card, space::kRadius, space::kRadius);
    paintLessonBadge(painter, QRectF(space::kL, space::kL, kBadge, kBadge), number_, standing_, theme);
}

void LessonCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

bool LessonCard::event(QEvent* event) {
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

} // namespace downhill::app
