#pragma once

#include "cli/command_line.h"
#include "cli/console.h"

namespace downhill::app::cli {

/// Proves what lessons claim: a line a claim and a question, then what is wrong and where. Failed where a
/// claim is disproved or a lesson cannot be read.
Status verify(const VerifyRequest& request);

} // namespace downhill::app::cli
