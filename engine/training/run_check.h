#pragma once

#include "training/error.h"
#include "training/experiment.h"

#include <vector>

namespace downhill::training {

/// Whether the settings of an optimizer lie within their ranges. All are looked at, also those that its kind
/// does not use. Errors: OutOfRange and NotFinite, each naming the setting as authors write it
/// ("learning_rate", "optimizer.beta1").
Result<void> checkOptimizer(const OptimizerSettings& settings);

/// The same of a schedule: "schedule.period".
Result<void> checkSchedule(const Schedule& schedule);

/// Whether the acts of a loop can follow each other: 1 to limits::kActs of them, a Loss after a Forward, and
/// a Backward after a Loss that no other Backward has used up. Errors, both naming "loop": OutOfRange;
/// ShapeMismatch, whose `value` is the number of acts before the one that lacks what it needs.
Result<void> checkLoop(const std::vector<Act>& loop);

} // namespace downhill::training
