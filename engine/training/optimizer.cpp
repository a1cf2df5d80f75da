#include "training/optimizer.h"

namespace downhill::training {

namespace {

template <class Scalar>
void descend(Scalar rate, std::size_t count, const Scalar* __restrict gradient,
             Scalar* __restrict parameters) {
    for (std::size_t i = 0; i < count; ++i)
        parameters[i] -= rate * gradient[i];
}

} // namespace

template <class Scalar>
void Optimizer<Scalar>::step(std::span<Scalar> parameters, std::span<const Scalar> gradient) {
    switch (settings_.kind) {
    case OptimizerSettings::Kind::Sgd:
        descend(static_cast<Scalar>(settings_.learningRate), parameters.size(), gradient.data(),
                parameters.data());
        return;
    }
}

template class Optimizer<float>;
template class Optimizer<double>;

} // namespace downhill::training
