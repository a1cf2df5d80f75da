#include "training/curvature.h"

#include "training/philox.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace downhill::training {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Numbers that the basis of Lanczos' method may hold, and vectors.
constexpr Index kBasisNumbers = 16'000'000;
constexpr Index kBasisVectors = 80;

template <class Scalar>
Dataset<double> inDouble(const Dataset<Scalar>& data) {
    Dataset<double> copy;
    copy.features = data.features.template cast<double>();
    copy.targets = data.targets.template cast<double>();
    copy.task = data.task;
    copy.classes = data.classes;
    return copy;
}

VectorXd randomDirection(Index size, std::uint64_t seed) {
    RandomStream random(seed, Stream::Weights);
    VectorXd direction(size);
    for (Index i = 0; i < size; ++i)
        direction(i) = random.normal();
    return direction.normalized();
}

} // namespace

struct Curvature::State {
    State(const Network<double>& network, const LossSettings& settings, Dataset<double> samples)
        : data(std::move(samples)), loss(network, settings, data),
          parameters(VectorXd::Zero(network.parameterCount())), place(parameters), above(parameters),
          below(parameters) {
        statistics.resize(static_cast<std::size_t>(network.statisticsCount()));
        network.initialiseStatistics(statistics);
    }

    Dataset<double> data; ///< the loss points to it
    DatasetLoss<double> loss;
    VectorXd parameters;
    std::vector<double> statistics{};
    VectorXd place;
    VectorXd above;
    VectorXd below;

    void gradientAt(double distance, const VectorXd& along, VectorXd& gradient) {
        place = parameters + distance * along;
        loss.withGradient({place.data(), static_cast<std::size_t>(place.size())},
                          {gradient.data(), static_cast<std::size_t>(gradient.size())}, statistics);
    }

    /// H·direction for a direction of norm 1.
    void multiply(const VectorXd& direction, VectorXd& product) {
        constexpr double kStep = 6e-6;
        const double step = kStep * std::max(1.0, parameters.norm());
        gradientAt(step, direction, above);
        gradientAt(-step, direction, below);
        product = (above - below) / (2 * step);
    }

    bool search(const CurvatureSearch& settings, const std::stop_token& stop, VectorXd& direction,
                LargestCurvature& found);
};

/// One round of Lanczos' method from `direction`, which becomes the best one found. Returns whether another
/// round may find more.
bool Curvature::State::search(const CurvatureSearch& settings, const std::stop_token& stop,
                              VectorXd& direction, LargestCurvature& found) {
    const Index size = parameters.size();
    const Index most =
        std::clamp(kBasisNumbers / size, std::min<Index>(size, 2), std::min(size, kBasisVectors));
    MatrixXd basis(size, most);
    VectorXd diagonal = VectorXd::Zero(most);
    VectorXd beside = VectorXd::Zero(most);
    VectorXd product(size);
    basis.col(0) = direction;
    for (Index k = 0; k < most; ++k) {
        if (found.products >= settings.products || stop.stop_requested())
            return false;
        multiply(basis.col(k), product);
        ++found.products;
        if (!product.allFinite()) {
            found.value = std::numeric_limits<double>::quiet_NaN();
            found.error = found.value;
            return false;
        }
        diagonal(k) = basis.col(k).dot(product);
        // Twice is enough: the second pass takes away what rounding left of the first.
        for (int pass = 0; pass < 2; ++pass)
            product -= basis.leftCols(k + 1) * (basis.leftCols(k + 1).transpose() * product);
        const double rest = product.norm();

        Eigen::SelfAdjointEigenSolver<MatrixXd> solver;
        solver.computeFromTridiagonal(diagonal.head(k + 1), beside.head(k));
        const double value = solver.eigenvalues()(k);
        const double spread = solver.eigenvalues().cwiseAbs().maxCoeff();
        const VectorXd weights = solver.eigenvectors().col(k);
        found.value = value;
        found.error = rest * std::abs(weights(k));
        found.converged = found.error <= settings.tolerance * std::abs(value) || k + 1 == size;
        // What is left beside a Hessian that maps the basis into itself is the differences' own error.
        constexpr double kNothingLeft = 1e-9;
        const bool closed = rest <= kNothingLeft * spread;
        if (found.converged || closed || k + 1 == most || found.products >= settings.products)
            direction = (basis.leftCols(k + 1) * weights).normalized();
        if (found.converged || closed) {
            found.converged = true;
            return false;
        }
        if (k + 1 < most) {
            beside(k) = rest;
            basis.col(k + 1) = product / rest;
        }
    }
    return true;
}

double LargestCurvature::stableRate() const {
    return value <= 0 ? std::numeric_limits<double>::infinity() : 2 / value;
}

template <class Scalar>
Result<Curvature> Curvature::create(const NetworkProblem& problem, const Dataset<Scalar>& data) {
    auto network = Network<double>::create(problem.network, data.features.rows());
    if (!network)
        return failure(std::move(network.error()));
    return Curvature(std::make_unique<State>(*network, LossSettings(problem), inDouble(data)));
}

Curvature::Curvature(std::unique_ptr<State> state) : state_(std::move(state)) {}
Curvature::Curvature(Curvature&&) noexcept = default;
Curvature& Curvature::operator=(Curvature&&) noexcept = default;
Curvature::~Curvature() = default;

Index Curvature::parameterCount() const {
    return state_->parameters.size();
}

template <class Scalar>
void Curvature::moveTo(std::span<const Scalar> parameters, std::span<const Scalar> statistics) {
    std::copy(parameters.begin(), parameters.end(), state_->parameters.begin());
    std::copy(statistics.begin(), statistics.end(), state_->statistics.begin());
}

void Curvature::multiply(std::span<const double> direction, std::span<double> product) {
    const Eigen::Map<const VectorXd> along(direction.data(), static_cast<Index>(direction.size()));
    Eigen::Map<VectorXd> result(product.data(), static_cast<Index>(product.size()));
    const double norm = along.norm();
    if (norm == 0) {
        result.setZero();
        return;
    }
    VectorXd found(along.size());
    state_->multiply(along / norm, found);
    result = norm * found;
}

LargestCurvature Curvature::largest(const CurvatureSearch& search, const std::stop_token& stop) {
    LargestCurvature found;
    VectorXd direction = randomDirection(state_->parameters.size(), search.seed);
    while (state_->search(search, stop, direction, found)) {
    }
    found.direction.assign(direction.begin(), direction.end());
    return found;
}

template Result<Curvature> Curvature::create<float>(const NetworkProblem&, const Dataset<float>&);
template Result<Curvature> Curvature::create<double>(const NetworkProblem&, const Dataset<double>&);
template void Curvature::moveTo<float>(std::span<const float>, std::span<const float>);
template void Curvature::moveTo<double>(std::span<const double>, std::span<const double>);

} // namespace downhill::training
