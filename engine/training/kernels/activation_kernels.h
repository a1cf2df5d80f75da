#pragma once

#include "training/experiment.h"
#include "training/instruction_set.h"

#include <Eigen/Core>

namespace downhill::training {

/// Activations over a layer's numbers: `rows` units, each with `columns` numbers (a multiple of kLanes),
/// `step` apart. A NaN stays one.
template <class Scalar>
struct ActivationKernels {
    /// values ← f(values + bias of the row). `bias` may be null. Where `sums` is not null, values + bias is
    /// also kept there.
    void (*activate)(Activation activation, Eigen::Index rows, Eigen::Index columns, Eigen::Index step,
                     const Scalar* bias, Scalar* values, Scalar* sums);
    /// gradients ← gradients · f′, from the activations f and, where needsSums(), from the sums.
    void (*differentiate)(Activation activation, Eigen::Index rows, Eigen::Index columns, Eigen::Index step,
                          const Scalar* activations, const Scalar* sums, Scalar* gradients);
};

/// Whether the slope of an activation cannot be told from its value.
constexpr bool needsSums(Activation activation) {
    return activation == Activation::Gelu;
}

template <class Scalar>
const ActivationKernels<Scalar>& activationKernels(InstructionSet instructions);

} // namespace downhill::training
