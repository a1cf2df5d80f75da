#pragma once

#include "training/experiment.h"

#include <Eigen/Core>

namespace downhill::training {

/// A loss with what it is set to.
struct LossSettings {
    Loss kind = Loss::MeanSquaredError;
    double huberDelta = 1;

    // NOLINTNEXTLINE(google-explicit-constructor): most losses are nothing but their kind
    LossSettings(Loss loss, double delta = 1) : kind(loss), huberDelta(delta) {}
    explicit LossSettings(const NetworkProblem& problem) : LossSettings(problem.loss, problem.huberDelta) {}
};

/// The loss of one sample with these outputs, `outputCount` of them `step` apart; the mean of it over a batch
/// is the batch's loss. `target` is the value to reach, or where the task is about classes the label, a whole
/// number from 0. Losses that are not about classes take labels as one-hot targets where there are several
/// outputs. Safe for logits of any size.
template <class Scalar>
Scalar sampleLoss(const LossSettings& loss, Eigen::Index outputCount, const Scalar* outputs, Scalar target,
                  Eigen::Index step = 1);

/// Whether the outputs name the class `label`: by the greatest of several outputs; by the sign of the one
/// output of BinaryCrossEntropy and Hinge; by whether 0 or 1 is nearer with another loss. Never where an
/// output is NaN.
template <class Scalar>
bool namesClass(const LossSettings& loss, Eigen::Index outputCount, const Scalar* outputs, Scalar label,
                Eigen::Index step = 1);

extern template float sampleLoss<float>(const LossSettings&, Eigen::Index, const float*, float, Eigen::Index);
extern template double sampleLoss<double>(const LossSettings&, Eigen::Index, const double*, double,
                                          Eigen::Index);
extern template bool namesClass<float>(const LossSettings&, Eigen::Index, const float*, float, Eigen::Index);
extern template bool namesClass<double>(const LossSettings&, Eigen::Index, const double*, double,
                                        Eigen::Index);

} // namespace downhill::training
