#include "views/graph_layout.h"

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr double kLargestNode = 80; // px
constexpr double kLeastNode = 10;
constexpr double kRow = 1.2; // nodes high, where a column is full
constexpr double kNear = 6;  // px from an edge that still mean it

double distance(const QLineF& line, QPointF place) {
    const QPointF along = line.p2() - line.p1();
    const double length = QPointF::dotProduct(along, along);
    const double share =
        length > 0 ? std::clamp(QPointF::dotProduct(place - line.p1(), along) / length, 0.0, 1.0) : 0;
    const QPointF away = place - (line.p1() + share * along);
    return std::hypot(away.x(), away.y());
}

} // namespace

GraphLayout::GraphLayout(std::span<const training::LayerShape> layers, const QRectF& room)
    : layers_(layers.begin(), layers.end()), room_(room) {
    if (layers_.empty())
        return;
    units_.push_back(layers_.front().inputs);
    for (const training::LayerShape& layer : layers_)
        units_.push_back(layer.units);
    std::int64_t most = 1;
    for (const std::int64_t units : units_) {
        shown_.push_back(std::min(units, kMostUnits));
        most = std::max(most, shown_.back());
    }
    const double across = room.width() / static_cast<double>(units_.size());
    size_ = std::clamp(std::min(room.height() / (static_cast<double>(most) * kRow), across * 0.4), kLeastNode,
                       kLargestNode);
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const training::LayerShape& layer = layers_[l];
        for (std::int64_t unit = 0; unit < shown_[l + 1]; ++unit)
            for (std::int64_t input = 0; input < shown_[l]; ++input)
                drawn_.push_back(static_cast<std::size_t>(layer.weights + unit * layer.inputs + input));
        for (std::int64_t unit = 0; unit < shown_[l + 1]; ++unit)
            drawn_.push_back(static_cast<std::size_t>(layer.bias + unit));
    }
}

QPointF GraphLayout::center(std::size_t column, std::int64_t unit) const {
    const auto columns = static_cast<double>(shown_.size());
    const double x = columns < 2 ? room_.center().x()
                                 : room_.left() + size_ / 2 +
                                       (room_.width() - size_) * static_cast<double>(column) / (columns - 1);
    const auto count = static_cast<double>(shown_[column]);
    const double gap = std::min(room_.height() / count, size_ * 2.4);
    return {x, room_.center().y() + (static_cast<double>(unit) - (count - 1) / 2) * gap};
}

QRectF GraphLayout::node(std::size_t column, std::int64_t unit) const {
    QRectF node(0, 0, size_, size_);
    node.moveCenter(center(column, unit));
    return node;
}

QLineF GraphLayout::edge(std::size_t layer, std::int64_t unit, std::int64_t input) const {
    const QPointF half(size_ / 2 + 1, 0);
    return {center(layer, input) + half, center(layer + 1, unit) - half};
}

std::optional<std::size_t> GraphLayout::parameterAt(QPointF place) const {
    std::optional<std::size_t> nearest;
    double least = kNear;
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const training::LayerShape& layer = layers_[l];
        for (std::int64_t unit = 0; unit < shown_[l + 1]; ++unit) {
            if (node(l + 1, unit).contains(place))
                return static_cast<std::size_t>(layer.bias + unit);
            for (std::int64_t input = 0; input < shown_[l]; ++input)
                if (const double away = distance(edge(l, unit, input), place); away < least) {
                    least = away;
                    nearest = static_cast<std::size_t>(layer.weights + unit * layer.inputs + input);
                }
        }
    }
    return nearest;
}

bool GraphLayout::isDrawn(std::size_t parameter) const {
    return std::ranges::binary_search(drawn_, parameter);
}

} // namespace downhill::app
