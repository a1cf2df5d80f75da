#include "shell/lesson_card.h"

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

/// How far a lesson is known, in words.
QString stateOf(const lesson::Mastery& mastery, bool entered) {
    const QString share = LessonCard::tr("%1 % of the points").arg(qRound(mastery.share() * 100));
    switch (mastery.level) {
    case lesson::Level::None:
        return mastery.passedTest ? LessonCard::tr("Passed by test")
               : entered          ? LessonCard::tr("Begun")
                                  : LessonCard::tr("Not begun");
    case lesson::Level::Attempted:
        return LessonCard::tr("Attempted, %1").arg(share);
    case lesson::Level::Familiar:
        return LessonCard::tr("Familiar, %1").arg(share);
    case lesson::Level::Proficient:
        return LessonCard::tr("Proficient, %1").arg(share);
    case lesson::Level::Mastered:
        return mastery.points > 0 ? LessonCard::tr("Mastered, %1").arg(share) : LessonCard::tr("Mastered");
    }
    return {};
}

} // namespace

LessonCard::LessonCard(int number, const lesson::Lesson& lesson, const lesson::Standing& standing,
                       bool entered, const QStringList& before, Appearance& appearance, QWidget* parent)
    : QAbstractButton(parent), appearance_(appearance), id_(lesson.id), number_(number),
      mastery_(standing.mastery), open_(standing.open) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setObjectName(QStringLiteral("lesson-") + lesson.id);

    QString facts = tr("%1 min · %n step(s) · %2", nullptr, static_cast<int>(lesson.steps.size()))
                        .arg(lesson.minutes)
                        .arg(stateOf(mastery_, entered));
    if (mastery_.passedTest && mastery_.level != lesson::Level::None)
        facts += tr(" · passed by test");
    if (!open_)
        facts += tr(" · best after %1").arg(QLocale().createSeparatedList(before));

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

    paintBadge(painter, QRectF(space::kL, space::kL, kBadge, kBadge));
}

/// A ring for the share of the points; in it the lesson's number, a lock where something is missing, a tick
/// once the next lessons are open, and a star for all of it.
void LessonCard::paintBadge(QPainter& painter, const QRectF& badge) const {
    const Theme& theme = appearance_.theme();
    const bool reached = mastery_.opensNext();
    const QColor colour = reached ? theme.good : theme.accent;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(mastery_.passedTest && mastery_.share() <= 0 ? theme.good : theme.border, 3));
    painter.drawEllipse(badge.adjusted(2, 2, -2, -2));
    if (mastery_.share() > 0) {
        painter.setPen(QPen(colour, 3, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(badge.adjusted(2, 2, -2, -2), 90 * 16, -qRound(mastery_.share() * 360 * 16));
    }
    const QRect inner = badge.toRect().adjusted(9, 9, -9, -9);
    const bool begun = mastery_.level != lesson::Level::None;
    if (mastery_.level == lesson::Level::Mastered) {
        lineIcon(QStringLiteral("star"), theme.good).paint(&painter, inner);
    } else if (reached) {
        lineIcon(QStringLiteral("check"), theme.good).paint(&painter, inner);
    } else if (!open_ && !begun) {
        lineIcon(QStringLiteral("lock"), theme.muted).paint(&painter, inner);
    } else {
        painter.setPen(begun ? theme.accent : theme.muted);
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
