#include "training/surface_path.h"

#include <cmath>

namespace downhill::training {

namespace {

bool isFinite(const PathPoint& point) {
    return std::isfinite(point.x) && std::isfinite(point.y) && std::isfinite(point.loss);
}

} // namespace

void SurfacePath::add(const PathPoint& point) {
    if (!isFinite(point))
        return;
    if (!points_.empty() && points_.back().step == point.step) {
        points_.back() = point;
        return;
    }
    points_.push_back(point);
    if (points_.size() < kPoints)
        return;
    // One short of the limit stays free for the last point. What stays are the multiples of the new stride.
    stride_ *= 2;
    std::erase_if(points_, [this](const PathPoint& kept) { return !wants(kept.step); });
}

void SurfacePath::clear() {
    points_.clear();
    stride_ = 1;
}

std::vector<PathPoint> SurfacePath::upTo(const PathPoint& last) const {
    std::vector<PathPoint> path = points_;
    std::erase_if(path, [&last](const PathPoint& kept) { return kept.step > last.step; });
    if (!isFinite(last))
        return path;
    if (!path.empty() && path.back().step == last.step)
        path.back() = last;
    else
        path.push_back(last);
    return path;
}

} // namespace downhill::training
