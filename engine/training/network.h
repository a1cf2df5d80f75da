#pragma once

#include "training/error.h"
#include "training/experiment.h"

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

namespace downhill::training {

/// Where a dense layer's numbers stand in the flat parameter vector: the weights, row by row (units × inputs,
/// as torch.nn.Linear.weight), then the biases.
struct LayerShape {
    Eigen::Index inputs = 0;
    Eigen::Index units = 0;
    Activation activation = Activation::Linear;
    Eigen::Index weights = 0; ///< offset of the first weight
    Eigen::Index bias = 0;    ///< offset of the first bias
};

/// A dense feed-forward network: shapes only. Parameters and gradient are flat vectors that the caller owns.
template <class Scalar>
class Network {
public:
    using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;

    /// The buffers of one forward and backward pass, allocated once for a largest batch. One column a sample.
    struct Workspace {
        std::vector<Matrix> activations{}; ///< one a layer, shape = [units, batch]
        std::vector<Matrix> deltas{};  ///< ∂loss/∂(pre-activation), one a layer, shape = [units, batch]
        std::vector<Scalar> scratch{}; ///< room for one layer's weights, transposed
    };

    /// Errors: no layer, sizes outside the limits.
    static Result<Network> create(const NetworkSpec& spec, Eigen::Index inputs);

    Eigen::Index inputs() const { return layers_.front().inputs; }
    Eigen::Index outputs() const { return layers_.back().units; }
    Eigen::Index parameterCount() const { return parameterCount_; }
    std::span<const LayerShape> layers() const { return layers_; }

    Workspace workspace(Eigen::Index batch) const;

    /// Fills `parameters` from the stream `seed` as the specification asks; biases become zero.
    void initialise(std::span<Scalar> parameters, std::uint64_t seed) const;

    /// Runs `batch` (shape = [inputs, n]) through the network; the outputs are
    /// `activations.back().leftCols(n)`. Allocates nothing when n is at most the workspace's batch.
    void forward(std::span<const Scalar> parameters, Eigen::Ref<const Matrix> batch,
                 Workspace& workspace) const;

    /// Adds ∂loss/∂parameters to `gradient`, given ∂loss/∂outputs (shape = [outputs, n]) and the workspace
    /// that forward() filled from the same batch.
    void backward(std::span<const Scalar> parameters, Eigen::Ref<const Matrix> batch,
                  Eigen::Ref<const Matrix> outputGradient, Workspace& workspace,
                  std::span<Scalar> gradient) const;

private:
    std::vector<LayerShape> layers_{};
    Eigen::Index parameterCount_ = 0;
    Initialisation initialisation_ = Initialisation::Auto;
    double initialValue_ = 0;
};

extern template class Network<float>;
extern template class Network<double>;

} // namespace downhill::training
