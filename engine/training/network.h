#pragma once

#include "training/error.h"
#include "training/experiment.h"
#include "training/instruction_set.h"

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

namespace downhill::training {

/// Where a dense layer's numbers stand in the flat parameter vector: the weights, row by row (units × inputs,
/// as torch.nn.Linear.weight), then the biases, then with batch norm its scales and its shifts.
struct LayerShape {
    Eigen::Index inputs = 0;
    Eigen::Index units = 0;
    Activation activation = Activation::Linear;
    bool batchNorm = false;
    double dropout = 0;
    Eigen::Index weights = 0;    ///< offset of the first weight
    Eigen::Index bias = 0;       ///< offset of the first bias
    Eigen::Index scale = 0;      ///< offset of batch norm's first scale (γ); its shifts (β) follow
    Eigen::Index statistics = 0; ///< offset of the first running mean; the running variances follow

    bool operator==(const LayerShape&) const = default;
};

/// A dense feed-forward network: shapes only. Parameters, gradient and batch norm's statistics are flat
/// vectors that the caller owns; NetworkPass runs batches through it.
template <class Scalar>
class Network {
public:
    /// Errors: no layer, sizes outside the limits.
    static Result<Network> create(const NetworkSpec& spec, Eigen::Index inputs,
                                  InstructionSet instructions = bestInstructionSet());

    Eigen::Index inputs() const { return layers_.front().inputs; }
    Eigen::Index outputs() const { return layers_.back().units; }
    Eigen::Index parameterCount() const { return parameterCount_; }
    Eigen::Index statisticsCount() const { return statisticsCount_; } ///< 0 without batch norm
    std::span<const LayerShape> layers() const { return layers_; }
    InstructionSet instructions() const { return instructions_; }

    /// Fills `parameters` from the stream `seed` as the specification asks; biases and shifts become 0,
    /// scales 1.
    void initialise(std::span<Scalar> parameters, std::uint64_t seed) const;
    /// Running means become 0, running variances 1.
    void initialiseStatistics(std::span<Scalar> statistics) const;

private:
    std::vector<LayerShape> layers_{};
    Eigen::Index parameterCount_ = 0;
    Eigen::Index statisticsCount_ = 0;
    Initialisation initialisation_ = Initialisation::Auto;
    double initialValue_ = 0;
    InstructionSet instructions_ = InstructionSet::Baseline;
};

extern template class Network<float>;
extern template class Network<double>;

} // namespace downhill::training
