#include "charts/course_chart_view.h"

#include "charts/axes_item.h"
#include "charts/chart_accessibility.h"
#include "theme/appearance.h"

#include <QAccessible>
#include <QApplication>
#include <QChart>
#include <QKeyEvent>
#include <QLegend>
#include <QLineF>
#include <QLineSeries>
#include <QMarginsF>
#include <QPainter>
#include <QTextOption>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <utility>

namespace downhill::app {
namespace {

constexpr double kLeastPlot = 56; // px high where the text has its usual size
constexpr double kClosest = 1e-6; // of the home span
constexpr double kFarthest = 100; // times the home span

void stretch(AxisRange& range, double around, double factor) {
    range = {around + (range.low - around) * factor, around + (range.high - around) * factor};
}

AxisRange widened(AxisRange range, double span) {
    const double middle = range.middle();
    return {middle - span / 2, middle + span / 2};
}

} // namespace

CourseChartView::CourseChartView(Appearance& appearance, QWidget* parent)
    : QChartView(parent), appearance_(appearance), xAxis_(new QValueAxis(this)), yAxis_(new QValueAxis(this)),
      axes_(nullptr) {
    ensureChartAccessibility(*qApp);
    setFrameShape(QFrame::NoFrame);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    setViewportUpdateMode(FullViewportUpdate);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    // The plot's own colour covers it all; what lies beneath need not be painted.
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);

    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setDropShadowEnabled(false);
    chart()->setMargins({});
    chart()->addAxis(xAxis_, Qt::AlignBottom);
    chart()->addAxis(yAxis_, Qt::AlignLeft);
    xAxis_->setVisible(false);
    yAxis_->setVisible(false);
    axes_ = new AxesItem(*this, appearance_.theme());

    connect(&appearance_, &Appearance::changed, this, &CourseChartView::restyle);
    restyle();
}

const Theme& CourseChartView::theme() const {
    return appearance_.theme();
}

void CourseChartView::setAxisTitles(const QString& x, const QString& y) {
    axes_->setTitles(x, y);
}

void CourseChartView::setLogarithmic(bool on) {
    axes_->setLogarithmic(on);
}

bool CourseChartView::isLogarithmic() const {
    return axes_->logarithmic();
}

void CourseChartView::setXLogarithmic(bool on) {
    axes_->setXLogarithmic(on);
}

void CourseChartView::setTicks(std::vector<Tick> x, std::vector<Tick> y) {
    axes_->setTicks(std::move(x), std::move(y));
}

void CourseChartView::setGrid(bool upright, bool level) {
    axes_->setGrid(upright, level);
}

void CourseChartView::setEqualAxes(bool on) {
    equalAxes_ = on;
    applyRanges();
}

void CourseChartView::setHome(AxisRange x, AxisRange y) {
    homeX_ = x;
    homeY_ = y;
    if (!zoomed_)
        applyRanges();
}

void CourseChartView::goHome() {
    zoomed_ = false;
    applyRanges();
}

void CourseChartView::zoomAt(QPointF pixel, double factor) {
    if (!space_.area.contains(pixel))
        pixel = space_.area.center();
    const QPointF value = space_.toValue(pixel);
    const double reached = space_.x.span() * factor / homeX_.span();
    if (!(reached > kClosest && reached < kFarthest))
        return;
    x_ = space_.x;
    y_ = space_.y;
    stretch(x_, value.x(), factor);
    stretch(y_, value.y(), factor);
    zoomed_ = true;
    applyRanges();
}

void CourseChartView::panBy(QPointF pixels) {
    const double dx = pixels.x() / space_.pixelsPerX(), dy = pixels.y() / space_.pixelsPerY();
    x_ = {space_.x.low - dx, space_.x.high - dx};
    y_ = {space_.y.low + dy, space_.y.high + dy};
    zoomed_ = true;
    applyRanges();
}

QLineSeries* CourseChartView::addLine(const QPen& pen) {
    auto* line = new QLineSeries(chart());
    line->setPen(pen);
    chart()->addSeries(line);
    line->attachAxis(xAxis_);
    line->attachAxis(yAxis_);
    return line;
}

QString CourseChartView::spokenValue() const {
    if (readOut_)
        return readOut_->spoken();
    return spoken_ ? spoken_() : notice_;
}

void CourseChartView::setNotice(const QString& sentence, Notice kind) {
    if (sentence == notice_ && kind == noticeKind_)
        return;
    notice_ = sentence;
    noticeKind_ = kind;
    axes_->setNumbered(notice_.isEmpty() || kind == Notice::Alert);
    viewport()->update();
}

/// For the axes and a flat plot. Not by a hint: a QChartView sets its least size by itself.
void CourseChartView::askForRoom() {
    const QMarginsF margins = axes_->margins();
    const double plot = kLeastPlot * theme().textScale;
    setMinimumHeight(static_cast<int>(std::ceil(margins.top() + plot + margins.bottom())));
}

void CourseChartView::restyle() {
    setBackgroundBrush(theme().plot);
    axes_->restyle();
    askForRoom();
    placePlot();
    viewport()->update();
    Q_EMIT restyled();
}

void CourseChartView::placePlot() {
    const QMarginsF margins = axes_->margins();
    const QRectF whole(QPointF(), QSizeF(viewport()->size()));
    QRectF area = whole.marginsRemoved(margins).toRect();
    area.setWidth(std::max(area.width(), 40.0));
    area.setHeight(std::max(area.height(), 30.0));
    chart()->setPlotArea(area);
    if (area == space_.area)
        return;
    space_.area = area;
    applyRanges();
    Q_EMIT spaceChanged();
}

void CourseChartView::applyRanges() {
    AxisRange x = zoomed_ ? x_ : homeX_;
    AxisRange y = zoomed_ ? y_ : homeY_;
    if (!std::isfinite(x.span()) || !std::isfinite(y.span()) || !(x.span() > 0) || !(y.span() > 0))
        return;
    if (equalAxes_ && !space_.area.isEmpty()) {
        const double unit = std::max(x.span() / space_.area.width(), y.span() / space_.area.height());
        x = widened(x, unit * space_.area.width());
        y = widened(y, unit * space_.area.height());
    }
    if (x == space_.x && y == space_.y)
        return;
    space_.x = x;
    space_.y = y;
    xAxis_->setRange(x.low, x.high);
    yAxis_->setRange(y.low, y.high);
    Q_EMIT spaceChanged();
    refreshReadOut();
    viewport()->update();
}

void CourseChartView::pointAt(std::optional<QPointF> value) {
    pointed_ = value;
    refreshReadOut();
    viewport()->update();
}

void CourseChartView::refreshReadOut() {
    const bool quiet = !notice_.isEmpty() && noticeKind_ == Notice::Quiet;
    readOut_ = pointed_ && probe_ && !quiet ? probe_(*pointed_) : std::nullopt;
}

void CourseChartView::stepReadOut(int right, int up) {
    const QPointF start = pointed_.value_or(space_.toValue(space_.area.center()));
    std::optional<QPointF> next;
    if (stops_ && right != 0)
        next = stops_(start, right);
    else if (rises_ && up != 0)
        next = rises_(start, up);
    else if (pointed_)
        next = space_.toValue(space_.toPixel(start) + QPointF(right * 8, -up * 8));
    else
        next = start;
    if (!next)
        return;
    const QPointF pixel = space_.toPixel(*next);
    if (pixel.x() < space_.area.left() || pixel.x() > space_.area.right()) {
        if (zoomed_)
            panBy({space_.area.center().x() - pixel.x(), 0});
        else if (!stops_)
            return;
    }
    if (zoomed_ && rises_ && (pixel.y() < space_.area.top() || pixel.y() > space_.area.bottom()))
        panBy({0, space_.area.center().y() - pixel.y()});
    pointAt(next);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void CourseChartView::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    placePlot();
}

void CourseChartView::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().y() != 0)
        zoomAt(event->position(), std::pow(0.9985, event->angleDelta().y()));
    event->accept();
}

bool CourseChartView::isAtHandle(QPointF pixel) const {
    constexpr double kReach = 14;
    const std::optional<QPointF> place = handle_.place ? handle_.place() : std::nullopt;
    return place && QLineF(space_.toPixel(*place), pixel).length() <= kReach;
}

/// The value at a pixel, or at the plot's edge where the pixel lies outside.
QPointF CourseChartView::valueWithin(QPointF pixel) const {
    const QRectF& area = space_.area;
    return space_.toValue(
        {std::clamp(pixel.x(), area.left(), area.right()), std::clamp(pixel.y(), area.top(), area.bottom())});
}

void CourseChartView::mousePressEvent(QMouseEvent* event) {
    holding_ = event->button() == Qt::LeftButton && isAtHandle(event->position());
    if (holding_) {
        viewport()->setCursor(Qt::ClosedHandCursor);
        pointAt(std::nullopt);
        event->accept();
        return;
    }
    if (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton)
        dragFrom_ = event->position();
    event->accept();
}

void CourseChartView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF here = event->position();
    if (holding_) {
        handle_.moved(valueWithin(here));
        event->accept();
        return;
    }
    if (!dragFrom_) {
        if (isAtHandle(here))
            viewport()->setCursor(Qt::OpenHandCursor);
        else
            viewport()->unsetCursor();
    }
    if (dragFrom_) {
        if (!dragging_ && (here - *dragFrom_).manhattanLength() < QApplication::startDragDistance())
            return;
        if (!dragging_)
            viewport()->setCursor(Qt::ClosedHandCursor);
        dragging_ = true;
        panBy(here - *dragFrom_);
        dragFrom_ = here;
    }
    pointAt(space_.area.contains(here) ? std::optional(space_.toValue(here)) : std::nullopt);
    event->accept();
}

void CourseChartView::mouseReleaseEvent(QMouseEvent* event) {
    if (dragging_ || holding_)
        viewport()->unsetCursor();
    if (std::exchange(holding_, false))
        handle_.dropped(valueWithin(event->position()));
    dragFrom_.reset();
    dragging_ = false;
    event->accept();
}

void CourseChartView::mouseDoubleClickEvent(QMouseEvent* event) {
    goHome();
    event->accept();
}

void CourseChartView::leaveEvent(QEvent* event) {
    pointAt(std::nullopt);
    QChartView::leaveEvent(event);
}

bool CourseChartView::arrowPressed(const QKeyEvent& event) {
    QPoint way;
    switch (event.key()) {
    case Qt::Key_Left:
        way = {-1, 0};
        break;
    case Qt::Key_Right:
        way = {1, 0};
        break;
    case Qt::Key_Up:
        way = {0, 1};
        break;
    case Qt::Key_Down:
        way = {0, -1};
        break;
    default:
        return false;
    }
    if (event.modifiers() & Qt::ShiftModifier)
        panBy({-40.0 * way.x(), 40.0 * way.y()});
    else
        stepReadOut(way.x(), way.y());
    return true;
}

void CourseChartView::keyPressEvent(QKeyEvent* event) {
    event->accept();
    if (arrowPressed(*event))
        return;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomAt(space_.area.center(), 0.8);
        return;
    case Qt::Key_Minus:
        zoomAt(space_.area.center(), 1.25);
        return;
    case Qt::Key_Home:
    case Qt::Key_0:
        goHome();
        return;
    case Qt::Key_Escape:
        if (pointed_) {
            pointAt(std::nullopt);
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

void CourseChartView::focusInEvent(QFocusEvent* event) {
    const auto reason = event->reason();
    focusRing_ =
        reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
    QChartView::focusInEvent(event);
    viewport()->update();
}

void CourseChartView::focusOutEvent(QFocusEvent* event) {
    focusRing_ = false;
    QChartView::focusOutEvent(event);
    viewport()->update();
}

void CourseChartView::drawForeground(QPainter* painter, const QRectF&) {
    painter->setRenderHint(QPainter::Antialiasing);
    if (!notice_.isEmpty())
        drawNotice(*painter);
    if (readOut_)
        drawReadOut(*painter, *readOut_, space_, theme());
    if (focusRing_) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme().accent, 2));
        painter->drawRoundedRect(space_.area.adjusted(-1, -1, 1, 1), 4, 4);
    }
}

void CourseChartView::drawNotice(QPainter& painter) const {
    const bool alert = noticeKind_ == Notice::Alert;
    painter.save();
    painter.setFont(alert ? theme().font(13, QFont::Medium) : theme().control());
    const QRectF room = space_.area.adjusted(space::kL, space::kS, -space::kL, -space::kS);
    const int flags = Qt::TextWordWrap | Qt::AlignHCenter | (alert ? Qt::AlignTop : Qt::AlignVCenter);
    if (alert) {
        const QRectF inner = room.adjusted(space::kM, space::kS, -space::kM, -space::kS);
        const QRectF text = painter.boundingRect(inner, flags, notice_);
        painter.setPen(QPen(theme().bad, 1));
        painter.setBrush(theme().badSoft);
        painter.drawRoundedRect(text.adjusted(-space::kM, -6, space::kM, 6), space::kRadius, space::kRadius);
        painter.setPen(theme().bad);
        painter.drawText(inner, flags, notice_);
    } else {
        painter.setPen(theme().muted);
        painter.drawText(room, flags, notice_);
    }
    painter.restore();
}

} // namespace downhill::app
