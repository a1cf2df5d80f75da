#include "training/surface_check.h"

#include "training/formula.h"
#include "training/range_check.h"

#include <utility>

namespace downhill::training {

Result<void> checkSurface(const SurfaceProblem& surface) {
    constexpr double kFlattest = 1e-6;
    if (auto found = checkWithin("surface.curvature", surface.curvature, kFlattest, kLargestQuantity); !found)
        return found;
    if (auto found = checkWithin("surface.condition", surface.condition, 1, kLargestQuantity); !found)
        return found;
    if (auto found = checkWithin("surface.noise", surface.noise, 0, kLargestQuantity); !found)
        return found;
    for (const double start : surface.start) {
        if (auto found = checkWithin("surface.start", start, -kLargestQuantity, kLargestQuantity); !found)
            return found;
    }
    if (auto found = checkInterval("surface.window", surface.window); !found)
        return found;
    if (surface.kind != SurfaceKind::Formula)
        return {};
    if (auto formula = Formula::compile(surface.formula, "surface.formula"); !formula)
        return failure(std::move(formula.error()));
    return {};
}

} // namespace downhill::training
