#pragma once

#include "training/dataset.h"
#include "training/loss.h"
#include "training/network_pass.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace downhill::app {

/// One sample's way through a network and back, as the engine computes it, without dropout.
struct SampleWay {
    std::vector<std::vector<double>> activations{}; ///< the input, then a layer each
    std::vector<std::vector<double>> deltas{};      ///< a layer each: ∂loss/∂(a unit's sum)
    std::vector<double> gradient{};                 ///< a parameter each
    double target = 0;
    double loss = 0;
};

/// A network looked at from within: what every unit makes of the plane or the line that its samples lie on,
/// and of one sample.
class NetworkInside {
public:
    static constexpr int kMapNodes = 20;   ///< a side of a unit's map
    static constexpr int kCurveNodes = 49; ///< of a unit's curve

    /// Nothing where the network cannot be built on `data`, which may be null.
    static std::optional<NetworkInside>
    create(const training::NetworkProblem& problem,
           const std::shared_ptr<const training::SplitDataset<float>>& data);

    const training::Network<float>& network() const { return pass_.network(); }
    bool fits(std::span<const float> parameters, std::span<const float> statistics) const;

    /// Whether samples are points of a plane or a line, and maps cost little enough to be drawn for every
    /// frame.
    bool hasMaps() const { return places_.has_value(); }
    /// The activations of each unit: by layer (the input is the first) and unit, over the plane row by row
    /// from the least y, over a line kCurveNodes from the least x on. Empty where !hasMaps().
    std::vector<std::vector<std::vector<float>>> maps(std::span<const float> parameters,
                                                      std::span<const float> statistics);

    Eigen::Index samples() const { return data_->train.size(); }
    /// The way of the training sample `sample`, one of samples().
    SampleWay way(std::span<const float> parameters, std::span<const float> statistics, Eigen::Index sample);

private:
    NetworkInside(const training::Network<float>& network, const training::LossSettings& loss,
                  std::shared_ptr<const training::SplitDataset<float>> data);

    training::NetworkPass<float> pass_; ///< of one sample
    training::LossSettings loss_;
    std::shared_ptr<const training::SplitDataset<float>> data_;
    std::optional<Eigen::MatrixXf> places_{}; ///< what the network sees at the nodes of a map or a curve
    std::optional<training::NetworkPass<float>> mapPass_{};
};

} // namespace downhill::app
