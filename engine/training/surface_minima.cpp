#include "training/portable_math.h"
#include "training/surface.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace downhill::training {

namespace {

using Place = std::array<double, 2>;

/// Roots of 4w³ − 4w + 1/4, where the double well's slope is 0 and rises.
constexpr std::array kWells{-1.0298959850506603835, 0.96714893788303003887};

/// Roots of 4u³ − 32u + 5, likewise for either axis of Styblinski and Tang's function.
constexpr std::array kStyblinskiTang{-2.9035340277711770951, 2.7468027709908369925};

constexpr std::array<Place, 4> kHimmelblau{{{3, 2},
                                            {-2.8051180869527448531, 3.1313125182505729658},
                                            {-3.7793102533777468919, -3.2831859912861694123},
                                            {3.5844283403304917449, -1.8481265269644035535}}};

/// Those of the camel with x > 0; the others lie across the origin.
constexpr std::array<Place, 3> kCamel{{{0.089842013100318062422, -0.7126564030207396334},
                                       {1.7036067149699808488, -0.79608356867262511903},
                                       {1.6071047529201972298, 0.56865145488413137139}}};

/// Where u² − 10 cos 2πu has its minima within a window: one near each whole number at which the parabola is
/// not steeper than the cosine.
std::vector<double> rastriginAxis(const std::array<double, 2>& window) {
    constexpr double kTurn = 2 * std::numbers::pi;
    constexpr double kSteepest = 10 * kTurn;
    constexpr int kIterations = 60;
    std::vector<double> minima;
    for (int near = -31; near <= 31; ++near) {
        // The slope 2u + 20π sin 2πu falls from 0 at `near` to its least a quarter before it (for near > 0).
        double low = near - 0.25;
        double high = near + 0.25;
        const auto slope = [](double u) { return 2 * u + kSteepest * portable::sin(kTurn * u); };
        if (slope(low) > 0 || slope(high) < 0)
            continue;
        for (int i = 0; i < kIterations; ++i) {
            const double middle = (low + high) / 2;
            (slope(middle) < 0 ? low : high) = middle;
        }
        const double found = near == 0 ? 0 : (low + high) / 2;
        if (found >= window[0] && found <= window[1])
            minima.push_back(found);
    }
    return minima;
}

std::vector<Place> pairs(const std::vector<double>& axis) {
    std::vector<Place> places;
    places.reserve(axis.size() * axis.size());
    for (const double x : axis) {
        for (const double y : axis)
            places.push_back({x, y});
    }
    return places;
}

std::vector<Place> placesOfMinima(const SurfaceProblem& surface) {
    switch (surface.kind) {
    case SurfaceKind::Parabola:
    case SurfaceKind::Bowl:
    case SurfaceKind::Ravine:
    case SurfaceKind::Plateau:
    case SurfaceKind::NoisyBowl:
        return {{0, 0}};
    case SurfaceKind::Rosenbrock:
        return {{1, 1}};
    case SurfaceKind::Beale:
        return {{3, 0.5}};
    case SurfaceKind::Himmelblau:
        return {kHimmelblau.begin(), kHimmelblau.end()};
    case SurfaceKind::Rastrigin:
        return pairs(rastriginAxis(surface.window));
    case SurfaceKind::StyblinskiTang:
        return pairs({kStyblinskiTang.begin(), kStyblinskiTang.end()});
    case SurfaceKind::SixHumpCamel: {
        std::vector<Place> places{kCamel.begin(), kCamel.end()};
        for (const Place& place : kCamel)
            places.push_back({-place[0], -place[1]});
        return places;
    }
    case SurfaceKind::DoubleWell:
        return {{kWells[0], 0}, {kWells[1], 0}};
    case SurfaceKind::Saddle:
    case SurfaceKind::MonkeySaddle:
    case SurfaceKind::Formula:
        break;
    }
    return {};
}

/// The least value anywhere, which a window on Rastrigin's grid may leave out.
double leastValue(const std::vector<SurfaceMinimum>& minima, SurfaceKind kind) {
    if (kind == SurfaceKind::Rastrigin || minima.empty())
        return 0;
    return std::min_element(minima.begin(), minima.end(),
                            [](const auto& a, const auto& b) { return a.value < b.value; })
        ->value;
}

} // namespace

std::vector<SurfaceMinimum> Surface::minima() const {
    constexpr double kEqual = 1e-9;
    std::vector<SurfaceMinimum> minima;
    for (const Place& place : placesOfMinima(problem_))
        minima.push_back({.place = place, .value = value(place)});
    const double least = leastValue(minima, problem_.kind);
    for (SurfaceMinimum& minimum : minima)
        minimum.global = minimum.value <= least + kEqual;
    return minima;
}

} // namespace downhill::training
