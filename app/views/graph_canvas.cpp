#include "views/graph_canvas.h"

#include "charts/number_text.h"
#include "theme/appearance.h"
#include "views/unit_picture.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr double kWidest = 5;         // px of the largest weight
constexpr double kBeside = 5;         // px from an edge to its gradient
constexpr double kLongest = 0.36;     // share of an edge that the largest gradient takes
constexpr double kAlong = 0.3;        // where along an edge its gradient stands: in the middle all would meet
constexpr double kLeastMap = 16;      // px; a smaller node is one colour
constexpr int kGoodRow = 48;          // px, for a node of 40
constexpr int kGoodHeight = 200;      // px of all rows; of more they stand closer
constexpr int kLeastRow = 20;         // px, for a node that still has a map
constexpr double kMostOfWidth = 0.25; // for the names of the inputs

double at(const std::vector<float>& values, std::size_t index) {
    const double value = index < values.size() ? static_cast<double>(values[index]) : 0;
    return std::isfinite(value) ? value : 0;
}

} // namespace

GraphCanvas::GraphCanvas(Appearance& appearance, QWidget* parent)
    : QWidget(parent), appearance_(appearance), numbers_(appearance.theme().caption()) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent); // the cards beneath need not be painted with each frame
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&appearance_, &Appearance::changed, this, [this] {
        numbers_ = GlyphText(appearance_.theme().caption());
        layOut();
        updateGeometry();
        update();
    });
}

void GraphCanvas::setPicture(Picture picture) {
    const bool other = !std::ranges::equal(picture.layers, picture_.layers);
    const bool renamed = picture.inputs != picture_.inputs;
    picture_ = std::move(picture);
    if (other || renamed)
        layOut();
    if (other) {
        pointed_.reset();
        chosen_ = layout_.drawn().empty() ? std::nullopt : std::optional(layout_.drawn().front());
    }
    update();
}

void GraphCanvas::layOut() {
    const double caption = QFontMetricsF(appearance_.theme().caption()).height();
    namesWidth_ = widthOfNames();
    const QRectF room =
        QRectF(rect()).adjusted(space::kM + namesWidth_, space::kS, -space::kXl, -caption - space::kXs);
    layout_ = GraphLayout(picture_.layers, room);
}

double GraphCanvas::widthOfNames() const {
    double widest = 0;
    for (const QString& name : picture_.inputs)
        widest = std::max(widest, std::ceil(numbers_.width(name)) + space::kXs);
    return std::min(widest, kMostOfWidth * width());
}

void GraphCanvas::reserve(std::span<const training::LayerShape> layers) {
    reserved_ = layers.empty() ? 1 : layers.front().inputs;
    for (const training::LayerShape& layer : layers)
        reserved_ = std::max(reserved_, layer.units);
    updateGeometry();
}

QSize GraphCanvas::minimumSizeHint() const {
    const int rows = static_cast<int>(std::min(reserved_, GraphLayout::kMostUnits));
    const int height = std::max(std::min(rows * kGoodRow, kGoodHeight), rows * kLeastRow);
    const double caption = QFontMetricsF(appearance_.theme().caption()).height();
    return {160, height + static_cast<int>(std::ceil(caption)) + space::kS + space::kXs};
}

void GraphCanvas::choose(std::optional<std::size_t> parameter) {
    if (parameter && !layout_.isDrawn(*parameter))
        return;
    if (parameter == chosen_)
        return;
    chosen_ = parameter;
    update();
    Q_EMIT chosenChanged();
}

std::size_t GraphCanvas::layerOf(std::size_t parameter) const {
    std::size_t layer = 0;
    while (layer + 1 < picture_.layers.size() &&
           parameter >= static_cast<std::size_t>(picture_.layers[layer + 1].weights))
        ++layer;
    return layer;
}

void GraphCanvas::stepBy(std::ptrdiff_t by) {
    const std::vector<std::size_t>& drawn = layout_.drawn();
    if (drawn.empty())
        return;
    const auto found = chosen_ ? std::ranges::lower_bound(drawn, *chosen_) : drawn.begin();
    const auto place = std::clamp<std::ptrdiff_t>((found - drawn.begin()) + by, 0, std::ssize(drawn) - 1);
    choose(drawn[static_cast<std::size_t>(place)]);
}

void GraphCanvas::stepLayer(int by) {
    if (picture_.layers.empty())
        return;
    const auto now = static_cast<std::ptrdiff_t>(chosen_ ? layerOf(*chosen_) : 0);
    const auto to = std::clamp<std::ptrdiff_t>(now + by, 0, std::ssize(picture_.layers) - 1);
    choose(static_cast<std::size_t>(picture_.layers[static_cast<std::size_t>(to)].weights));
}

GraphCanvas::Scales GraphCanvas::scales() const {
    Scales scales{0, 0};
    for (const std::size_t parameter : layout_.drawn()) {
        scales.weight = std::max(scales.weight, std::abs(at(picture_.parameters, parameter)));
        scales.gradient = std::max(scales.gradient, std::abs(at(picture_.gradient, parameter)));
    }
    return {scales.weight > 0 ? scales.weight : 1, scales.gradient > 0 ? scales.gradient : 1};
}

void GraphCanvas::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.fillRect(event->rect(), appearance_.theme().surface);
    painter.setRenderHint(QPainter::Antialiasing);
    if (layout_.columns() > 0) {
        paintEdges(painter);
        paintNodes(painter);
    }
    if (hasFocus()) {
        painter.setPen(QPen(appearance_.theme().accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), space::kRadius, space::kRadius);
    }
}

void GraphCanvas::paintEdges(QPainter& painter) const {
    const Scales sizes = scales();
    for (std::size_t l = 0; l < picture_.layers.size(); ++l)
        for (std::int64_t unit = 0; unit < layout_.shown(l + 1); ++unit)
            for (std::int64_t input = 0; input < layout_.shown(l); ++input)
                paintEdge(painter, l, unit, input, sizes);
}

void GraphCanvas::paintEdge(QPainter& painter, std::size_t layer, std::int64_t unit, std::int64_t input,
                            const Scales& scales) const {
    const Theme& theme = appearance_.theme();
    const training::LayerShape& shape = picture_.layers[layer];
    const auto parameter = static_cast<std::size_t>(shape.weights + unit * shape.inputs + input);
    const double weight = at(picture_.parameters, parameter), slope = at(picture_.gradient, parameter);
    const QLineF edge = layout_.edge(layer, unit, input);
    const bool walked =
        picture_.stop && NetworkWalk::parameterOf(picture_.layers, *picture_.stop) == parameter;
    const double share = std::abs(weight) / scales.weight;
    const double width = 0.8 + (kWidest - 0.8) * share;
    if (parameter == chosen_ || parameter == pointed_ || walked) {
        // A thin line to either side: the edge keeps its own colour and width, which tell the weight.
        const double rim = walked ? 2 : 1.5;
        painter.setPen(QPen(theme.accent, width + 4 + 2 * rim, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(edge);
        painter.setPen(QPen(theme.surface, width + 4, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(edge);
    }
    const QColor color = Theme::mix(theme.border, theme.series[weight < 0 ? 0 : 1], 0.25 + 0.75 * share);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap)); // round caps cost Qt ten times as much
    painter.drawLine(edge);

    const double length = kLongest * edge.length() * std::abs(slope) / scales.gradient;
    if (length < 4 || edge.length() < 30)
        return;
    const QPointF along = (edge.p2() - edge.p1()) / edge.length();
    const QPointF aside(-along.y() * kBeside, along.x() * kBeside);
    const QPointF middle = edge.pointAt(kAlong) + aside;
    QLineF stroke(middle - along * length / 2, middle + along * length / 2);
    if (slope > 0) // descent lowers the weight
        stroke = QLineF(stroke.p2(), stroke.p1());
    painter.setPen(QPen(theme.text, 1, Qt::DotLine)); // no wider: Qt has a quick way for thin pens
    painter.drawLine(stroke);
    const QPointF direction = (stroke.p2() - stroke.p1()) / length;
    const QPointF normal(-direction.y(), direction.x());
    painter.setPen(QPen(theme.text, 1));
    painter.drawLine(stroke.p2(), stroke.p2() - direction * 4 + normal * 3);
    painter.drawLine(stroke.p2(), stroke.p2() - direction * 4 - normal * 3);
}

void GraphCanvas::paintNodes(QPainter& painter) {
    const Theme& theme = appearance_.theme();
    const Scales sizes = scales();
    const double descent = QFontMetricsF(theme.caption()).descent();
    for (std::size_t column = 0; column < layout_.columns(); ++column) {
        for (std::int64_t unit = 0; unit < layout_.shown(column); ++unit)
            paintNode(painter, column, unit, sizes);
        painter.setPen(theme.muted);
        const std::int64_t more = layout_.units(column) - layout_.shown(column);
        const QString name = column == 0 ? tr("input")
                             : column + 1 == layout_.columns()
                                 ? tr("output")
                                 : tr("layer %1").arg(static_cast<qulonglong>(column));
        const QString text = more > 0 ? tr("%1, %2 more").arg(name, countText(more)) : name;
        const double wide = numbers_.width(text);
        const double left = column == 0                       ? space::kS
                            : column + 1 == layout_.columns() ? width() - space::kS - wide
                                                              : layout_.center(column, 0).x() - wide / 2;
        numbers_.paint(painter, {left, height() - space::kXs - descent}, text);
    }
}

void GraphCanvas::paintNode(QPainter& painter, std::size_t column, std::int64_t unit, const Scales& scales) {
    const Theme& theme = appearance_.theme();
    const QRectF node = layout_.node(column, unit);
    const double corner = node.width() / 5;
    const auto row = static_cast<std::size_t>(unit);
    std::optional<std::size_t> bias;
    if (column > 0)
        bias = static_cast<std::size_t>(picture_.layers[column - 1].bias + unit);
    const bool walked =
        picture_.stop && bias && NetworkWalk::parameterOf(picture_.layers, *picture_.stop) == bias;
    QColor rim = theme.borderStrong;
    if (bias) {
        const double value = at(picture_.parameters, *bias);
        rim = Theme::mix(theme.borderStrong, theme.series[value < 0 ? 0 : 1],
                         std::min(1.0, std::abs(value) / scales.weight));
    }
    const bool marked = bias && (bias == chosen_ || bias == pointed_ || walked);
    // The rim is what shows of a larger rectangle beneath: an outline costs Qt several times as much.
    const double half = (marked ? 4 : 1.6) / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(walked ? theme.accent : rim);
    painter.drawRoundedRect(node.adjusted(-half, -half, half, half), corner + half, corner + half);
    const bool hasMap =
        node.width() >= kLeastMap && column < picture_.maps.size() && row < picture_.maps[column].size();
    paintUnit(painter, node.adjusted(half, half, -half, -half), std::max(0.0, corner - half),
              hasMap ? std::span<const float>(picture_.maps[column][row]) : std::span<const float>(), theme);

    if (column == 0 && row < picture_.inputs.size())
        paintName(painter, node, picture_.inputs[row]);
    if (column < picture_.values.size() && row < picture_.values[column].size())
        paintValue(painter, column, node, picture_.values[column][row]);
}

/// Of an input, to the left of its node.
void GraphCanvas::paintName(QPainter& painter, const QRectF& node, const QString& name) const {
    const Theme& theme = appearance_.theme();
    const QFontMetricsF metrics(theme.caption());
    const bool fits = numbers_.width(name) <= namesWidth_;
    const QString shown = fits ? name : metrics.elidedText(name, Qt::ElideRight, namesWidth_);
    painter.setFont(theme.caption());
    painter.setPen(theme.text);
    numbers_.paint(painter,
                   {node.left() - space::kXs - std::min(namesWidth_, numbers_.width(shown)),
                    node.center().y() - metrics.height() / 2 + metrics.ascent()},
                   shown);
}

/// On a plate of its own, readable on any map; beside a node that it would cover.
void GraphCanvas::paintValue(QPainter& painter, std::size_t column, const QRectF& node, double value) const {
    const Theme& theme = appearance_.theme();
    const QFontMetricsF metrics(theme.caption());
    if (node.height() < metrics.height())
        return;
    const QString text = valueText(value, 2);
    const QRectF plate = placeOfValue(column, node, {numbers_.width(text) + 6, metrics.height() + 2});
    QColor behind = theme.surface;
    behind.setAlphaF(0.8F);
    painter.setBrush(behind);
    painter.setPen(Qt::NoPen);
    painter.drawRoundedRect(plate, 3, 3);
    painter.setPen(theme.text);
    numbers_.paint(painter, {plate.left() + 3, plate.top() + 1 + metrics.ascent()}, text);
}

QRectF GraphCanvas::placeOfValue(std::size_t column, const QRectF& node, QSizeF size) const {
    QRectF plate(QPointF(), size);
    plate.moveCenter(node.center());
    if (plate.width() <= node.width())
        return plate;
    if (column + 1 < layout_.columns())
        plate.moveLeft(node.right() + space::kXs);
    else
        plate.moveRight(node.left() - space::kXs);
    return plate;
}

void GraphCanvas::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOut();
}

void GraphCanvas::mouseMoveEvent(QMouseEvent* event) {
    const auto found = layout_.parameterAt(event->position());
    if (found == pointed_)
        return;
    pointed_ = found;
    update();
    Q_EMIT pointedAt(found ? static_cast<qlonglong>(*found) : -1);
}

void GraphCanvas::mousePressEvent(QMouseEvent* event) {
    if (const auto found = layout_.parameterAt(event->position()))
        choose(found);
}

void GraphCanvas::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    if (!pointed_)
        return;
    pointed_.reset();
    update();
    Q_EMIT pointedAt(-1);
}

void GraphCanvas::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() & (Qt::AltModifier | Qt::ControlModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Left:
        stepBy(-1);
        return;
    case Qt::Key_Down:
    case Qt::Key_Right:
        stepBy(1);
        return;
    case Qt::Key_PageUp:
        stepLayer(-1);
        return;
    case Qt::Key_PageDown:
        stepLayer(1);
        return;
    case Qt::Key_Home:
        stepBy(-std::ssize(layout_.drawn()));
        return;
    case Qt::Key_End:
        stepBy(std::ssize(layout_.drawn()));
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace downhill::app
