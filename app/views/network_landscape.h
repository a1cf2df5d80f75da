#pragma once

#include "charts/terrain.h"
#include "training/landscape.h"
#include "views/background.h"
#include "views/weight_path.h"

#include <QList>
#include <QPointF>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace downhill::app {

/// The loss of a network in a plane through its weights, as at one step of a run.
struct NetworkLandscape {
    /// Where a run was at a step, in the plane.
    struct Place {
        std::int64_t step = 0;
        QPointF at{};
    };

    training::LandscapePlane<float> plane{};
    bool alongPath = false;
    std::int64_t step = 0;
    double loss = 0;                ///< at the weights themselves
    std::array<double, 2> shares{}; ///< along a path: of its squared distances, that each direction explains
    QList<Place> path{};            ///< along a path: oldest first
    std::int64_t samples = 0;       ///< of the training set, that were asked
    Terrain terrain{};

    /// The place of the plane that is nearest to these weights; NaN where there is no such plane.
    QPointF nearest(std::span<const float> weights) const;
};

/// What a landscape is asked for.
struct LandscapeQuestion {
    std::shared_ptr<const training::Network<float>> network{};
    training::LossSettings loss{training::Loss::MeanSquaredError};
    std::shared_ptr<const training::SplitDataset<float>> data{};
    std::vector<float> weights{}; ///< through which the plane goes
    std::vector<float> statistics{};
    std::int64_t step = 0;
    /// Along a path: its places, the last at `weights`. Otherwise empty, and directions are random with
    /// filter normalisation (Li, Xu, Taylor, Studer, Goldstein: "Visualizing the loss landscape of neural
    /// nets", 2018).
    std::vector<WeightPath::Place> path{};
    bool alongPath = false;
    double aspect = 1; ///< width by height of the picture
};

/// Asks the network about some 1,500 places, and of a large training set about a part of the samples, so that
/// it takes seconds. Nothing where the path has not left its place, or `stop` was requested.
std::optional<NetworkLandscape> surveyNetwork(const LandscapeQuestion& question, const std::stop_token& stop,
                                              Background::Progress& progress);

} // namespace downhill::app
