#pragma once

#include "cli/command_line.h"

/// The command lines of those who begin courses and hand them on. `arguments` begin with the verb.
namespace downhill::app::cli {

Request parseNew(const QStringList& arguments);
Request parsePack(const QStringList& arguments);
Request parseUnpack(const QStringList& arguments);

} // namespace downhill::app::cli
