#pragma once

#include "training/experiment.h"

#include <Eigen/Core>

namespace downhill::training {

/// Replaces `count` pre-activations at `values` by their activations. A NaN stays one. Relative error of tanh
/// and sigmoid: a few units in the last place.
template <class Scalar>
void activate(Activation activation, Scalar* values, Eigen::Index count);

/// Multiplies `count` gradients at `gradients` by the derivative of the activation, told from its values at
/// `activations`. The derivative of ReLU at 0 is 0.
template <class Scalar>
void multiplyByDerivative(Activation activation, const Scalar* activations, Scalar* gradients,
                          Eigen::Index count);

extern template void activate<float>(Activation, float*, Eigen::Index);
extern template void activate<double>(Activation, double*, Eigen::Index);
extern template void multiplyByDerivative<float>(Activation, const float*, float*, Eigen::Index);
extern template void multiplyByDerivative<double>(Activation, const double*, double*, Eigen::Index);

} // namespace downhill::training
