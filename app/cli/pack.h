#pragma once

#include "cli/command_line.h"
#include "cli/console.h"

namespace downhill::app::cli {

/// Packs a course and says on standard output where the package is; findings go to standard error.
Status pack(const PackRequest& request);

} // namespace downhill::app::cli
