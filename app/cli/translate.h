#pragma once

#include "cli/command_line.h"
#include "cli/console.h"

namespace downhill::app::cli {

/// Writes the translations of a lesson, or of a course with all its lessons, or brings them up to date.
Status translate(const TranslateRequest& request);

} // namespace downhill::app::cli
