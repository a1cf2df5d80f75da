#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "training/experiment.h"

#include <QSet>
#include <QString>

namespace downhill::lesson {

/// Decodes a run of an experiment on `problem`: its optimizer, its schedule, its batches and what its loop
/// does. `ids` are those of the runs before; the run's own is added.
/// What is returned is of use only when nothing was added to `findings`.
training::RunSpec decodeRun(const JsonValue& value, const training::Problem& problem, double greatestBatch,
                            QSet<QString>& ids, Findings& findings);

} // namespace downhill::lesson
