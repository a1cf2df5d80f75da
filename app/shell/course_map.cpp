#include "shell/course_map.h"

#include "shell/map_node.h"
#include "shell/unit_tag.h"
#include "theme/appearance.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr int kMost = 6;      ///< lessons in a row
constexpr int kGap = 20;      ///< px between two lessons of a row
constexpr int kRowGap = 44;   ///< px between rows
constexpr double kArrow = 5;  ///< px from an arrow's tip to its foot
constexpr double kPorts = 12; ///< px between edges that meet at a lesson

int scaled(int pixels, double scale) {
    return qRound(pixels * scale);
}

} // namespace

CourseMap::CourseMap(CourseOutline outline, Appearance& appearance, QWidget* parent)
    : QWidget(parent), outline_(std::move(outline)), appearance_(appearance) {
    setAccessibleName(tr("Map of the course"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    if (outline_.units.size() > 1)
        for (std::size_t i = 0; i < outline_.units.size(); ++i)
            legend_.push_back(new UnitLabel(i, outline_.units[i].title, appearance_, this));
    for (const OutlineLesson& lesson : outline_.lessons) {
        auto* node = new MapNode(outline_, lesson, appearance_, this);
        const std::size_t place = nodes_.size();
        nodes_.push_back(node);
        node->installEventFilter(this);
        connect(node, &QAbstractButton::clicked, this, [this, id = lesson.id] { Q_EMIT lessonChosen(id); });
        connect(node, &MapNode::arrowPressed, this, [this, place](int key) { go(place, key); });
    }
    connect(&appearance_, &Appearance::changed, this, [this] {
        updateGeometry();
        arrange();
    });
}

const MapLayout& CourseMap::layoutFor(int width) const {
    std::vector<std::vector<std::size_t>> before;
    for (const OutlineLesson& lesson : outline_.lessons)
        before.push_back(lesson.before);
    const double least = scaled(MapNode::kLeast, appearance_.textScale()) + kGap;
    for (int most = kMost;; --most) {
        auto found = layouts_.find(most);
        if (found == layouts_.end())
            found = layouts_.emplace(most, layOutMap(before, most)).first;
        if (most == 1 || found->second.width * least <= width + kGap)
            return found->second;
    }
}

double CourseMap::pixelsOfSlot(const MapLayout& map, int width) const {
    const double greatest = scaled(MapNode::kGreatest, appearance_.textScale()) + kGap;
    return std::min(greatest, (width + kGap) / std::max(1.0, map.width));
}

int CourseMap::layLegend(int width, bool place) const {
    if (legend_.empty())
        return 0;
    int x = 0;
    int y = 0;
    int high = 0;
    for (UnitLabel* label : legend_) {
        const QSize size = label->sizeHint();
        const int wide = std::min(size.width(), width);
        if (x > 0 && x + wide > width) {
            x = 0;
            y += high + space::kXs;
        }
        high = size.height();
        if (place)
            label->setGeometry(x, y, wide, high);
        x += wide + space::kXl;
    }
    return y + high + space::kXl;
}

int CourseMap::heightForWidth(int width) const {
    const double scale = appearance_.textScale();
    const int rows = layoutFor(width).rows;
    return layLegend(width, false) + rows * scaled(MapNode::kHeight, scale) +
           std::max(0, rows - 1) * scaled(kRowGap, scale);
}

QSize CourseMap::sizeHint() const {
    const int wide = kMost * (scaled(MapNode::kGreatest, appearance_.textScale()) + kGap) - kGap;
    return {wide, heightForWidth(wide)};
}

QSize CourseMap::minimumSizeHint() const {
    return {scaled(MapNode::kLeast, appearance_.textScale()), 0};
}

QPointF CourseMap::pixelsOf(const MapPlace& place) const {
    const double scale = appearance_.textScale();
    const double wide = pixelsOfSlot(map_, width());
    const double left = (width() - (map_.width * wide - kGap)) / 2;
    const int pitch = scaled(MapNode::kHeight, scale) + scaled(kRowGap, scale);
    return {left + place.x * wide - kGap / 2.0, layLegend(width(), false) + place.row * pitch * 1.0};
}

void CourseMap::arrange() {
    map_ = layoutFor(width());
    layLegend(width(), true);
    const int high = scaled(MapNode::kHeight, appearance_.textScale());
    const int wide = qRound(pixelsOfSlot(map_, width())) - kGap;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const QPointF top = pixelsOf(map_.nodes[i]);
        nodes_[i]->setGeometry(qRound(top.x() - wide / 2.0), qRound(top.y()), wide, high);
    }
    update();
}

void CourseMap::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

bool CourseMap::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Enter) {
        pointed_ = qobject_cast<QWidget*>(watched);
        light();
    } else if (event->type() == QEvent::Leave && watched == pointed_) {
        pointed_ = nullptr;
        light();
    } else if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        light();
    }
    return QWidget::eventFilter(watched, event);
}

/// Lights the way to the lesson under the pointer, or else to the one that has the focus.
void CourseMap::light() {
    lit_.clear();
    const auto found = std::ranges::find_if(
        nodes_, [this](const MapNode* node) { return pointed_ ? node == pointed_ : node->hasFocus(); });
    if (found != nodes_.end()) {
        lit_.assign(nodes_.size(), false);
        std::vector<std::size_t> waiting{static_cast<std::size_t>(found - nodes_.begin())};
        while (!waiting.empty()) {
            const std::size_t at = waiting.back();
            waiting.pop_back();
            if (lit_[at])
                continue;
            lit_[at] = true;
            for (const std::size_t each : outline_.lessons[at].before)
                waiting.push_back(each);
        }
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i)
        nodes_[i]->setLight(lit_.empty() ? MapNode::Light::Usual
                            : lit_[i]    ? MapNode::Light::Lit
                                         : MapNode::Light::Dimmed);
    update();
}

/// The lesson to which an edge leads up (`rows` −1) or down (1); where none does, the nearest of that row.
std::optional<std::size_t> CourseMap::beside(std::size_t from, int rows) const {
    std::optional<std::size_t> best;
    const auto take = [&](std::size_t each) {
        const auto distance = [&](std::size_t of) { return std::abs(map_.nodes[of].x - map_.nodes[from].x); };
        if (!best || distance(each) < distance(*best))
            best = each;
    };
    for (const MapEdge& edge : map_.edges) {
        if (rows > 0 && edge.from == from)
            take(edge.to);
        if (rows < 0 && edge.to == from)
            take(edge.from);
    }
    if (best)
        return best;
    for (std::size_t i = 0; i < nodes_.size(); ++i)
        if (map_.nodes[i].row == map_.nodes[from].row + rows)
            take(i);
    return best;
}

std::optional<std::size_t> CourseMap::inRow(std::size_t from, int direction) const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const double distance = direction * (map_.nodes[i].x - map_.nodes[from].x);
        if (map_.nodes[i].row == map_.nodes[from].row && distance > 0 &&
            (!best || distance < direction * (map_.nodes[*best].x - map_.nodes[from].x)))
            best = i;
    }
    return best;
}

void CourseMap::go(std::size_t from, int key) {
    std::optional<std::size_t> to;
    if (key == Qt::Key_Up || key == Qt::Key_Down)
        to = beside(from, key == Qt::Key_Up ? -1 : 1);
    else if (key == Qt::Key_Left || key == Qt::Key_Right)
        to = inRow(from, key == Qt::Key_Left ? -1 : 1);
    else
        to = key == Qt::Key_Home ? 0 : nodes_.size() - 1;
    if (!to)
        return;
    nodes_[*to]->setFocus(Qt::OtherFocusReason);
    Q_EMIT wentTo(nodes_[*to]);
}

void CourseMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto isLit = [this](const MapEdge& edge) { return !lit_.empty() && lit_[edge.to]; };
    for (const bool lit : {false, true}) // what is lit lies over what is not
        for (std::size_t i = 0; i < map_.edges.size(); ++i)
            if (isLit(map_.edges[i]) == lit)
                paintEdge(painter, i);
}

void CourseMap::paintEdge(QPainter& painter, std::size_t index) const {
    const Theme& theme = appearance_.theme();
    const MapEdge& edge = map_.edges[index];
    const double high = scaled(MapNode::kHeight, theme.textScale);
    // Edges that meet at a lesson stand beside each other there, in the order in which they come.
    const auto port = [&](std::size_t lesson, bool out) {
        int before = 0;
        int all = 0;
        const auto towards = [&](const MapEdge& each) {
            return out ? each.path[1].x : each.path[each.path.size() - 2].x;
        };
        for (std::size_t i = 0; i < map_.edges.size(); ++i) {
            const MapEdge& each = map_.edges[i];
            if ((out ? each.from : each.to) != lesson)
                continue;
            ++all;
            if (std::pair(towards(each), i) < std::pair(towards(edge), index))
                ++before;
        }
        return (before - (all - 1) / 2.0) * kPorts;
    };
    QPointF at = pixelsOf(edge.path.front()) + QPointF(port(edge.from, true), high);
    QPainterPath path(at);
    for (std::size_t i = 1; i < edge.path.size(); ++i) {
        const bool last = i + 1 == edge.path.size();
        const QPointF to = pixelsOf(edge.path[i]) + QPointF(last ? port(edge.to, false) : 0, last ? -2 : 0);
        const double bend = (to.y() - at.y()) / 2;
        path.cubicTo(at + QPointF(0, bend), to - QPointF(0, bend), to);
        at = to;
        if (!last) { // beside the lessons of this row
            at.ry() += high;
            path.lineTo(at);
        }
    }
    const bool lit = !lit_.empty() && lit_[edge.to];
    const QColor colour = lit            ? theme.accent
                          : lit_.empty() ? Theme::mix(theme.window, theme.borderStrong, 0.7)
                                         : theme.border;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, lit ? 2 : 1.25));
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF(
        {at + QPointF(0, 1), at + QPointF(-kArrow * 0.7, -kArrow), at + QPointF(kArrow * 0.7, -kArrow)}));
}

} // namespace downhill::app
