#pragma once

#include "cli/command_line.h"
#include "cli/console.h"

namespace downhill::app::cli {

/// Checks every path and prints what is wrong and a summary on standard output.
Status validate(const ValidateRequest& request);

} // namespace downhill::app::cli
