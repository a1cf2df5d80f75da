#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "training/experiment.h"

#include <QString>

namespace downhill::lesson {

/// Decodes a `dataset` object. Its files are looked for in `folder`, and are not opened.
/// What is returned is of use only when nothing was added to `findings`.
training::DatasetSpec decodeDataset(const JsonValue& value, const QString& folder, Findings& findings);

} // namespace downhill::lesson
