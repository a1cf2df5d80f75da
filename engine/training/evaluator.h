#pragma once

#include "training/dataset.h"
#include "training/network.h"
#include "training/trainer.h"

#include <span>

namespace downhill::training {

/// Measures a network on whole sets of samples, in stretches of a constant length, with buffers of its own.
template <class Scalar>
class Evaluator {
public:
    /// `network` must outlive the evaluator.
    Evaluator(const Network<Scalar>& network, Loss loss);

    /// Mean loss and, for a classification, the share of samples whose class is named; NaN where there is
    /// nothing to measure. Allocates nothing.
    Evaluation evaluate(std::span<const Scalar> parameters, const Dataset<Scalar>& data);

private:
    const Network<Scalar>* network_;
    Loss loss_;
    typename Network<Scalar>::Workspace workspace_;
};

extern template class Evaluator<float>;
extern template class Evaluator<double>;

} // namespace downhill::training
