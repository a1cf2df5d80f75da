#pragma once

#include "lesson/diagnostic.h"

#include <QByteArray>
#include <QString>

namespace downhill::app::cli {

/// Each finding as "file:line:column: error[rule-id]: what (JSON path); how to mend" (or "warning[rule-id]"),
/// then the line of its file and a caret below the place, as far as the place is known.
QString describeFindings(const lesson::Diagnostics& diagnostics);

/// The same for tools: one JSON document, a list with an object for each finding: file, line, column (both 0
/// where they are not known), severity ("error" or "warning"), rule, path, message, remedy, and page, the
/// place in the authoring guide that explains the rule.
QByteArray findingsAsJson(const lesson::Diagnostics& diagnostics);

} // namespace downhill::app::cli
