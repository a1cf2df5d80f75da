#pragma once

#include "training/error.h"
#include "training/experiment.h"

namespace downhill::training {

/// Whether the settings of a dataset are within the limits. Files are not opened. Errors: OutOfRange,
/// NotFinite, EmptyData, ShapeMismatch, each naming the quantity as authors write it ("dataset.test_share").
Result<void> checkDataset(const DatasetSpec& spec);

/// Whether the settings of a loader are within the limits. Errors: OutOfRange, NotFinite about "prefetch" and
/// "load_microseconds".
Result<void> checkLoader(const LoaderSettings& settings);

} // namespace downhill::training
