#include "training/activation.h"

#include "training/exponential.h"

#include <cmath>

namespace downhill::training {

namespace {

/// tanh |x| = (1 − e^(−2|x|)) / (1 + e^(−2|x|)), with the numerator exact for small x too.
template <class Scalar>
Scalar hyperbolicTangent(Scalar x) {
    const auto power = exponentialOfNegative(Scalar(-2) * std::abs(x));
    return std::copysign(-power.minusOne / (power.minusOne + 2), x);
}

template <class Scalar>
Scalar logistic(Scalar x) {
    const Scalar power = exponentialOfNegative(-std::abs(x)).whole;
    const Scalar numerator = x < 0 ? power : Scalar(1);
    return numerator / (1 + power);
}

} // namespace

template <class Scalar>
void activate(Activation activation, Scalar* values, Eigen::Index count) {
    switch (activation) {
    case Activation::Linear:
        return;
    case Activation::Relu:
        for (Eigen::Index i = 0; i < count; ++i)
            values[i] = values[i] < 0 ? Scalar(0) : values[i];
        return;
    case Activation::Tanh:
        for (Eigen::Index i = 0; i < count; ++i)
            values[i] = hyperbolicTangent(values[i]);
        return;
    case Activation::Sigmoid:
        for (Eigen::Index i = 0; i < count; ++i)
            values[i] = logistic(values[i]);
        return;
    }
}

template <class Scalar>
void multiplyByDerivative(Activation activation, const Scalar* __restrict activations,
                          Scalar* __restrict gradients, Eigen::Index count) {
    switch (activation) {
    case Activation::Linear:
        return;
    case Activation::Relu:
        for (Eigen::Index i = 0; i < count; ++i)
            gradients[i] = activations[i] > 0 ? gradients[i] : Scalar(0);
        return;
    case Activation::Tanh:
        for (Eigen::Index i = 0; i < count; ++i)
            gradients[i] *= 1 - activations[i] * activations[i];
        return;
    case Activation::Sigmoid:
        for (Eigen::Index i = 0; i < count; ++i)
            gradients[i] *= activations[i] * (1 - activations[i]);
        return;
    }
}

template void activate<float>(Activation, float*, Eigen::Index);
template void activate<double>(Activation, double*, Eigen::Index);
template void multiplyByDerivative<float>(Activation, const float*, float*, Eigen::Index);
template void multiplyByDerivative<double>(Activation, const double*, double*, Eigen::Index);

} // namespace downhill::training
