#pragma once

#include "cli/command_line.h"
#include "cli/console.h"

namespace downhill::app::cli {

/// Checks every path and prints what is wrong, and a summary or JSON, on standard output. Fails where
/// anything is an error.
Status validate(const ValidateRequest& request);

} // namespace downhill::app::cli
