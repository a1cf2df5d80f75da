#include "shell/lesson_card.h"

#include "lesson/mastery.h"
#include "theme/appearance.h"
#include "theme/icons.h"
#include "theme/look.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kBadge = 40;

QLabel* addText(QVBoxLayout* column, const QString& text, const char* look, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    setLook(label, look);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    column->addWidget(label);
    return label;
}

} // namespace

LessonCard::LessonCard(int number, const lesson::Lesson& lesson, const LessonMemory& memory,
                       const QStringList& before, Appearance& appearance, QWidget* parent)
    : QAbstractButton(parent), appearance_(appearance), id_(lesson.id), number_(number) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setObjectName(QStringLiteral("lesson-") + lesson.id);

    const lesson::Mastery mastery =
        lesson::masteryOf(lesson, memory.bestScores, memory.visitedSteps.contains(lesson.steps.back().id));
    share_ = mastery.share();
    begun_ = mastery.begun || !memory.currentStep.isEmpty();
    mastered_ = mastery.mastered;

    const QString state = mastered_ ? tr("Mastered")
                          : begun_  ? tr("%1 % of the points").arg(qRound(share_ * 100))
                                    : tr("Not begun");
    QString facts = tr("%1 min · %n step(s) · %2", nullptr, static_cast<int>(lesson.steps.size()))
                        .arg(lesson.minutes)
                        .arg(state);
    if (!before.isEmpty() && !begun_)
        facts += tr(" · best after “%1”").arg(QLocale().createSeparatedList(before));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL + kBadge + space::kL, space::kL, space::kL, space::kL);
    auto* column = new QVBoxLayout;
    column->setSpacing(space::kXs);
    row->addLayout(column, 1);
    addText(column, lesson.title, "heading", this);
    addText(column, lesson.summary, "body", this);
    column->addSpacing(space::kXs);
    addText(column, facts, "caption", this);

    setAccessibleName(tr("Lesson %1: %2").arg(number).arg(lesson.title));
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

    const QRectF badge(space::kL, space::kL, kBadge, kBadge);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.border, 3));
    painter.drawEllipse(badge.adjusted(2, 2, -2, -2));
    if (share_ > 0) {
        painter.setPen(QPen(mastered_ ? theme.good : theme.accent, 3, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(badge.adjusted(2, 2, -2, -2), 90 * 16, -qRound(share_ * 360 * 16));
    }
    if (mastered_) {
        lineIcon(QStringLiteral("check"), theme.good).paint(&painter, badge.toRect().adjusted(9, 9, -9, -9));
    } else {
        painter.setPen(begun_ ? theme.accent : theme.muted);
        painter.setFont(theme.font(15, QFont::DemiBold));
        painter.drawText(badge, Qt::AlignCenter, QLocale().toString(number_));
    }
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
