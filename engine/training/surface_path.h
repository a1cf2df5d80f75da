#pragma once

#include "training/experiment.h"
#include "training/runner.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace downhill::training {

/// Where a run has been on a surface, in bounded memory: the first point, every n-th step, and the last
/// point. When the points are too many every other one goes and n doubles. Points that are not finite are
/// left out.
class SurfacePath {
public:
    static constexpr std::size_t kPoints = 2000;

    bool wants(std::int64_t step) const { return step % stride_ == 0; }
    /// Keeps `point`; one at the step of the last kept point takes its place.
    void add(const PathPoint& point);
    void clear();

    /// The points up to `last`, ending with it; at most kPoints.
    std::vector<PathPoint> upTo(const PathPoint& last) const;

private:
    std::int64_t stride_ = 1;
    std::vector<PathPoint> points_{};
};

} // namespace downhill::training
