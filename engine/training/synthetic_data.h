#pragma once

#include "training/dataset.h"
#include "training/experiment.h"

#include <cstdint>

namespace downhill::training {

/// Draws a dataset of one or two features from the stream (seed, Stream::Data); its specification passed
/// checkDataset() and its kind is none of Points, Csv, Digits and Idx. Features of two-feature kinds lie
/// within about [−2, 2]; the samples of each class alternate.
Dataset<double> drawSamples(const DatasetSpec& spec, std::uint64_t seed);

} // namespace downhill::training
