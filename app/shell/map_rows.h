#pragma once

#include <cstddef>
#include <utility>
#include <vector>

/// The first half of laying out a map: which lesson stands in which row, and which edges are drawn.
namespace downhill::app {

struct MapRows {
    std::vector<int> rowOf{};                                 ///< of each lesson
    std::vector<std::pair<std::size_t, std::size_t>> edges{}; ///< from a lesson to one that requires it
    int rows = 0;
};

/// Each lesson in the first row below all that it requires in which fewer than `widest` stand, in the order
/// of the course. See layOutMap() for `before`.
MapRows rowsOfMap(const std::vector<std::vector<std::size_t>>& before, int widest);

} // namespace downhill::app
