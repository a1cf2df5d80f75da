#pragma once

#include "training/instruction_set.h"

#include <Eigen/Core>

namespace downhill::training {

/// One step of an optimizer over flat vectors. Which pointers and numbers count depends on the kernel; a
/// pointer that does not count may be null.
template <class Scalar>
struct OptimizerUpdate {
    Scalar* parameters = nullptr;
    const Scalar* gradient = nullptr;
    Scalar* first = nullptr;  ///< momentum buffer, or first moments
    Scalar* second = nullptr; ///< sums or means of squares
    Scalar* third = nullptr;  ///< largest second moments, or mean gradients
    Scalar rate = 0;
    Scalar decay = 0;       ///< λ of what is added to the gradient: λ·w
    Scalar l1 = 0;          ///< of what is added to the gradient: l1·sign(w)
    Scalar shrink = 1;      ///< what the parameters are first multiplied by (Adam)
    Scalar firstKeeps = 0;  ///< what `first` is multiplied by
    Scalar firstTakes = 1;  ///< what the gradient is multiplied by before it enters `first`
    Scalar secondKeeps = 0; ///< what `second` (and a mean gradient) is multiplied by
    Scalar secondTakes = 1; ///< what enters them is multiplied by this
    Scalar epsilon = 0;     ///< added to the root of `second`
};

/// The inner loops of the optimizers. Elements are independent of each other, so a range may be split
/// anywhere.
template <class Scalar>
struct OptimizerKernels {
    /// Updates the parameters in [begin, end); returns whether they are then all finite.
    using Update = bool (*)(const OptimizerUpdate<Scalar>& update, Eigen::Index begin, Eigen::Index end);

    // The second of each pair adds decay and l1 to the gradient.
    Update sgd[2];
    Update momentum[2];
    Update nesterov[2];
    Update adagrad[2];
    Update rmsProp[2];
    Update rmsPropMomentum[2];
    Update centered[2]; ///< RmsProp
    Update centeredMomentum[2];
    Update adam[2];
    Update amsGrad[2];

    /// Σ g² over `count` numbers, in double.
    double (*sumOfSquares)(const Scalar* gradient, Eigen::Index count);
    /// Limits `count` numbers to [−limit, limit]; a NaN stays one.
    void (*limit)(Scalar* gradient, Eigen::Index count, Scalar limit);
    void (*scale)(Scalar* gradient, Eigen::Index count, Scalar factor);
};

template <class Scalar>
const OptimizerKernels<Scalar>& optimizerKernels(InstructionSet instructions);

} // namespace downhill::training
