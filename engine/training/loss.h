#pragma once

#include "training/experiment.h"

#include <Eigen/Core>

namespace downhill::training {

/// The mean loss of a batch, and its gradient with respect to the outputs in `gradient` (shape = [outputs,
/// n], column by column without gaps). `outputs` has the same shape; `targets` holds a number a sample: the
/// value to reach, or for BinaryCrossEntropy, CrossEntropy and several outputs the label of a class, a whole
/// number from 0. Squared errors take labels as one-hot targets where there are several outputs. Safe for
/// logits of any size. Allocates nothing.
template <class Scalar>
double lossWithGradient(Loss loss, Eigen::Index outputCount, Eigen::Index samples, const Scalar* outputs,
                        const Scalar* targets, Scalar* gradient);

/// The loss of one sample with these outputs; the mean of it over a batch is the batch's loss.
template <class Scalar>
Scalar sampleLoss(Loss loss, Eigen::Index outputCount, const Scalar* outputs, Scalar target);

/// Whether the outputs name the class `label`: by the greatest of several outputs; by the sign of the one
/// logit of BinaryCrossEntropy; by whether 0 or 1 is nearer with a squared error. Never where an output is
/// NaN.
template <class Scalar>
bool namesClass(Loss loss, Eigen::Index outputCount, const Scalar* outputs, Scalar label);

extern template double lossWithGradient<float>(Loss, Eigen::Index, Eigen::Index, const float*, const float*,
                                               float*);
extern template double lossWithGradient<double>(Loss, Eigen::Index, Eigen::Index, const double*,
                                                const double*, double*);
extern template float sampleLoss<float>(Loss, Eigen::Index, const float*, float);
extern template double sampleLoss<double>(Loss, Eigen::Index, const double*, double);
extern template bool namesClass<float>(Loss, Eigen::Index, const float*, float);
extern template bool namesClass<double>(Loss, Eigen::Index, const double*, double);

} // namespace downhill::training
