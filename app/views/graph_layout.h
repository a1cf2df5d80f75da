#pragma once

#include "training/network.h"

#include <QLineF>
#include <QPointF>
#include <QRectF>

#include <optional>
#include <span>
#include <vector>

namespace downhill::app {

/// Where the units of a network stand in a picture: a column a layer, the input at the left. Of wide layers
/// only the first units have a place.
class GraphLayout {
public:
    static constexpr std::int64_t kMostUnits = 12; ///< shown of a layer

    GraphLayout() = default;
    GraphLayout(std::span<const training::LayerShape> layers, const QRectF& room);

    /// Columns, the input's included.
    std::size_t columns() const { return shown_.size(); }
    std::int64_t shown(std::size_t column) const { return shown_[column]; } ///< units with a place
    std::int64_t units(std::size_t column) const { return units_[column]; }
    double nodeSize() const { return size_; }

    QPointF center(std::size_t column, std::int64_t unit) const;
    QRectF node(std::size_t column, std::int64_t unit) const;
    /// From a layer's input to its unit, rim to rim.
    QLineF edge(std::size_t layer, std::int64_t unit, std::int64_t input) const;

    /// The parameter that is drawn at `place`: a weight by its edge, a bias by its unit.
    std::optional<std::size_t> parameterAt(QPointF place) const;
    /// Whether a parameter is drawn: the weight of an edge, or a bias, between units that have a place.
    bool isDrawn(std::size_t parameter) const;
    /// Every drawn parameter in ascending order.
    const std::vector<std::size_t>& drawn() const { return drawn_; }

private:
    std::vector<training::LayerShape> layers_{};
    QRectF room_{};
    std::vector<std::int64_t> shown_{};
    std::vector<std::int64_t> units_{};
    std::vector<std::size_t> drawn_{};
    double size_ = 0;
};

} // namespace downhill::app
