#pragma once

#include "training/error.h"
#include "training/experiment.h"

namespace downhill::training {

/// Whether the settings of a surface are within the limits, and its formula, where it has one, can be
/// computed. Errors: OutOfRange and NotFinite, naming the quantity as authors write it ("surface.start"),
/// and those of Formula::compile().
Result<void> checkSurface(const SurfaceProblem& surface);

} // namespace downhill::training
