#pragma once

#include "training/dataset.h"
#include "training/loss.h"
#include "training/runner.h"
#include "training/trainer.h"

namespace downhill::training {

/// Copies into `shot` what of the inside of a run's step is asked for. `data` is null for a surface, where
/// there is neither a batch nor a layer.
void lookInside(const Trainer<float>& trainer, const SplitDataset<float>* data, const LossSettings& loss,
                SnapshotParts parts, RunSnapshot& shot);

} // namespace downhill::training
