#pragma once

#include "training/dataset.h"
#include "training/experiment.h"

#include <cstdint>

namespace downhill::training {

/// Draws a dataset of a kind that is neither Points nor Csv, whose specification passed checkDataset(), from
/// the stream (seed, Stream::Data). Features of two-feature kinds lie within about [−2, 2]; the samples of
/// each class alternate.
Dataset<double> drawSamples(const DatasetSpec& spec, std::uint64_t seed);

} // namespace downhill::training
