#pragma once

#include "cli/command_line.h"
#include "cli/console.h"

namespace downhill::app::cli {

/// Measures the engine's workloads on one thread and on more, and prints a table or one JSON object.
Status bench(const BenchRequest& request);

} // namespace downhill::app::cli
