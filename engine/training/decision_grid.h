#pragma once

#include "training/feature_map.h"
#include "training/network_pass.h"

#include <array>
#include <span>
#include <vector>

namespace downhill::training {

/// A rectangle of places (x, y), evenly spaced, ends included. Row 0 lies at the first y.
struct PlaceGrid {
    int columns = 256;
    int rows = 256;
    std::array<double, 2> x{-1, 1};
    std::array<double, 2> y{-1, 1};

    bool operator==(const PlaceGrid&) const = default;
};

/// What a network of two features (or of features that are derived from two) gives over a rectangle. The
/// places are worked out once; then any number of pictures is taken as the parameters change.
template <class Scalar>
class DecisionGrid {
public:
    /// `network` has as many inputs as `inputs` gives.
    DecisionGrid(const Network<Scalar>& network, const InputMap& inputs, const PlaceGrid& grid);

    const PlaceGrid& grid() const { return grid_; }
    Eigen::Index outputs() const { return pass_.network().outputs(); }

    /// The outputs at the places of rows `firstRow` to `lastRow` (which is not one of them). Written row by
    /// row, one plane an output: shape = [outputs, rows of the grid, columns], so that rows may be shared
    /// between several grids of the same rectangle. Allocates nothing.
    void evaluate(std::span<const Scalar> parameters, std::span<const Scalar> statistics, int firstRow,
                  int lastRow, std::span<Scalar> outputs);
    /// All of them.
    void evaluate(std::span<const Scalar> parameters, std::span<const Scalar> statistics,
                  std::span<Scalar> outputs) {
        evaluate(parameters, statistics, 0, grid_.rows, outputs);
    }

private:
    PlaceGrid grid_;
    NetworkPass<Scalar> pass_;
    std::vector<Scalar> places_{}; ///< a row an input, in it the places row by row
};

extern template class DecisionGrid<float>;
extern template class DecisionGrid<double>;

} // namespace downhill::training
