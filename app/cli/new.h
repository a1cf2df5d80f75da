#pragma once

#include "cli/command_line.h"
#include "cli/console.h"

namespace downhill::app::cli {

/// Begins a lesson or a course and says on standard output where it is.
Status create(const NewRequest& request);

} // namespace downhill::app::cli
