#pragma once

#include <Eigen/Core>

#include <algorithm>
#include <vector>

namespace downhill::training {

/// Things of a row from `begin` to `end`, which is not one of them.
struct Share {
    Eigen::Index begin = 0;
    Eigen::Index end = 0;

    bool empty() const { return begin >= end; }
    bool operator==(const Share&) const = default;
};

/// What a member of a team takes of `count` things: whole fours, nearly as many as anybody, and the last one
/// what is left.
inline Share shareOf(Eigen::Index count, int member, int members) {
    const Eigen::Index fours = (count + 3) / 4;
    return {std::min(count, fours * member / members * 4),
            std::min(count, fours * (member + 1) / members * 4)};
}

/// For each member of a team the shares of a vector that it works on, all of them together the whole vector.
using Shares = std::vector<std::vector<Share>>;

} // namespace downhill::training
