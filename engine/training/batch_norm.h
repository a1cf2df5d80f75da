#pragma once

#include <Eigen/Core>

namespace downhill::training {

/// One unit's numbers over a batch under batch norm: y = scale·x̂ + shift with x̂ = (x − mean)/√(variance + ε).
/// Ioffe and Szegedy 2015; ε, momentum and the unbiased running variance as in torch.nn.BatchNorm1d.
template <class Scalar>
struct NormedUnit {
    Scalar scale;
    Scalar shift;
    Scalar inverseDeviation; ///< 1/√(variance + ε), as the pass forward found it
    bool batchStatistics;    ///< whether mean and variance were the batch's (training) or running ones
};

/// The pass forward by the batch's own mean and variance, which move the running ones where these are not
/// null. Needs at least two samples. `values` becomes y, `normalised` x̂. Returns 1/√(variance + ε).
template <class Scalar>
Scalar normaliseByBatch(Eigen::Index samples, Scalar scale, Scalar shift, Scalar* values, Scalar* normalised,
                        Scalar* runningMean, Scalar* runningVariance);

/// The same by running statistics.
template <class Scalar>
Scalar normaliseByRunning(Eigen::Index samples, Scalar scale, Scalar shift, Scalar* values,
                          Scalar* normalised, Scalar runningMean, Scalar runningVariance);

/// The pass back: `gradients` holds ∂loss/∂y and becomes ∂loss/∂x; the gradients of scale and shift are added
/// to theirs.
template <class Scalar>
void backThroughNorm(Eigen::Index samples, const NormedUnit<Scalar>& unit, const Scalar* normalised,
                     Scalar* gradients, Scalar& scaleGradient, Scalar& shiftGradient);

} // namespace downhill::training
