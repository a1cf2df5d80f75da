#pragma once

#include "training/dataset.h"
#include "training/loss.h"
#include "training/network_pass.h"

#include <span>

namespace downhill::training {

/// Loss and, for a classification, accuracy over a whole set of samples; NaN where there is nothing to
/// measure.
struct Evaluation {
    double loss;
    double accuracy;
};

/// Measures a network on whole sets of samples, in stretches of a constant length, with buffers of its own.
template <class Scalar>
class Evaluator {
public:
    /// `team` may be null: one thread.
    Evaluator(const Network<Scalar>& network, const LossSettings& loss, ThreadTeam* team = nullptr);

    /// Mean loss and the share of samples whose class is named, of the network as it is used: without
    /// dropout, and with batch norm by `statistics`. Allocates nothing.
    Evaluation evaluate(std::span<const Scalar> parameters, std::span<const Scalar> statistics,
                        const Dataset<Scalar>& data);

private:
    LossSettings loss_;
    NetworkPass<Scalar> pass_;
};

extern template class Evaluator<float>;
extern template class Evaluator<double>;

} // namespace downhill::training
