#include "shell/map_node.h"

#include "shell/lesson_badge.h"
#include "shell/level_words.h"
#include "shell/unit_tag.h"
#include "theme/appearance.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kBadge = 26;
constexpr int kTag = 16;
constexpr int kDots = 4;
constexpr double kDot = 5;      ///< px across
constexpr double kDimmed = 0.4; ///< opacity

int levelOf(const lesson::Standing& standing, bool entered) {
    const int reached = static_cast<int>(standing.mastery.level);
    if (standing.mastery.passedTest)
        return std::max(reached, static_cast<int>(lesson::Level::Proficient));
    return std::max(reached, entered ? 1 : 0);
}

/// A text in up to two lines, the second cut where it is too long.
void paintTwoLines(QPainter& painter, const QRectF& box, const QString& text, const QFont& font) {
    const QFontMetricsF metrics(font);
    QTextLayout layout(text, font);
    layout.beginLayout();
    QTextLine first = layout.createLine();
    first.setLineWidth(box.width());
    const QString begin = text.left(first.textLength()).trimmed();
    const QString rest = text.mid(first.textLength());
    layout.endLayout();
    painter.setFont(font);
    const double baseline = box.top() + metrics.ascent();
    painter.drawText(QPointF(box.left(), baseline), metrics.elidedText(begin, Qt::ElideRight, box.width()));
    if (!rest.isEmpty())
        painter.drawText(QPointF(box.left(), baseline + metrics.height()),
                         metrics.elidedText(rest, Qt::ElideRight, box.width()));
}

} // namespace

MapNode::MapNode(const CourseOutline& outline, const OutlineLesson& lesson, Appearance& appearance,
                 QWidget* parent)
    : QAbstractButton(parent), appearance_(appearance), title_(lesson.title),
      state_(levelWords(lesson.standing, lesson.entered)), number_(lesson.number),
      level_(levelOf(lesson.standing, lesson.entered)), unit_(lesson.unit), standing_(lesson.standing) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setObjectName(QStringLiteral("lesson-") + lesson.id);
    const QString unit = outline.units[lesson.unit].title;
    setAccessibleName(tr("Lesson %1: %2, %3").arg(QString::number(number_), title_, state_));
    setAccessibleDescription(
        tr("Of the unit “%1”. %2 %3 %4")
            .arg(unit, requirementsOf(outline, lesson), lesson.summary, factsOf(lesson)));
    setToolTip(
        QStringLiteral("<p><b>%1</b></p><p>%2</p><p>%3</p>")
            .arg(title_.toHtmlEscaped(), lesson.summary.toHtmlEscaped(), factsOf(lesson).toHtmlEscaped()));
    connect(&appearance_, &Appearance::changed, this, qOverload<>(&QWidget::update));
}

void MapNode::setLight(Light light) {
    if (light == light_)
        return;
    light_ = light;
    update();
}

void MapNode::paintEvent(QPaintEvent*) {
    const Theme& theme = appearance_.theme();
    const double scale = theme.textScale;
    const bool locked = !standing_.open && level_ == 0;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (light_ == Light::Dimmed)
        painter.setOpacity(kDimmed);
    const bool pointed = underMouse() || isDown();
    const QColor ground = locked ? theme.window : theme.surface;
    painter.setBrush(pointed ? Theme::mix(ground, theme.hover, 0.6) : ground);
    QPen outline(hasFocus() || light_ == Light::Lit ? theme.accent : theme.border, hasFocus() ? 2 : 1);
    if (locked && !hasFocus())
        outline.setStyle(Qt::DashLine);
    if (locked && light_ != Light::Lit && !hasFocus())
        outline.setColor(theme.borderStrong);
    painter.setPen(outline);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), space::kRadius, space::kRadius);

    const double margin = space::kS;
    const double badge = kBadge * scale;
    paintLessonBadge(painter, {margin, margin, badge, badge}, number_, standing_, theme);
    const double left = margin + badge + 6;
    const QFont font = theme.font(13.5, QFont::DemiBold);
    const double line = QFontMetricsF(font).height();
    painter.setPen(locked ? theme.muted : theme.text);
    paintTwoLines(painter, {left, margin - 1, width() - left - 6, 2 * line}, title_, font);
    const double bottom = QFontMetricsF(theme.caption()).height();
    // From the edge, below the badge: in a narrow map the word would not fit below the title.
    paintState(painter, {margin + 2, height() - margin - bottom + 1, width() - 2 * margin - 2, bottom});
}

/// The word for the state, dots for the level, and at the right which unit it belongs to.
void MapNode::paintState(QPainter& painter, const QRectF& line) const {
    const Theme& theme = appearance_.theme();
    const double scale = theme.textScale;
    const double tag = kTag * scale;
    paintUnitTag(painter, {line.right() - tag, line.center().y() - tag / 2, tag, tag}, unit_, theme);
    const QFont font = theme.caption();
    const QFontMetricsF metrics(font);
    const double dot = kDot * scale;
    const double dots = level_ > 0 ? kDots * (dot + 3) + space::kXs : 0;
    const double room = line.width() - tag - space::kS - dots;
    const QString word = metrics.elidedText(state_, Qt::ElideRight, room);
    const bool reached = standing_.mastery.opensNext();
    painter.setFont(font);
    painter.setPen(reached ? theme.good : theme.muted);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, word);
    if (level_ == 0)
        return;
    const QColor ink = reached ? theme.good : theme.accent;
    QPointF at(line.left() + metrics.horizontalAdvance(word) + space::kS, line.center().y() - dot / 2);
    for (int i = 0; i < kDots; ++i, at.rx() += dot + 3) {
        painter.setPen(QPen(i < level_ ? ink : theme.borderStrong, 1));
        painter.setBrush(i < level_ ? QBrush(ink) : QBrush(Qt::NoBrush));
        painter.drawEllipse(QRectF(at, QSizeF(dot, dot)));
    }
}

void MapNode::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        Q_EMIT arrowPressed(event->key());
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

bool MapNode::event(QEvent* event) {
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

} // namespace downhill::app
