#pragma once

#include "training/dataset_loss.h"

#include <array>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace downhill::training {

class ThreadTeam;

/// A plane in the space of a network's parameters: the places centre + a·first + b·second.
template <class Scalar>
struct LandscapePlane {
    std::vector<Scalar> centre{};
    std::vector<Scalar> first{};
    std::vector<Scalar> second{};
};

/// Which points of a plane are looked at: `columns` values of a and `rows` values of b, evenly from the first
/// of their range to the last, ends included. A single one lies at the first.
struct LandscapeGrid {
    int columns = 64;
    int rows = 64;
    std::array<double, 2> a{-1, 1};
    std::array<double, 2> b{-1, 1};

    double aAt(int column) const { return along(a, column, columns); }
    double bAt(int row) const { return along(b, row, rows); }

private:
    static double along(const std::array<double, 2>& range, int index, int count) {
        return count < 2 ? range[0] : range[0] + (range[1] - range[0]) * index / (count - 1);
    }
};

/// A random direction to look along from these parameters, with filter normalisation: the incoming weights of
/// each unit are drawn from a normal distribution and scaled to the norm that they have in `parameters`;
/// biases and batch norm's parameters stay. So the picture does not depend on how a network's weights are
/// scaled. Li, Xu, Taylor, Studer, Goldstein: "Visualizing the loss landscape of neural nets", 2018.
/// Directions of one seed with different numbers are independent.
template <class Scalar>
std::vector<Scalar> filterNormalisedDirection(const Network<Scalar>& network,
                                              std::span<const Scalar> parameters, std::uint64_t seed,
                                              std::uint32_t number);

/// Mean losses of a network over a dataset in a plane through its parameters.
template <class Scalar>
class Landscape {
public:
    /// `data` must outlive this; `statistics` are batch norm's, and are copied.
    Landscape(const Network<Scalar>& network, const LossSettings& loss, const Dataset<Scalar>& data,
              std::span<const Scalar> statistics = {});

    double lossAt(std::span<const Scalar> parameters);

    /// One row of a grid, grid.columns losses, those that are not finite included. Rows do not depend on each
    /// other: several landscapes over the same data can share them. Allocates nothing.
    void row(const LandscapePlane<Scalar>& plane, const LandscapeGrid& grid, int row,
             std::span<double> losses);

private:
    DatasetLoss<Scalar> loss_;
    std::vector<Scalar> statistics_;
    std::vector<Scalar> place_;
};

/// All rows of a grid, row after row in `losses` (grid.rows · grid.columns): the landscapes share them, one a
/// member of the team. `team` may be null: then the first does all. Returns whether it came to the end; a
/// stop leaves rows that were not begun as they are. What is computed does not depend on the team.
template <class Scalar>
bool survey(std::span<Landscape<Scalar>> landscapes, const LandscapePlane<Scalar>& plane,
            const LandscapeGrid& grid, std::span<double> losses, ThreadTeam* team = nullptr,
            const std::stop_token& stop = {});

extern template class Landscape<float>;
extern template class Landscape<double>;
extern template std::vector<float>
filterNormalisedDirection<float>(const Network<float>&, std::span<const float>, std::uint64_t, std::uint32_t);
extern template std::vector<double> filterNormalisedDirection<double>(const Network<double>&,
                                                                      std::span<const double>, std::uint64_t,
                                                                      std::uint32_t);
extern template bool survey<float>(std::span<Landscape<float>>, const LandscapePlane<float>&,
                                   const LandscapeGrid&, std::span<double>, ThreadTeam*,
                                   const std::stop_token&);
extern template bool survey<double>(std::span<Landscape<double>>, const LandscapePlane<double>&,
                                    const LandscapeGrid&, std::span<double>, ThreadTeam*,
                                    const std::stop_token&);

} // namespace downhill::training
