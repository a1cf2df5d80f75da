#include "shell/map_rows.h"

#include <algorithm>

namespace downhill::app {
namespace {

using Lists = std::vector<std::vector<std::size_t>>;

Lists tidied(const Lists& before) {
    Lists tidy(before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        for (const std::size_t each : before[i])
            if (each < before.size() && each != i)
                tidy[i].push_back(each);
        std::ranges::sort(tidy[i]);
        const auto repeated = std::ranges::unique(tidy[i]);
        tidy[i].erase(repeated.begin(), repeated.end());
    }
    return tidy;
}

/// Every lesson after those it requires, otherwise in the order of the course. Takes out of `before` what
/// closes a circle.
std::vector<std::size_t> orderOf(Lists& before) {
    std::vector<std::size_t> order;
    std::vector<bool> placed(before.size(), false);
    const auto isPlaced = [&placed](std::size_t each) { return placed[each]; };
    while (order.size() < before.size()) {
        std::size_t next = before.size();
        std::size_t waiting = before.size();
        for (std::size_t i = 0; i < before.size() && next == before.size(); ++i) {
            if (placed[i])
                continue;
            waiting = std::min(waiting, i);
            if (std::ranges::all_of(before[i], isPlaced))
                next = i;
        }
        if (next == before.size()) { // all that are left wait for each other
            next = waiting;
            std::erase_if(before[next], [&](std::size_t each) { return !placed[each]; });
        }
        placed[next] = true;
        order.push_back(next);
    }
    return order;
}

} // namespace

MapRows rowsOfMap(const Lists& given, int widest) {
    Lists before = tidied(given);
    const std::vector<std::size_t> order = orderOf(before);
    const std::size_t room = static_cast<std::size_t>(std::max(1, widest));

    MapRows result;
    result.rowOf.assign(before.size(), 0);
    std::vector<std::size_t> taken;
    std::vector<std::vector<bool>> earlier(before.size(), std::vector<bool>(before.size(), false));
    for (const std::size_t node : order) {
        std::size_t row = 0;
        for (const std::size_t each : before[node]) {
            row = std::max(row, static_cast<std::size_t>(result.rowOf[each]) + 1);
            for (std::size_t i = 0; i < before.size(); ++i)
                earlier[node][i] = earlier[node][i] || earlier[each][i];
        }
        // What is before one of the others goes without saying.
        for (const std::size_t each : before[node])
            if (!earlier[node][each])
                result.edges.emplace_back(each, node);
        for (const std::size_t each : before[node])
            earlier[node][each] = true;
        while (row < taken.size() && taken[row] >= room)
            ++row;
        if (row >= taken.size())
            taken.resize(row + 1, 0);
        ++taken[row];
        result.rowOf[node] = static_cast<int>(row);
    }
    std::ranges::sort(result.edges);
    result.rows = static_cast<int>(taken.size());
    return result;
}

} // namespace downhill::app
