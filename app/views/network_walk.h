#pragma once

#include "training/network.h"
#include "views/network_inside.h"

#include <QCoreApplication>
#include <QString>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace downhill::app {

/// A stop of the walk through a network: an edge or a unit, on the way forward or back.
struct WalkStop {
    enum class Kind {
        Product,     ///< forward: an edge's weight times what comes in, added to the sum
        Unit,        ///< forward: bias and activation
        Loss,        ///< of the sample
        UnitError,   ///< back: the slope of the loss along a unit's sum
        WeightSlope, ///< back: the slope along a weight
    };

    Kind kind = Kind::Product;
    std::size_t layer = 0;
    std::int64_t unit = 0;
    std::int64_t input = 0; ///< of the layer; Product and WeightSlope

    bool operator==(const WalkStop&) const = default;
};

/// The numbers of one sample's way, edge by edge.
class NetworkWalk {
    Q_DECLARE_TR_FUNCTIONS(NetworkWalk)

public:
    static constexpr std::int64_t kMostEdges = 400;

    /// All stops, in the order in which the engine gets to them; none where there are too many edges.
    static std::vector<WalkStop> stops(std::span<const training::LayerShape> layers);

    /// The place of a stop's weight or bias among the parameters; nothing at the loss.
    static std::optional<std::size_t> parameterOf(std::span<const training::LayerShape> layers,
                                                  const WalkStop& stop);

    /// What happens there, with its numbers: "0.3 · 1.2 = 0.36, sum so far 0.51".
    static QString sentence(std::span<const training::LayerShape> layers, std::span<const float> parameters,
                            const SampleWay& way, const WalkStop& stop);
};

} // namespace downhill::app
