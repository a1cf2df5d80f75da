#pragma once

#include "training/network_pass.h"

#include <optional>
#include <span>

namespace downhill::app {

/// Asks a network about places that are not in its data, for pictures.
class NetworkProbe {
public:
    using Matrix = Eigen::MatrixXf;

    /// Nothing where the network cannot be built on `inputs` features.
    static std::optional<NetworkProbe> create(const training::NetworkProblem& problem, Eigen::Index inputs);

    Eigen::Index outputs() const { return pass_.network().outputs(); }
    /// Whether the parameters, and with batch norm its running statistics, are those of such a network.
    bool fits(std::span<const float> parameters, std::span<const float> statistics) const;
    /// Multiply-adds of one sample.
    std::int64_t cost() const { return cost_; }

    /// The network's outputs for `inputs` (shape = [features, n]); shape = [outputs, n].
    Matrix evaluate(std::span<const float> parameters, std::span<const float> statistics,
                    const Matrix& inputs);

    /// Outputs as shares between 0 and 1: of a single output the share of class 1, otherwise one row a class.
    /// A hinge gives no shares; its two margins stand for 0 and 1. A network trained on values gives its
    /// outputs as they are.
    Matrix shares(std::span<const float> parameters, std::span<const float> statistics, const Matrix& inputs);

private:
    NetworkProbe(const training::Network<float>& network, training::Loss loss);

    training::NetworkPass<float> pass_;
    training::Loss loss_;
    std::int64_t cost_ = 0;
};

} // namespace downhill::app
