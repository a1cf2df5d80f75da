#pragma once

#include "training/surface.h"

#include <array>
#include <stdexcept>

/// Surfaces of every kind, for tests that hold for all of them.
namespace surfaces {

using namespace downhill::training;

struct NamedKind {
    const char* name;
    SurfaceKind kind;
};

inline constexpr std::array kAll{NamedKind{"parabola", SurfaceKind::Parabola},
                                 NamedKind{"bowl", SurfaceKind::Bowl},
                                 NamedKind{"ravine", SurfaceKind::Ravine},
                                 NamedKind{"saddle", SurfaceKind::Saddle},
                                 NamedKind{"monkey saddle", SurfaceKind::MonkeySaddle},
                                 NamedKind{"plateau", SurfaceKind::Plateau},
                                 NamedKind{"Rosenbrock", SurfaceKind::Rosenbrock},
                                 NamedKind{"Beale", SurfaceKind::Beale},
                                 NamedKind{"Himmelblau", SurfaceKind::Himmelblau},
                                 NamedKind{"Rastrigin", SurfaceKind::Rastrigin},
                                 NamedKind{"Styblinski and Tang", SurfaceKind::StyblinskiTang},
                                 NamedKind{"six-hump camel", SurfaceKind::SixHumpCamel},
                                 NamedKind{"noisy bowl", SurfaceKind::NoisyBowl},
                                 NamedKind{"double well", SurfaceKind::DoubleWell},
                                 NamedKind{"formula", SurfaceKind::Formula}};

/// Throws where the surface is refused.
inline Surface made(const SurfaceProblem& problem) {
    auto surface = Surface::create(problem);
    if (!surface)
        throw std::runtime_error("no surface: " + surface.error().where);
    return *surface;
}

inline Surface byDefault(SurfaceKind kind) {
    return made(defaultSurface(kind));
}

} // namespace surfaces
