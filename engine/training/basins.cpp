#include "training/basins.h"

#include "training/range_check.h"
#include "training/trainer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace downhill::training {

namespace {

using Place = std::array<double, 2>;

constexpr int kMostFields = 1024; ///< a side
constexpr std::int64_t kMostSteps = 1'000'000;
constexpr std::int64_t kStretch = 100; ///< steps between two looks at the stop
constexpr std::size_t kMostMinima = 256;

Result<void> check(const BasinSettings& settings) {
    return checkCount("basins.columns", settings.columns, 1, kMostFields)
        .and_then([&] { return checkCount("basins.rows", settings.rows, 1, kMostFields); })
        .and_then([&] { return checkCount("basins.steps", settings.steps, 1, kMostSteps); })
        .and_then([&] { return checkWithin("basins.reach", settings.reach, 1e-9, 1); });
}

double distance(const Place& a, const Place& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1]);
}

/// The minimum that Newton's method leads to from a place, where it leads to one no farther than `reach`.
std::optional<Place> minimumNear(const Surface& surface, const Place& from, double reach) {
    constexpr int kIterations = 30;
    Place place = from;
    for (int i = 0; i < kIterations; ++i) {
        const auto slope = surface.gradient(place);
        const Hessian h = surface.hessian(place);
        const double determinant = h.xx * h.yy - h.xy * h.xy;
        const Place step{(h.xy * slope[1] - h.yy * slope[0]) / determinant,
                         (h.xy * slope[0] - h.xx * slope[1]) / determinant};
        if (!std::isfinite(step[0]) || !std::isfinite(step[1]))
            return std::nullopt;
        place = {place[0] + step[0], place[1] + step[1]};
        if (distance(place, from) > reach)
            return std::nullopt;
        if (std::hypot(step[0], step[1]) < 1e-10 * reach)
            return surface.hessian(place).eigenvalues()[0] > 0 ? std::optional(place) : std::nullopt;
    }
    return std::nullopt;
}

std::vector<SurfaceMinimum> minimaNear(const Surface& surface, const std::vector<std::optional<Place>>& ends,
                                       double reach) {
    std::vector<SurfaceMinimum> minima;
    for (const auto& end : ends) {
        const auto isNear = [&](const SurfaceMinimum& minimum) {
            return distance(minimum.place, *end) < reach;
        };
        if (!end || minima.size() == kMostMinima || std::ranges::any_of(minima, isNear))
            continue;
        if (const auto place = minimumNear(surface, *end, reach))
            minima.push_back({*place, surface.value(*place), false});
    }
    double least = std::numeric_limits<double>::infinity();
    for (const SurfaceMinimum& minimum : minima)
        least = std::min(least, minimum.value);
    for (SurfaceMinimum& minimum : minima)
        minimum.global = minimum.value <= least + 1e-9 * std::max(1.0, std::abs(least));
    return minima;
}

/// Where a run ends from `start`; nothing where it is lost.
std::optional<Place> endFrom(Trainer<float>& trainer, const Place& start, std::int64_t steps,
                             const std::stop_token& stop) {
    trainer.rewind();
    const std::array<float, 2> place{static_cast<float>(start[0]), static_cast<float>(start[1])};
    if (!trainer.setParameters(place))
        return std::nullopt;
    const auto parameters = trainer.parameters();
    std::array<float, 2> before{};
    while (trainer.step() < steps && trainer.stopReason() == StopReason::None && !stop.stop_requested()) {
        before = {parameters[0], parameters[1]};
        trainer.run(std::min(kStretch, steps - trainer.step()));
        if (parameters[0] == before[0] && parameters[1] == before[1])
            break; // it stands still
    }
    const Place end{static_cast<double>(parameters[0]), static_cast<double>(parameters[1])};
    const StopReason reason = trainer.stopReason();
    const bool lost = reason == StopReason::Diverged || reason == StopReason::LeftWindow;
    return lost || !std::isfinite(end[0]) || !std::isfinite(end[1]) ? std::nullopt : std::optional(end);
}

std::int16_t nearestOf(const std::vector<SurfaceMinimum>& minima, const Place& end, double reach) {
    std::int16_t nearest = BasinMap::Elsewhere;
    double least = reach;
    for (std::size_t i = 0; i < minima.size(); ++i)
        if (const double away = distance(minima[i].place, end); away < least) {
            least = away;
            nearest = static_cast<std::int16_t>(i);
        }
    return nearest;
}

} // namespace

double BasinMap::share(int end) const {
    const auto run = std::ranges::count_if(ends, [](std::int16_t e) { return e != Unknown; });
    return static_cast<double>(std::ranges::count(ends, static_cast<std::int16_t>(end))) /
           static_cast<double>(run);
}

Result<BasinMap> basins(const Experiment& experiment, std::size_t run, const BasinSettings& settings,
                        std::atomic<std::int64_t>* progress, const std::stop_token& stop) {
    if (auto found = check(settings); !found)
        return failure(std::move(found.error()));
    const auto* problem = std::get_if<SurfaceProblem>(&experiment.problem);
    if (!problem || hasOneParameter(problem->kind))
        return failure({.code = ErrorCode::ShapeMismatch, .where = "surface", .value = 1, .limit = 2});
    Experiment descending = experiment;
    descending.steps = settings.steps;
    descending.goal.reset();
    auto trainer = Trainer<float>::create(descending, run, nullptr);
    if (!trainer)
        return failure(std::move(trainer.error()));
    const auto surface = Surface::create(*problem);
    if (!surface)
        return failure(surface.error());

    const double width = problem->window[1] - problem->window[0];
    const auto middle = [&](int index, int count) {
        return problem->window[0] + width * (index + 0.5) / count;
    };
    const auto count = static_cast<std::size_t>(settings.columns) * static_cast<std::size_t>(settings.rows);
    std::vector<std::optional<Place>> places(count);
    std::size_t done = 0;
    for (; done < count && !stop.stop_requested(); ++done) {
        const auto column = static_cast<int>(done % static_cast<std::size_t>(settings.columns));
        const auto row = static_cast<int>(done / static_cast<std::size_t>(settings.columns));
        places[done] = endFrom(*trainer, {middle(column, settings.columns), middle(row, settings.rows)},
                               settings.steps, stop);
        if (stop.stop_requested())
            break;
        if (progress)
            progress->fetch_add(1, std::memory_order_relaxed);
    }
    places.resize(done);

    const double reach = settings.reach * width;
    BasinMap map{settings.columns, settings.rows, surface->minima(), {}};
    if (map.minima.empty() && problem->kind == SurfaceKind::Formula)
        map.minima = minimaNear(*surface, places, reach);
    map.ends.assign(count, BasinMap::Unknown);
    for (std::size_t i = 0; i < done; ++i)
        map.ends[i] = places[i] ? nearestOf(map.minima, *places[i], reach) : std::int16_t(BasinMap::Lost);
    return map;
}

} // namespace downhill::training
