#pragma once

#include "training/experiment.h"

#include <cstdint>
#include <span>

namespace downhill::training {

/// The running state of an optimizer beside its settings: one loop over two flat vectors, whatever they
/// belong to.
template <class Scalar>
class Optimizer {
public:
    explicit Optimizer(const OptimizerSettings& settings) : settings_(settings) {}

    const OptimizerSettings& settings() const { return settings_; }
    void setLearningRate(double rate) { settings_.learningRate = rate; }

    /// Moves `parameters` against `gradient`, of the same size. Sgd: w ← w − learningRate · g, as
    /// torch.optim.SGD.
    void step(std::span<Scalar> parameters, std::span<const Scalar> gradient);

private:
    OptimizerSettings settings_;
};

extern template class Optimizer<float>;
extern template class Optimizer<double>;

} // namespace downhill::training
