#pragma once

#include "training/dataset_loss.h"
#include "training/error.h"
#include "training/experiment.h"

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace downhill::training {

/// How long the largest curvature is looked for.
struct CurvatureSearch {
    double tolerance = 1e-6; ///< of the eigenvalue, as a share of it
    int products = 200;      ///< by the Hessian, at most
    std::uint64_t seed = 1;  ///< of the direction to begin with
};

/// The direction in which a loss bends up most.
struct LargestCurvature {
    double value = 0;                ///< the largest eigenvalue of the Hessian; NaN where nothing is finite
    double error = 0;                ///< an eigenvalue lies no farther from `value` than this
    std::vector<double> direction{}; ///< its eigenvector, of norm 1
    int products = 0;                ///< that it took
    bool converged = false; ///< within the tolerance; not where it was stopped or ran out of products

    /// Below this rate gradient descent on the quadratic that touches the loss here does not diverge;
    /// infinite where it bends up nowhere.
    double stableRate() const;
};

/// The curvature of a network's mean loss over a dataset, all in double precision: products of its Hessian
/// with directions, and the largest eigenvalue. The network counts as it is used: without dropout, batch norm
/// by its running statistics.
class Curvature {
public:
    /// Errors: those of Network::create().
    template <class Scalar>
    static Result<Curvature> create(const NetworkProblem& problem, const Dataset<Scalar>& data);

    Curvature(Curvature&&) noexcept;
    Curvature& operator=(Curvature&&) noexcept;
    ~Curvature();

    Eigen::Index parameterCount() const;

    /// Where the curvature is asked for.
    template <class Scalar>
    void moveTo(std::span<const Scalar> parameters, std::span<const Scalar> statistics = {});

    /// H·direction: the central difference (∇L(w + hu) − ∇L(w − hu)) / 2h along the unit vector u, times the
    /// direction's norm, with h = 6·10⁻⁶ · max(1, ‖w‖), about the cube root of the rounding. Its relative
    /// error is about 10⁻⁹ of the gradient's and the third derivatives' size; across a kink of ReLU within h
    /// it mixes both sides.
    void multiply(std::span<const double> direction, std::span<double> product);

    /// By Lanczos' method with full orthogonalisation, begun anew from the best direction where memory for
    /// its basis ends. A seed gives the same result every time.
    LargestCurvature largest(const CurvatureSearch& search = {}, const std::stop_token& stop = {});

private:
    struct State;
    explicit Curvature(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

extern template Result<Curvature> Curvature::create<float>(const NetworkProblem&, const Dataset<float>&);
extern template Result<Curvature> Curvature::create<double>(const NetworkProblem&, const Dataset<double>&);
extern template void Curvature::moveTo<float>(std::span<const float>, std::span<const float>);
extern template void Curvature::moveTo<double>(std::span<const double>, std::span<const double>);

} // namespace downhill::training
