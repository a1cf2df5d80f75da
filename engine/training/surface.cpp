#include "training/surface.h"

#include <algorithm>
#include <cmath>

namespace downhill::training {

namespace {

/// Every surface is (a·x² + b·y²) / 2; these are a and b.
std::array<double, 2> curvatures(const SurfaceProblem& surface) {
    switch (surface.kind) {
    case SurfaceKind::Parabola:
        return {surface.curvature, 0};
    case SurfaceKind::Bowl:
        return {surface.curvature, surface.curvature};
    case SurfaceKind::Ravine:
        return {1, surface.condition};
    case SurfaceKind::Saddle:
        return {1, -1};
    }
    return {0, 0};
}

} // namespace

template <class Scalar>
Scalar surfaceValue(const SurfaceProblem& surface, const std::array<Scalar, 2>& place) {
    const auto [a, b] = curvatures(surface);
    const Scalar along = static_cast<Scalar>(a / 2) * place[0] * place[0];
    // The second parameter of a parabola takes no part, whatever it holds.
    return b == 0 ? along : along + static_cast<Scalar>(b / 2) * place[1] * place[1];
}

template <class Scalar>
std::array<Scalar, 2> surfaceGradient(const SurfaceProblem& surface, const std::array<Scalar, 2>& place) {
    const auto [a, b] = curvatures(surface);
    return {static_cast<Scalar>(a) * place[0], b == 0 ? Scalar(0) : static_cast<Scalar>(b) * place[1]};
}

double largestCurvature(const SurfaceProblem& surface) {
    const auto [a, b] = curvatures(surface);
    return std::max(a, b);
}

bool isOutOfSight(const SurfaceProblem& surface, const std::array<double, 2>& place) {
    constexpr double kTimes = 10;
    const double middle = (surface.window[0] + surface.window[1]) / 2;
    const double reach = kTimes * (surface.window[1] - surface.window[0]) / 2;
    return std::abs(place[0] - middle) > reach || std::abs(place[1] - middle) > reach;
}

template float surfaceValue<float>(const SurfaceProblem&, const std::array<float, 2>&);
template double surfaceValue<double>(const SurfaceProblem&, const std::array<double, 2>&);
template std::array<float, 2> surfaceGradient<float>(const SurfaceProblem&, const std::array<float, 2>&);
template std::array<double, 2> surfaceGradient<double>(const SurfaceProblem&, const std::array<double, 2>&);

} // namespace downhill::training
