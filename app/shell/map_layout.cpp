#include "shell/map_layout.h"

#include "shell/map_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::app {
namespace {

constexpr double kLane = 0.22;          ///< what an edge takes where it passes a row, in widths of a lesson
constexpr std::size_t kPassages = 3000; ///< the most places at which edges pass rows; more go straight
constexpr int kOrderSweeps = 16;
constexpr int kSwitchRounds = 12;
constexpr int kPlaceSweeps = 24;

/// A lesson, or the place at which an edge passes a row.
struct Vertex {
    std::size_t row = 0;
    double width = 1;
    bool isLesson = true;
    std::vector<std::size_t> above{};
    std::vector<std::size_t> below{};
};

class Drawing {
public:
    Drawing(const std::vector<std::vector<std::size_t>>& before, int widest)
        : plan_(rowsOfMap(before, widest)), rows_(static_cast<std::size_t>(plan_.rows)) {
        for (std::size_t i = 0; i < plan_.rowOf.size(); ++i)
            add({.row = static_cast<std::size_t>(plan_.rowOf[i])});
        for (const auto& [from, to] : plan_.edges)
            chains_.push_back(chain(from, to));
        place_.resize(vertices_.size());
        at_.resize(vertices_.size());
        number();
    }

    MapLayout make() {
        orderRows();
        placeVertices();
        MapLayout layout;
        layout.rows = plan_.rows;
        layout.width = width_;
        const auto placeOf = [this](std::size_t vertex) {
            return MapPlace{static_cast<int>(vertices_[vertex].row), at_[vertex]};
        };
        for (std::size_t i = 0; i < plan_.rowOf.size(); ++i)
            layout.nodes.push_back(placeOf(i));
        for (std::size_t i = 0; i < chains_.size(); ++i) {
            MapEdge edge{.from = plan_.edges[i].first, .to = plan_.edges[i].second};
            for (const std::size_t vertex : chains_[i])
                edge.path.push_back(placeOf(vertex));
            layout.edges.push_back(std::move(edge));
        }
        return layout;
    }

private:
    using Order = std::vector<std::vector<std::size_t>>;

    std::size_t add(const Vertex& vertex) {
        vertices_.push_back(vertex);
        rows_[vertex.row].push_back(vertices_.size() - 1);
        return vertices_.size() - 1;
    }

    std::vector<std::size_t> chain(std::size_t from, std::size_t to) {
        std::vector<std::size_t> all{from};
        const std::size_t first = vertices_[from].row + 1;
        const std::size_t last = vertices_[to].row;
        const std::size_t lessons = plan_.rowOf.size();
        if (vertices_.size() - lessons + (last - first) <= kPassages)
            for (std::size_t row = first; row < last; ++row)
                all.push_back(add({.row = row, .width = kLane, .isLesson = false}));
        all.push_back(to);
        if (all.size() - 1 != last - first + 1)
            return all; // it goes straight, and nothing gives way to it
        for (std::size_t i = 0; i + 1 < all.size(); ++i) {
            vertices_[all[i]].below.push_back(all[i + 1]);
            vertices_[all[i + 1]].above.push_back(all[i]);
        }
        return all;
    }

    void number() {
        for (const auto& row : rows_)
            for (std::size_t i = 0; i < row.size(); ++i)
                place_[row[i]] = i;
    }

    /// Crossings of the edges of `left` with those of `right`, which stands somewhere to its right.
    std::size_t crossings(const std::vector<std::size_t>& left, const std::vector<std::size_t>& right) const {
        std::size_t count = 0;
        for (const std::size_t a : left)
            for (const std::size_t b : right)
                count += place_[a] > place_[b] ? 1 : 0;
        return count;
    }

    std::size_t crossings() const {
        std::size_t count = 0;
        for (const auto& row : rows_)
            for (std::size_t i = 0; i < row.size(); ++i)
                for (std::size_t j = i + 1; j < row.size(); ++j)
                    count += crossings(vertices_[row[i]].below, vertices_[row[j]].below);
        return count;
    }

    /// Sorts a row by the means of the neighbours on one side; who has none there keeps its place.
    void sortRow(std::vector<std::size_t>& row, bool down) {
        std::vector<std::pair<double, std::size_t>> keyed;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto& beside = down ? vertices_[row[i]].above : vertices_[row[i]].below;
            double sum = 0;
            for (const std::size_t each : beside)
                sum += static_cast<double>(place_[each]);
            const double key =
                beside.empty() ? static_cast<double>(i) : sum / static_cast<double>(beside.size());
            keyed.emplace_back(key, row[i]);
        }
        std::ranges::stable_sort(keyed, {}, &std::pair<double, std::size_t>::first);
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] = keyed[i].second;
            place_[row[i]] = i;
        }
    }

    void orderRows() {
        Order best = rows_;
        std::size_t fewest = crossings();
        for (int sweep = 0; sweep < kOrderSweeps && fewest > 0; ++sweep) {
            const bool down = sweep % 2 == 0;
            for (std::size_t i = 0; i < rows_.size(); ++i)
                sortRow(rows_[down ? i : rows_.size() - 1 - i], down);
            switchNeighbours();
            if (const std::size_t count = crossings(); count < fewest) {
                fewest = count;
                best = rows_;
            }
        }
        rows_ = best;
        number();
    }

    /// Lets neighbours change places as long as that takes crossings away.
    void switchNeighbours() {
        bool changed = true;
        for (int round = 0; round < kSwitchRounds && changed; ++round) {
            changed = false;
            for (auto& row : rows_) {
                for (std::size_t i = 0; i + 1 < row.size(); ++i) {
                    const Vertex& left = vertices_[row[i]];
                    const Vertex& right = vertices_[row[i + 1]];
                    const std::size_t now =
                        crossings(left.above, right.above) + crossings(left.below, right.below);
                    const std::size_t then =
                        crossings(right.above, left.above) + crossings(right.below, left.below);
                    if (then >= now)
                        continue;
                    std::swap(row[i], row[i + 1]);
                    std::swap(place_[row[i]], place_[row[i + 1]]);
                    changed = true;
                }
            }
        }
    }

    double widthOf(const std::vector<std::size_t>& row) const {
        double sum = 0;
        for (const std::size_t each : row)
            sum += vertices_[each].width;
        return sum;
    }

    void placeVertices() {
        for (const auto& row : rows_)
            width_ = std::max(width_, widthOf(row));
        for (const auto& row : rows_) {
            double left = (width_ - widthOf(row)) / 2;
            for (const std::size_t each : row) {
                at_[each] = left + vertices_[each].width / 2;
                left += vertices_[each].width;
            }
        }
        for (int sweep = 0; sweep < kPlaceSweeps; ++sweep)
            for (std::size_t i = 0; i < rows_.size(); ++i)
                placeRow(rows_[sweep % 2 == 0 ? i : rows_.size() - 1 - i]);
    }

    /// Where a vertex would like to stand: amid its neighbours, and edges that pass through rather straight.
    double wished(std::size_t vertex) const {
        const Vertex& own = vertices_[vertex];
        double sum = 0;
        double weights = 0;
        for (const auto* side : {&own.above, &own.below}) {
            for (const std::size_t each : *side) {
                const double weight = (own.isLesson ? 1.0 : 2.0) * (vertices_[each].isLesson ? 1.0 : 2.0);
                sum += weight * at_[each];
                weights += weight;
            }
        }
        return weights > 0 ? sum / weights : at_[vertex];
    }

    /// Puts a row as near to its wishes as it can be without overlapping (least squares, by pooling
    /// neighbours that push each other) and within the width.
    void placeRow(const std::vector<std::size_t>& row) {
        struct Pool {
            double sum = 0;
            std::size_t count = 0;
            double mean() const { return sum / static_cast<double>(count); }
        };
        std::vector<Pool> pools;
        std::vector<double> middles; // were the row pushed to the left
        double left = 0;
        for (const std::size_t each : row) {
            middles.push_back(left + vertices_[each].width / 2);
            left += vertices_[each].width;
            pools.push_back({wished(each) - middles.back(), 1});
            while (pools.size() > 1 && pools[pools.size() - 2].mean() >= pools.back().mean()) {
                pools[pools.size() - 2].sum += pools.back().sum;
                pools[pools.size() - 2].count += pools.back().count;
                pools.pop_back();
            }
        }
        const double room = std::max(0.0, width_ - left);
        std::size_t i = 0;
        for (const Pool& pool : pools)
            for (std::size_t of = 0; of < pool.count; ++of, ++i)
                at_[row[i]] = middles[i] + std::clamp(pool.mean(), 0.0, room);
    }

    MapRows plan_;
    Order rows_; ///< vertices from the left to the right
    std::vector<Vertex> vertices_{};
    std::vector<std::vector<std::size_t>> chains_{}; ///< of the edges
    std::vector<std::size_t> place_{};               ///< of each vertex in its row
    std::vector<double> at_{};                       ///< middle of each vertex
    double width_ = 0;
};

} // namespace

MapLayout layOutMap(const std::vector<std::vector<std::size_t>>& before, int widest) {
    return Drawing(before, widest).make();
}

} // namespace downhill::app
