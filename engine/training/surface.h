#pragma once

#include "training/experiment.h"

#include <array>

namespace downhill::training {

/// The value of a surface at a place, in Scalar's arithmetic.
template <class Scalar>
Scalar surfaceValue(const SurfaceProblem& surface, const std::array<Scalar, 2>& place);

/// Its exact gradient there. A Parabola has one parameter: the second component is 0.
template <class Scalar>
std::array<Scalar, 2> surfaceGradient(const SurfaceProblem& surface, const std::array<Scalar, 2>& place);

/// The largest eigenvalue of the Hessian, which is constant: gradient descent converges below a rate of 2 /
/// it (on a Saddle only along the axis that has a minimum).
double largestCurvature(const SurfaceProblem& surface);

/// Whether a place is out of sight: more than ten times the window's half width from its middle, on either
/// axis.
bool isOutOfSight(const SurfaceProblem& surface, const std::array<double, 2>& place);

extern template float surfaceValue<float>(const SurfaceProblem&, const std::array<float, 2>&);
extern template double surfaceValue<double>(const SurfaceProblem&, const std::array<double, 2>&);
extern template std::array<float, 2> surfaceGradient<float>(const SurfaceProblem&,
                                                            const std::array<float, 2>&);
extern template std::array<double, 2> surfaceGradient<double>(const SurfaceProblem&,
                                                              const std::array<double, 2>&);

} // namespace downhill::training
