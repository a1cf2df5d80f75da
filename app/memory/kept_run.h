#pragma once

#include "experiment/run_record.h"
#include "memory/student_memory.h"
#include "store/run_store.h"

#include <QString>

/// Runs as the store keeps them, and as they come back from there. `folder` is that of the lesson, against
/// which an experiment names its files.
namespace downhill::app {

/// What is stored of a run but for its curves, under a new id.
store::RunRecord storedRecord(const RunRecord& run, const store::StepKey& step, const QString& folder);

/// The run again, without curves and without the figures that are not stored.
RunRecord recordOf(const store::RunRecord& stored, const QString& folder);

/// What is shown of a run when its step is entered again.
RememberedRun rememberedRun(const store::StoredRun& stored, const QString& folder);

} // namespace downhill::app
