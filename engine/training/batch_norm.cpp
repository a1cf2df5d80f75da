#include "training/batch_norm.h"

#include <cmath>

namespace downhill::training {

using Eigen::Index;

namespace {

constexpr double kEpsilon = 1e-5;
constexpr double kMomentum = 0.1;

template <class Scalar>
Scalar inverseDeviation(double variance) {
    return static_cast<Scalar>(1 / std::sqrt(variance + kEpsilon));
}

template <class Scalar>
void normalise(Index samples, Scalar scale, Scalar shift, Scalar mean, Scalar inverse, Scalar* values,
               Scalar* normalised) {
    for (Index i = 0; i < samples; ++i) {
        normalised[i] = (values[i] - mean) * inverse;
        values[i] = scale * normalised[i] + shift;
    }
}

template <class Scalar>
void move(Scalar& running, double found) {
    running = static_cast<Scalar>((1 - kMomentum) * static_cast<double>(running) + kMomentum * found);
}

} // namespace

template <class Scalar>
Scalar normaliseByBatch(Index samples, Scalar scale, Scalar shift, Scalar* values, Scalar* normalised,
                        Scalar* runningMean, Scalar* runningVariance) {
    const auto count = static_cast<double>(samples);
    double sum = 0;
    for (Index i = 0; i < samples; ++i)
        sum += static_cast<double>(values[i]);
    const double mean = sum / count;
    double squares = 0;
    for (Index i = 0; i < samples; ++i) {
        const double away = static_cast<double>(values[i]) - mean;
        squares += away * away;
    }
    if (runningMean != nullptr) {
        move(*runningMean, mean);
        move(*runningVariance, squares / (count - 1));
    }
    const auto inverse = inverseDeviation<Scalar>(squares / count);
    normalise(samples, scale, shift, static_cast<Scalar>(mean), inverse, values, normalised);
    return inverse;
}

template <class Scalar>
Scalar normaliseByRunning(Index samples, Scalar scale, Scalar shift, Scalar* values, Scalar* normalised,
                          Scalar runningMean, Scalar runningVariance) {
    const auto inverse = inverseDeviation<Scalar>(static_cast<double>(runningVariance));
    normalise(samples, scale, shift, runningMean, inverse, values, normalised);
    return inverse;
}

template <class Scalar>
void backThroughNorm(Index samples, const NormedUnit<Scalar>& unit, const Scalar* normalised,
                     Scalar* gradients, Scalar& scaleGradient, Scalar& shiftGradient) {
    double sum = 0;
    double along = 0;
    for (Index i = 0; i < samples; ++i) {
        sum += static_cast<double>(gradients[i]);
        along += static_cast<double>(gradients[i]) * static_cast<double>(normalised[i]);
    }
    scaleGradient += static_cast<Scalar>(along);
    shiftGradient += static_cast<Scalar>(sum);
    const Scalar factor = unit.scale * unit.inverseDeviation;
    // The batch's mean and variance move with each sample; running ones do not.
    const auto count = static_cast<double>(samples);
    const auto mean = static_cast<Scalar>(unit.batchStatistics ? sum / count : 0);
    const auto tilt = static_cast<Scalar>(unit.batchStatistics ? along / count : 0);
    for (Index i = 0; i < samples; ++i)
        gradients[i] = factor * (gradients[i] - mean - normalised[i] * tilt);
}

template float normaliseByBatch(Index, float, float, float*, float*, float*, float*);
template double normaliseByBatch(Index, double, double, double*, double*, double*, double*);
template float normaliseByRunning(Index, float, float, float*, float*, float, float);
template double normaliseByRunning(Index, double, double, double*, double*, double, double);
template void backThroughNorm(Index, const NormedUnit<float>&, const float*, float*, float&, float&);
template void backThroughNorm(Index, const NormedUnit<double>&, const double*, double*, double&, double&);

} // namespace downhill::training
