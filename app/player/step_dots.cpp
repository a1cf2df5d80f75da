#include "player/step_dots.h"

#include "theme/appearance.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace downhill::app {
namespace {

constexpr int kPitch = 20;
constexpr int kHeight = 24;

} // namespace

StepDots::StepDots(Appearance& appearance, QWidget* parent) : QWidget(parent), appearance_(appearance) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Steps of the lesson"));
    connect(&appearance_, &Appearance::changed, this, qOverload<>(&QWidget::update));
}

void StepDots::setSteps(const std::vector<State>& states, const QStringList& titles, int current) {
    states_ = states;
    titles_ = titles;
    current_ = current;
    setAccessibleDescription(tr("Step %1 of %2: %3")
                                 .arg(current + 1)
                                 .arg(static_cast<int>(states.size()))
                                 .arg(titles.value(current)));
    updateGeometry();
    update();
}

QSize StepDots::sizeHint() const {
    return {static_cast<int>(states_.size()) * kPitch + space::kS, kHeight};
}

int StepDots::indexAt(int x) const {
    const int index = (x - space::kXs) / kPitch;
    return x < space::kXs || index >= static_cast<int>(states_.size()) ? -1 : index;
}

void StepDots::paintEvent(QPaintEvent*) {
    const Theme& theme = appearance_.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < static_cast<int>(states_.size()); ++i) {
        const QPointF center(space::kXs + (i + 0.5) * kPitch, height() / 2.0);
        const State state = states_[static_cast<std::size_t>(i)];
        const bool here = i == current_;
        const double radius = here ? 6.5 : 4.5;
        const QColor ink = here || state == State::Done ? theme.accent : theme.borderStrong;
        painter.setPen(QPen(ink, 1.6));
        painter.setBrush(state == State::Done            ? QBrush(ink)
                         : state == State::Seen && !here ? QBrush(Theme::mix(theme.surface, ink, 0.35))
                                                         : QBrush(theme.surface));
        painter.drawEllipse(center, radius, radius);
        if (here && state != State::Done) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.accent);
            painter.drawEllipse(center, 2.5, 2.5);
        }
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), space::kRadius, space::kRadius);
    }
}

void StepDots::mousePressEvent(QMouseEvent* event) {
    if (const int index = indexAt(static_cast<int>(event->position().x())); index >= 0)
        Q_EMIT chosen(index);
}

void StepDots::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Left && current_ > 0)
        Q_EMIT chosen(current_ - 1);
    else if (event->key() == Qt::Key_Right && current_ + 1 < static_cast<int>(states_.size()))
        Q_EMIT chosen(current_ + 1);
    else
        QWidget::keyPressEvent(event);
}

bool StepDots::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int index = indexAt(help->pos().x());
        if (index >= 0)
            QToolTip::showText(help->globalPos(), tr("%1. %2").arg(index + 1).arg(titles_.value(index)),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace downhill::app
