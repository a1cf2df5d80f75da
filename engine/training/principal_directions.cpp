#include "training/principal_directions.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace downhill::training {

namespace {

using Eigen::Index;

/// Parameters of a stretch: so large a part of all differences is held in double precision at a time.
constexpr Index kStretch = 4096;

/// Columns `begin` to `begin + count` of the differences from the last snapshot, a row a snapshot.
template <class Scalar>
Eigen::MatrixXd differences(std::span<const std::vector<Scalar>> snapshots, Index begin, Index count) {
    using Numbers = Eigen::Map<const Eigen::Matrix<Scalar, 1, Eigen::Dynamic>>;
    const auto rows = static_cast<Index>(snapshots.size()) - 1;
    const Eigen::RowVectorXd last = Numbers(snapshots.back().data() + begin, count).template cast<double>();
    Eigen::MatrixXd part(rows, count);
    for (Index row = 0; row < rows; ++row) {
        const auto& snapshot = snapshots[static_cast<std::size_t>(row)];
        part.row(row) = Numbers(snapshot.data() + begin, count).template cast<double>() - last;
    }
    return part;
}

/// The products of the differences with each other.
template <class Scalar>
Eigen::MatrixXd gramMatrix(std::span<const std::vector<Scalar>> snapshots) {
    const auto rows = static_cast<Index>(snapshots.size()) - 1;
    const auto parameters = static_cast<Index>(snapshots.back().size());
    Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(rows, rows);
    for (Index begin = 0; begin < parameters; begin += kStretch) {
        const Eigen::MatrixXd part = differences(snapshots, begin, std::min(kStretch, parameters - begin));
        gram.noalias() += part * part.transpose();
    }
    return gram;
}

} // namespace

template <class Scalar>
PrincipalDirections<Scalar> principalDirections(std::span<const std::vector<Scalar>> snapshots) {
    PrincipalDirections<Scalar> found;
    if (snapshots.empty())
        return found;
    const auto parameters = static_cast<Index>(snapshots.back().size());
    const auto rows = static_cast<Index>(snapshots.size()) - 1;
    found.path.assign(snapshots.size(), {0, 0});
    for (auto& direction : found.directions)
        direction.assign(snapshots.back().size(), Scalar(0));
    if (rows == 0)
        return found;

    const Eigen::MatrixXd gram = gramMatrix(snapshots);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);
    const double total = gram.trace();
    // Products of rounded numbers are not known better than this.
    const double least = total * static_cast<double>(rows) * 1e-14;
    for (Index which = 0; which < std::min<Index>(2, rows); ++which) {
        const double square = solver.eigenvalues()(rows - 1 - which);
        if (!(square > least))
            break;
        Eigen::VectorXd weights = solver.eigenvectors().col(rows - 1 - which);
        if (weights(0) < 0)
            weights = -weights;
        const double length = std::sqrt(square);
        const auto slot = static_cast<std::size_t>(which);
        found.shares[slot] = square / total;
        for (Index row = 0; row < rows; ++row)
            found.path[static_cast<std::size_t>(row)][slot] = length * weights(row);
        for (Index begin = 0; begin < parameters; begin += kStretch) {
            const Index count = std::min(kStretch, parameters - begin);
            Eigen::Map<Eigen::Matrix<Scalar, Eigen::Dynamic, 1>>(found.directions[slot].data() + begin,
                                                                 count) =
                (differences(snapshots, begin, count).transpose() * weights / length).template cast<Scalar>();
        }
    }
    return found;
}

template PrincipalDirections<float> principalDirections<float>(std::span<const std::vector<float>>);
template PrincipalDirections<double> principalDirections<double>(std::span<const std::vector<double>>);

} // namespace downhill::training
