#pragma once

#include "training/dataset.h"
#include "training/loss.h"
#include "training/runner.h"
#include "training/trainer.h"

#include <cstdint>
#include <vector>

namespace downhill::training {

/// Copies into `shot` what of the inside of a run's step is asked for. `data` is null for a surface, where
/// there is neither a batch nor a layer.
void lookInside(const Trainer<float>& trainer, const SplitDataset<float>* data, const LossSettings& loss,
                SnapshotParts parts, RunSnapshot& shot);

/// The times of the last batches that `trainer` took for its first `steps` steps; where it has made no more,
/// also those of the step under way and of the batches that lie ready.
std::vector<BatchTimes> timelineUpTo(const Trainer<float>& trainer, std::int64_t steps);

} // namespace downhill::training
