#include "training/surface.h"

#include "training/jet_functions.h"
#include "training/philox.h"
#include "training/surface_check.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace downhill::training {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

template <class Number>
Number square(const Number& u) {
    return u * u;
}

/// The functions of SurfaceKind, for numbers with derivatives of any order; `Number` is a Jet of `Scalar`.
template <class Scalar, class Number>
Number height(const SurfaceProblem& surface, const Number& x, const Number& y) {
    const auto constant = [](double value) { return static_cast<Scalar>(value); };
    switch (surface.kind) {
    case SurfaceKind::Parabola:
        return constant(surface.curvature / 2) * x * x;
    case SurfaceKind::Bowl:
    case SurfaceKind::NoisyBowl:
        return constant(surface.curvature / 2) * x * x + constant(surface.curvature / 2) * y * y;
    case SurfaceKind::Ravine:
        return constant(0.5) * x * x + constant(surface.condition / 2) * y * y;
    case SurfaceKind::Saddle:
        return constant(0.5) * x * x - constant(0.5) * y * y;
    case SurfaceKind::MonkeySaddle:
        return x * x * x - constant(3) * x * y * y;
    case SurfaceKind::Plateau:
        return Number(1) - exp(constant(-0.5) * (x * x + y * y));
    case SurfaceKind::Rosenbrock:
        return square(Number(1) - x) + constant(100) * square(y - x * x);
    case SurfaceKind::Beale:
        return square(Number(constant(1.5)) - x + x * y) + square(Number(constant(2.25)) - x + x * y * y) +
               square(Number(constant(2.625)) - x + x * y * y * y);
    case SurfaceKind::Himmelblau:
        return square(x * x + y - Number(11)) + square(x + y * y - Number(7));
    case SurfaceKind::Rastrigin:
        return Number(20) + x * x + y * y -
               constant(10) * (cos(constant(kTurn) * x) + cos(constant(kTurn) * y));
    case SurfaceKind::StyblinskiTang: {
        const auto along = [&](const Number& u) {
            return (square(u) - Number(16)) * square(u) + constant(5) * u;
        };
        return constant(0.5) * (along(x) + along(y));
    }
    case SurfaceKind::SixHumpCamel: {
        const Number xx = x * x;
        const Number yy = y * y;
        return (Number(4) - constant(2.1) * xx + constant(1.0 / 3) * xx * xx) * xx + x * y +
               (constant(4) * yy - Number(4)) * yy;
    }
    case SurfaceKind::DoubleWell:
        return square(x * x - Number(1)) + constant(0.25) * x;
    case SurfaceKind::Formula:
        break;
    }
    return Number(0);
}

template <class Scalar, int order>
Jet<Scalar, order> evaluate(const SurfaceProblem& surface, const std::optional<Formula>& formula,
                            const std::array<Scalar, 2>& place) {
    using Number = Jet<Scalar, order>;
    if (formula)
        return formula->evaluate<Scalar, order>(place[0], place[1]);
    return height<Scalar>(surface, Number::variable(place[0], 0), Number::variable(place[1], 1));
}

} // namespace

std::array<double, 2> Hessian::eigenvalues() const {
    const double middle = (xx + yy) / 2;
    const double reach = std::hypot((xx - yy) / 2, xy);
    return {middle - reach, middle + reach};
}

SurfaceProblem defaultSurface(SurfaceKind kind) {
    SurfaceProblem surface{.kind = kind};
    switch (kind) {
    case SurfaceKind::Parabola:
    case SurfaceKind::Bowl:
    case SurfaceKind::Ravine:
    case SurfaceKind::Saddle:
        break;
    case SurfaceKind::MonkeySaddle:
        surface.start = {1.5, 0.1};
        surface.window = {-2, 2};
        break;
    case SurfaceKind::Plateau:
        surface.start = {2.5, 1.5};
        surface.window = {-4, 4};
        break;
    case SurfaceKind::Rosenbrock:
        surface.start = {-1.2, 1};
        surface.window = {-2, 2};
        break;
    case SurfaceKind::Beale:
        surface.start = {1, 1};
        surface.window = {-4.5, 4.5};
        break;
    case SurfaceKind::Himmelblau:
        surface.start = {0, 0};
        surface.window = {-5, 5};
        break;
    case SurfaceKind::Rastrigin:
        surface.start = {3.3, -2.4};
        surface.window = {-5.12, 5.12};
        break;
    case SurfaceKind::StyblinskiTang:
        surface.start = {0.5, -0.5};
        surface.window = {-5, 5};
        break;
    case SurfaceKind::SixHumpCamel:
        surface.start = {-1.8, 0.9};
        surface.window = {-2, 2};
        break;
    case SurfaceKind::NoisyBowl:
        surface.noise = 0.5;
        surface.start = {2, 2};
        break;
    case SurfaceKind::DoubleWell:
        surface.start = {1.5, 0};
        surface.window = {-2, 2};
        break;
    case SurfaceKind::Formula:
        surface.formula = "x^2 + 10*y^2";
        break;
    }
    if (hasOneParameter(kind))
        surface.start[1] = 0;
    return surface;
}

Result<Surface> Surface::create(const SurfaceProblem& problem) {
    if (auto found = checkSurface(problem); !found)
        return failure(std::move(found.error()));
    Surface surface(problem);
    if (problem.kind == SurfaceKind::Formula) {
        auto formula = Formula::compile(problem.formula, "surface.formula");
        if (!formula)
            return failure(std::move(formula.error()));
        surface.formula_ = *std::move(formula);
    }
    return surface;
}

template <class Scalar>
Scalar Surface::value(const std::array<Scalar, 2>& place) const {
    return evaluate<Scalar, 0>(problem_, formula_, place).value;
}

template <class Scalar>
std::array<Scalar, 2> Surface::gradient(const std::array<Scalar, 2>& place) const {
    return evaluate<Scalar, 1>(problem_, formula_, place).first;
}

Hessian Surface::hessian(const std::array<double, 2>& place) const {
    const auto second = evaluate<double, 2>(problem_, formula_, place).second;
    return {second[0], second[1], second[2]};
}

double Surface::largestCurvature(const std::array<double, 2>& place) const {
    const Hessian hessian = this->hessian(place);
    // Where one parameter moves the other's curvature, which is 0, is not one.
    return hasOneParameter() ? hessian.xx : hessian.eigenvalues()[1];
}

bool Surface::isOutOfSight(const std::array<double, 2>& place) const {
    constexpr double kTimes = 10;
    const auto& window = problem_.window;
    const double middle = (window[0] + window[1]) / 2;
    const double reach = kTimes * (window[1] - window[0]) / 2;
    return std::abs(place[0] - middle) > reach || std::abs(place[1] - middle) > reach;
}

std::array<double, 2> gradientNoise(const SurfaceProblem& surface, std::uint64_t seed, std::int64_t step) {
    if (surface.kind != SurfaceKind::NoisyBowl)
        return {0, 0};
    RandomStream random(seed, Stream::Noise, static_cast<std::uint32_t>(step));
    const double x = random.normal();
    const double y = random.normal();
    return {surface.noise * x, surface.noise * y};
}

template float Surface::value<float>(const std::array<float, 2>&) const;
template double Surface::value<double>(const std::array<double, 2>&) const;
template std::array<float, 2> Surface::gradient<float>(const std::array<float, 2>&) const;
template std::array<double, 2> Surface::gradient<double>(const std::array<double, 2>&) const;

} // namespace downhill::training
