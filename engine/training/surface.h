#pragma once

#include "training/error.h"
#include "training/experiment.h"
#include "training/formula.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace downhill::training {

/// The second derivatives of a surface at a place.
struct Hessian {
    double xx = 0;
    double xy = 0;
    double yy = 0;

    /// The curvatures along the two principal directions, the smaller first.
    std::array<double, 2> eigenvalues() const;
};

/// A place where a surface is lower than anywhere near.
struct SurfaceMinimum {
    std::array<double, 2> place{};
    double value = 0;
    bool global = false; ///< nowhere is the surface lower
};

/// A surface as an author would first show it: a start and a window that fit its shape.
SurfaceProblem defaultSurface(SurfaceKind kind);

/// Whether surfaces of this kind have one parameter: the second stays where it starts, and value and
/// derivatives do not depend on it.
constexpr bool hasOneParameter(SurfaceKind kind) {
    return kind == SurfaceKind::Parabola || kind == SurfaceKind::DoubleWell;
}

/// Whether surfaces of this kind may fall for ever: a run on one that leaves ten times the window has ended.
/// What an author typed may.
constexpr bool mayFallForever(SurfaceKind kind) {
    return kind == SurfaceKind::Saddle || kind == SurfaceKind::MonkeySaddle || kind == SurfaceKind::Formula;
}

/// A function of two parameters, ready to be evaluated; SurfaceKind says which there are. Evaluating
/// allocates nothing and gives the same numbers on every platform. Several threads may share one.
///
/// Where the functions come from: Rosenbrock 1960 ("An automatic method for finding the greatest or least
/// value of a function"); Beale 1958 ("On an iterative method of finding a local minimum of a function of
/// more than one variable"); Himmelblau 1972 ("Applied Nonlinear Programming"); Rastrigin 1974 ("Systems of
/// Extremal Control"), for n = 2; Styblinski and Tang 1990 ("Experiments in nonconvex optimization"), for
/// n = 2 and not divided by it; the six-hump camel from Dixon and Szegő 1978 ("Towards Global Optimisation
/// 2"). The others are plain shapes without an author.
class Surface {
public:
    /// Errors: those of checkSurface().
    static Result<Surface> create(const SurfaceProblem& problem);

    const SurfaceProblem& problem() const { return problem_; }
    bool hasOneParameter() const { return training::hasOneParameter(problem_.kind); }
    bool mayFallForever() const { return training::mayFallForever(problem_.kind); }

    /// The value at a place, in Scalar's arithmetic. Instantiated for float and double.
    template <class Scalar>
    Scalar value(const std::array<Scalar, 2>& place) const;
    /// The exact gradient there; of a NoisyBowl without its noise.
    template <class Scalar>
    std::array<Scalar, 2> gradient(const std::array<Scalar, 2>& place) const;
    /// The exact second derivatives there.
    Hessian hessian(const std::array<double, 2>& place) const;

    /// The largest eigenvalue of the Hessian at a place. On a Parabola, Bowl, NoisyBowl and Ravine it is the
    /// same everywhere, and gradient descent converges below a rate of 2 / it.
    double largestCurvature(const std::array<double, 2>& place = {0, 0}) const;

    /// All minima, exact to about 1e-15: of Rastrigin's grid those within the window, of a Formula none, for
    /// nobody knows them. The second coordinate is 0 where there is one parameter.
    std::vector<SurfaceMinimum> minima() const;

    /// Whether a place is out of sight: more than ten times the window's half width from its middle, on
    /// either axis.
    bool isOutOfSight(const std::array<double, 2>& place) const;

private:
    explicit Surface(const SurfaceProblem& problem) : problem_(problem) {}

    SurfaceProblem problem_{};
    std::optional<Formula> formula_{};
};

/// What a NoisyBowl adds to its gradient at a step: normal numbers of mean 0 and standard deviation
/// `surface.noise`, drawn from seed and step alone; {0, 0} on any other kind. 0 ≤ step < 2³².
std::array<double, 2> gradientNoise(const SurfaceProblem& surface, std::uint64_t seed, std::int64_t step);

extern template float Surface::value<float>(const std::array<float, 2>&) const;
extern template double Surface::value<double>(const std::array<double, 2>&) const;
extern template std::array<float, 2> Surface::gradient<float>(const std::array<float, 2>&) const;
extern template std::array<double, 2> Surface::gradient<double>(const std::array<double, 2>&) const;

} // namespace downhill::training
