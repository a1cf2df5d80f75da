#pragma once

#include "charts/plot_space.h"

#include <cstddef>
#include <vector>

namespace downhill::app {

/// A function's values at evenly spaced nodes of a rectangle; the outer nodes lie on its edges.
struct ScalarGrid {
    int columns = 0; ///< nodes along x
    int rows = 0;    ///< nodes along y, the first at the least y
    AxisRange x{};
    AxisRange y{};
    std::vector<float> values{}; ///< row by row; shape = [rows, columns]

    bool empty() const { return values.empty(); }
    float at(int column, int row) const {
        return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                      static_cast<std::size_t>(column)];
    }
    double xOf(double column) const { return x.low + x.span() * column / (columns - 1); }
    double yOf(double row) const { return y.low + y.span() * row / (rows - 1); }
};

} // namespace downhill::app
