#include "charts/contour.h"

#include <array>
#include <cmath>

namespace downhill::app {
namespace {

/// Edges of the grid on which the line crosses, each with at most two neighbours along the line.
class Chains {
public:
    Chains(const ScalarGrid& grid, float level)
        : grid_(grid), level_(level),
          links_(2 * static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows)) {}

    void addCell(int column, int row) {
        const float a = grid_.at(column, row), b = grid_.at(column + 1, row),
                    c = grid_.at(column + 1, row + 1), d = grid_.at(column, row + 1);
        if (!std::isfinite(a + b + c + d))
            return;
        const int above =
            (a > level_ ? 1 : 0) | (b > level_ ? 2 : 0) | (c > level_ ? 4 : 0) | (d > level_ ? 8 : 0);
        const int bottom = edge(column, row, false), top = edge(column, row + 1, false);
        const int left = edge(column, row, true), right = edge(column + 1, row, true);
        switch (above) {
        case 1:
        case 14:
            link(left, bottom);
            break;
        case 2:
        case 13:
            link(bottom, right);
            break;
        case 3:
        case 12:
            link(left, right);
            break;
        case 4:
        case 11:
            link(right, top);
            break;
        case 6:
        case 9:
            link(bottom, top);
            break;
        case 7:
        case 8:
            link(left, top);
            break;
        case 5:
        case 10: { // a saddle: the middle of the cell says which corners belong together
            const bool high = (a + b + c + d) / 4 > level_;
            if ((above == 5) == high) {
                link(left, top);
                link(bottom, right);
            } else {
                link(left, bottom);
                link(right, top);
            }
            break;
        }
        default:
            break;
        }
    }

    QPainterPath path() {
        QPainterPath path;
        for (const int start : used_)
            if ((at(start)[0] < 0) != (at(start)[1] < 0))
                walk(start, path);
        for (const int start : used_)
            if (at(start)[0] >= 0 || at(start)[1] >= 0)
                walk(start, path);
        return path;
    }

private:
    using Neighbours = std::array<int, 2>;
    struct Link {
        Neighbours next{-1, -1};
    };

    Neighbours& at(int id) { return links_[static_cast<std::size_t>(id)].next; }

    /// The edge that begins at a node and runs along x, or along y where `upright`.
    int edge(int column, int row, bool upright) const {
        return 2 * (row * grid_.columns + column) + (upright ? 1 : 0);
    }

    void link(int a, int b) {
        for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
            Neighbours& next = at(from);
            if (next[0] < 0 && next[1] < 0)
                used_.push_back(from);
            next[next[0] < 0 ? 0 : 1] = to;
        }
    }

    QPointF crossing(int id) const {
        const bool upright = id % 2 == 1;
        const int column = id / 2 % grid_.columns, row = id / 2 / grid_.columns;
        const float from = grid_.at(column, row);
        const float to = upright ? grid_.at(column, row + 1) : grid_.at(column + 1, row);
        const double share = static_cast<double>((level_ - from) / (to - from));
        return {grid_.xOf(column + (upright ? 0 : share)), grid_.yOf(row + (upright ? share : 0))};
    }

    void walk(int start, QPainterPath& path) {
        path.moveTo(crossing(start));
        for (int here = start;;) {
            Neighbours& next = at(here);
            const int way = next[0] >= 0 ? 0 : 1;
            const int there = next[static_cast<std::size_t>(way)];
            if (there < 0)
                return;
            next[static_cast<std::size_t>(way)] = -1;
            Neighbours& back = at(there);
            back[back[0] == here ? 0 : 1] = -1;
            path.lineTo(crossing(there));
            here = there;
        }
    }

    const ScalarGrid& grid_;
    float level_;
    std::vector<Link> links_;
    std::vector<int> used_{};
};

} // namespace

QPainterPath contourLines(const ScalarGrid& grid, float level) {
    if (grid.empty())
        return {};
    Chains chains(grid, level);
    for (int row = 0; row + 1 < grid.rows; ++row)
        for (int column = 0; column + 1 < grid.columns; ++column)
            chains.addCell(column, row);
    return chains.path();
}

} // namespace downhill::app
