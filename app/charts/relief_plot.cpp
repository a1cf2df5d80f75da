#include "charts/relief_plot.h"

#include "theme/appearance.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr int kFiner = 2; // pixels of the picture for one of the window, against stairs at its edges
constexpr int kLines = 14;
constexpr double kDegreesAPixel = 0.5;
constexpr double kDegreesAKey = 8;
constexpr double kKeyZoom = 1.2;
constexpr double kBall = 12;
constexpr double kLine = 2.2;
constexpr double kLift = 0.006; // of a way over the ground, so that it is not half buried
constexpr double kFaint = 0.35;

} // namespace

ReliefPlot::ReliefPlot(Appearance& appearance, QWidget* parent) : QWidget(parent), appearance_(appearance) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Surface in three dimensions"));
    setAccessibleDescription(tr("The arrow keys turn it, + and − come nearer and go away, Home goes back"));
    setToolTip(tr("Drag to turn, scroll to come nearer"));
    connect(&appearance, &Appearance::changed, this, &ReliefPlot::renew);
}

void ReliefPlot::renew() {
    stale_ = true;
    update();
}

void ReliefPlot::setTerrain(ScalarGrid heights) {
    heights_ = std::move(heights);
    renew();
}

void ReliefPlot::setTrails(QList<Trail> trails) {
    trails_ = std::move(trails);
    erase_if(trails_, [](const Trail& trail) { return trail.places.isEmpty(); });
    update();
}

void ReliefPlot::setCamera(const ReliefCamera& camera) {
    ReliefCamera bounded = camera;
    bounded.azimuth = std::remainder(camera.azimuth, 360);
    bounded.elevation = std::clamp(camera.elevation, ReliefCamera::kLowest, ReliefCamera::kHighest);
    bounded.zoom = std::clamp(camera.zoom, ReliefCamera::kFarthest, ReliefCamera::kNearest);
    if (bounded == camera_)
        return;
    camera_ = bounded;
    renew();
}

void ReliefPlot::turn(double right, double up) {
    ReliefCamera camera = camera_;
    camera.azimuth += right;
    camera.elevation += up;
    setCamera(camera);
}

void ReliefPlot::approach(double factor) {
    ReliefCamera camera = camera_;
    camera.zoom *= factor;
    setCamera(camera);
}

void ReliefPlot::paintTrail(QPainter& painter, const Trail& trail) const {
    const Theme& theme = appearance_.theme();
    const ReliefView view(camera_, size());
    const auto lifted = [](ReliefPlace place) {
        place.height += kLift;
        return place;
    };
    for (const QPen& pen : {QPen(theme.surface, kLine + 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin),
                            QPen(trail.color, kLine, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin)}) {
        painter.setPen(pen);
        for (qsizetype i = 1; i < trail.places.size(); ++i) {
            const ReliefPlace from = lifted(trail.places[i - 1]), to = lifted(trail.places[i]);
            painter.setOpacity(picture_.hides(to) ? kFaint : 1);
            painter.drawLine(view.pixel(from), view.pixel(to));
        }
    }
    const ReliefPlace start = lifted(trail.places.first()), now = lifted(trail.places.last());
    painter.setOpacity(picture_.hides(start) ? kFaint : 1);
    painter.setPen(QPen(theme.surface, 1.5));
    painter.setBrush(theme.text);
    const QPointF at = view.pixel(start);
    painter.drawPolygon(QPolygonF({at + QPointF(0, -6.5), at + QPointF(6, 4.5), at + QPointF(-6, 4.5)}));
    painter.setOpacity(picture_.hides(now) ? 2 * kFaint : 1);
    drawMarker(painter, view.pixel(now), kBall, trail.marker, trail.color, theme.surface);
    painter.setOpacity(1);
}

void ReliefPlot::paintEvent(QPaintEvent*) {
    const Theme& theme = appearance_.theme();
    if (stale_ || picture_.image().size() != kFiner * size()) {
        const QColor shadow = theme.dark ? theme.window : theme.text;
        picture_ = heights_.empty()
                       ? ReliefPicture()
                       : ReliefPicture(heights_, camera_, kFiner * size(),
                                       {theme.terrainLow, theme.terrainHigh, theme.contour, shadow}, kLines);
        stale_ = false;
    }
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF(rect()), picture_.image());
    if (!picture_.image().isNull())
        for (const Trail& trail : trails_)
            paintTrail(painter, trail);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), space::kXs, space::kXs);
    }
}

void ReliefPlot::mousePressEvent(QMouseEvent* event) {
    dragFrom_ = event->position();
}

void ReliefPlot::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton))
        return;
    const QPointF moved = event->position() - dragFrom_;
    dragFrom_ = event->position();
    turn(moved.x() * kDegreesAPixel, moved.y() * kDegreesAPixel);
}

void ReliefPlot::wheelEvent(QWheelEvent* event) {
    approach(std::pow(kKeyZoom, event->angleDelta().y() / 120.0));
    event->accept();
}

void ReliefPlot::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return turn(-kDegreesAKey, 0);
    case Qt::Key_Right:
        return turn(kDegreesAKey, 0);
    case Qt::Key_Up:
        return turn(0, kDegreesAKey);
    case Qt::Key_Down:
        return turn(0, -kDegreesAKey);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return approach(kKeyZoom);
    case Qt::Key_Minus:
        return approach(1 / kKeyZoom);
    case Qt::Key_Home:
    case Qt::Key_0:
        return setCamera({});
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace downhill::app
