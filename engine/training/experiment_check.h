#pragma once

#include "training/error.h"
#include "training/experiment.h"

namespace downhill::training {

/// Whether an experiment fits together as far as that can be told without its data: every size and setting of
/// its problem, its runs, its budget and its goal. Names in errors are the authors':
/// "network.layers[1].units", "batch_size".
Result<void> checkExperiment(const Experiment& experiment);

} // namespace downhill::training
