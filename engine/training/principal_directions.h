#pragma once

#include <array>
#include <span>
#include <vector>

namespace downhill::training {

/// The plane that a run's path through the space of its parameters comes closest to.
template <class Scalar>
struct PrincipalDirections {
    /// Two orthogonal directions of norm 1, the one with the larger share first. A path that leaves no line
    /// has no second, and one that does not move not even a first: that is zero then.
    std::array<std::vector<Scalar>, 2> directions{};
    /// What share of the squared distances from the last snapshot each direction explains, in [0, 1].
    std::array<double, 2> shares{};
    /// Where each snapshot lies in the plane, along first and second; the last at (0, 0).
    std::vector<std::array<double, 2>> path{};
};

/// Principal components of the snapshots' differences from the last of them (not from their mean: the plane
/// goes through the last); Li et al. 2018. By way of the snapshots' products with each other, whose matrix is
/// as large as their number, not as that of the parameters. Signs are such that the first snapshot lies
/// at a positive coordinate. All snapshots have one size; without any the result is empty.
template <class Scalar>
PrincipalDirections<Scalar> principalDirections(std::span<const std::vector<Scalar>> snapshots);

extern template PrincipalDirections<float> principalDirections<float>(std::span<const std::vector<float>>);
extern template PrincipalDirections<double> principalDirections<double>(std::span<const std::vector<double>>);

} // namespace downhill::training
