#pragma once

#include "training/network.h"

#include <optional>
#include <span>

namespace downhill::app {

/// Asks a network about places that are not in its data, for pictures.
class NetworkProbe {
public:
    using Matrix = training::Network<float>::Matrix;

    /// Nothing where the network cannot be built on `inputs` features.
    static std::optional<NetworkProbe> create(const training::NetworkProblem& problem, Eigen::Index inputs);

    Eigen::Index outputs() const { return network_.outputs(); }
    bool fits(std::span<const float> parameters) const;
    /// Multiply-adds of one sample.
    std::int64_t cost() const { return cost_; }

    /// The network's outputs for `inputs` (shape = [features, n]); shape = [outputs, n].
    Matrix evaluate(std::span<const float> parameters, const Matrix& inputs);

    /// Outputs as shares between 0 and 1: of a single output the share of class 1, otherwise one row a class.
    /// A network trained with a squared error gives its outputs as they are.
    Matrix shares(std::span<const float> parameters, const Matrix& inputs);

private:
    NetworkProbe(training::Network<float> network, training::Loss loss);

    training::Network<float> network_;
    training::Network<float>::Workspace workspace_;
    training::Loss loss_;
    std::int64_t cost_ = 0;
};

} // namespace downhill::app
