#pragma once

#include "cli/command_line.h"
#include "cli/console.h"

namespace downhill::app::cli {

/// Trains the first run of an experiment; the outcome goes to standard output, everything else to standard
/// error.
Status train(const TrainRequest& request);

} // namespace downhill::app::cli
