#pragma once

#include "training/kernels/activation_kernels.h"
#include "training/kernels/product_kernels.h"
#include "training/network.h"

#include <Eigen/Core>

#include <algorithm>
#include <hwy/aligned_allocator.h>
#include <new>
#include <vector>

namespace downhill::training {

/// Numbers that kernels may run over: zero at first.
template <class Scalar>
class Block {
public:
    Block() = default;
    Block(Eigen::Index rows, Eigen::Index step)
        : numbers_(hwy::AllocateAligned<Scalar>(static_cast<std::size_t>(rows * step))) {
        if (!numbers_)
            throw std::bad_alloc();
        std::fill_n(numbers_.get(), rows * step, Scalar(0));
    }

    Scalar* data() const { return numbers_.get(); }
    explicit operator bool() const { return numbers_ != nullptr; }

private:
    hwy::AlignedFreeUniquePtr<Scalar[]> numbers_{};
};

constexpr Eigen::Index roundedUp(Eigen::Index count, Eigen::Index multiple) {
    return (count + multiple - 1) / multiple * multiple;
}

/// A layer's numbers, a row a unit and a column a sample, and where it needs them those that the way back
/// asks for.
template <class Scalar>
struct LayerBlocks {
    Block<Scalar> activations{};
    Block<Scalar> deltas{};
    Block<Scalar> sums{};       ///< before the activation
    Block<Scalar> normalised{}; ///< batch norm's x̂
    Block<Scalar> mask{};       ///< dropout's: 0 or 1/(1 − p)
    Block<Scalar> undropped{};  ///< the activations before dropout
    Block<Scalar> samples{};    ///< the activations again, a row a sample; none for the last layer
    std::vector<Scalar> inverseDeviations{};
};

/// The blocks of a layer for batches of up to `batch` samples. Transposing works on four rows or columns at a
/// time.
template <class Scalar>
LayerBlocks<Scalar> blocksFor(const LayerShape& shape, Eigen::Index batch, bool last) {
    const Eigen::Index rows = roundedUp(shape.units, 4);
    const Eigen::Index step = paddedToLanes(batch);
    LayerBlocks<Scalar> blocks;
    blocks.activations = Block<Scalar>(rows, step);
    blocks.deltas = Block<Scalar>(rows, step);
    if (needsSums(shape.activation))
        blocks.sums = Block<Scalar>(rows, step);
    if (shape.batchNorm) {
        blocks.normalised = Block<Scalar>(rows, step);
        blocks.inverseDeviations.resize(static_cast<std::size_t>(shape.units));
    }
    if (shape.dropout > 0) {
        blocks.mask = Block<Scalar>(rows, step);
        blocks.undropped = Block<Scalar>(rows, step);
    }
    if (!last)
        blocks.samples = Block<Scalar>(roundedUp(batch, 4), paddedToLanes(shape.units));
    return blocks;
}

} // namespace downhill::training
