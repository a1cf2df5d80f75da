#pragma once

#include "cli/command_line.h"
#include "cli/console.h"

namespace downhill::app::cli {

/// Installs the course of a package and says on standard output where it is; findings go to standard error.
Status unpack(const UnpackRequest& request);

} // namespace downhill::app::cli
