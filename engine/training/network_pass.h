#pragma once

#include "training/dropout.h"
#include "training/loss.h"
#include "training/network.h"
#include "training/share.h"

#include <Eigen/Core>

#include <cstdint>
#include <memory>
#include <span>

namespace downhill::training {

class ThreadTeam;

/// Numbers of a layer for a batch: shape = [units, samples].
template <class Scalar>
using LayerView = Eigen::Map<const Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>,
                             Eigen::Unaligned, Eigen::OuterStride<>>;

/// One batch on its way through a network and back: the buffers, allocated once for a largest batch, and
/// nothing but them. take() or gather(), then forward() or evaluate(), then backward(). Nothing here
/// allocates after construction. What is computed does not depend on the number of threads.
template <class Scalar>
class NetworkPass {
public:
    using Index = Eigen::Index;

    /// Room for `batch` samples. `team` may be null: one thread. The pass keeps its own copy of the shapes.
    explicit NetworkPass(const Network<Scalar>& network, Index batch, ThreadTeam* team = nullptr);
    NetworkPass(NetworkPass&&) noexcept;
    NetworkPass& operator=(NetworkPass&&) noexcept;
    ~NetworkPass();

    const Network<Scalar>& network() const;
    Index capacity() const;
    Index size() const; ///< samples of the present batch

    /// Takes `count` samples that stand one after the other (shape = [inputs, count], a column a sample).
    void take(const Scalar* samples, Index count);
    /// Takes those of the samples at `samples` (shape = [inputs, any], a column a sample) that `which` names.
    void gather(const Scalar* samples, std::span<const Index> which);
    /// Takes `count` samples that stand a row a feature, `step` numbers between two rows. For evaluate() and
    /// forward() only: backward() needs them a sample after the other.
    void takeRows(const Scalar* rows, Index step, Index count);

    /// As the network is used: no dropout, batch norm by the running statistics.
    void evaluate(std::span<const Scalar> parameters, std::span<const Scalar> statistics = {});
    /// As the network is trained: dropout by `dropout`, batch norm by the batch, whose mean and variance move
    /// `statistics` (which may be empty, and then stay unmoved).
    void forward(std::span<const Scalar> parameters, std::span<Scalar> statistics = {},
                 DropoutKey dropout = {});

    /// The mean loss of the present batch; also writes its gradient with respect to the outputs, for
    /// backward(). `targets` holds a number a sample.
    double measure(const LossSettings& loss, const Scalar* targets);
    /// The same with the targets that the caller wrote to targets().
    double measure(const LossSettings& loss);
    /// Where the targets of the present batch go: a number a sample.
    std::span<Scalar> targets();

    /// Adds ∂loss/∂parameters to `gradient`, or with `fresh` writes it there. Follows measure() after
    /// forward() or evaluate().
    void backward(std::span<const Scalar> parameters, std::span<Scalar> gradient, bool fresh = false);

    /// Which parameters each member of the team works on, for whoever updates them: what a processor has just
    /// computed lies in its own cache. Empty where no team shares the work.
    Shares parameterShares() const;

    LayerView<Scalar> input() const;
    LayerView<Scalar> outputs() const;                      ///< of the last layer
    LayerView<Scalar> activations(std::size_t layer) const; ///< what a layer hands on (after dropout)
    /// ∂loss/∂(what backward() met last in this layer): its sums before bias and activation. After
    /// backward().
    LayerView<Scalar> deltas(std::size_t layer) const;

private:
    struct Buffers;
    std::unique_ptr<Buffers> buffers_;
};

extern template class NetworkPass<float>;
extern template class NetworkPass<double>;

} // namespace downhill::training
