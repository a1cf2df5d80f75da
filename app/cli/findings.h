#pragma once

#include "lesson/diagnostic.h"
#include "training/error.h"

#include <QString>

namespace downhill::app::cli {

/// "file:line:column: error[rule-id]: what (JSON path); how to mend", then the line of the file and a caret
/// below the place, as far as the place is known.
QString describeFinding(const lesson::Diagnostic& diagnostic);

/// The same for all of them, one after the other.
QString describeFindings(const lesson::Diagnostics& diagnostics);

/// The same form for what is wrong with the data of an experiment; `file` is the data's file.
QString describeDataError(const QString& file, const training::Error& error);

} // namespace downhill::app::cli
