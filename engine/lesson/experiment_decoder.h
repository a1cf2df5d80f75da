#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/lesson.h"

namespace downhill::lesson {

/// Decodes an `experiment` object and checks that its parts fit together. A CSV is looked for in `folder`,
/// not opened. What is returned is of use only when nothing was added to `findings`.
ExperimentBlock decodeExperiment(const JsonValue& value, const QString& folder, Findings& findings);

} // namespace downhill::lesson
