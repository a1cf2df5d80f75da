#pragma once

#include <cstddef>
#include <vector>

/// Where the lessons of a course stand on its map: in rows from the top to the bottom, each below all that it
/// requires. Pure functions, the same for the same course.
namespace downhill::app {

/// A place on the map.
struct MapPlace {
    int row = 0;
    double x = 0; ///< its middle, in widths of a lesson; from 0 at the map's left side

    bool operator==(const MapPlace&) const = default;
};

/// A line from a lesson to one that requires it.
struct MapEdge {
    std::size_t from = 0;
    std::size_t to = 0;
    std::vector<MapPlace> path{}; ///< from the one to the other, with a place in each row that it passes

    bool operator==(const MapEdge&) const = default;
};

struct MapLayout {
    std::vector<MapPlace> nodes{}; ///< of the lessons; two of one row are at least 1 apart
    std::vector<MapEdge> edges{};  ///< without those that a longer way says already
    int rows = 0;
    double width = 0; ///< in widths of a lesson

    bool operator==(const MapLayout&) const = default;
};

/// Lays a graph out: layers by the longest path from the beginning, an order in each that crosses few edges,
/// and places that keep edges straight (Sugiyama, Tagawa and Toda, "Methods for visual understanding of
/// hierarchical system structures", 1981). `before`: for each lesson the indices of those it requires; what
/// is no index, or closes a circle, is left out. No row has more than `widest` lessons.
MapLayout layOutMap(const std::vector<std::vector<std::size_t>>& before, int widest);

} // namespace downhill::app
