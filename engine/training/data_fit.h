#pragma once

#include "training/dataset.h"
#include "training/error.h"
#include "training/experiment.h"

namespace downhill::training {

/// Whether data fits the network, the loss, the goal and the batches that are to be trained on it;
/// `experiment` passed checkExperiment() and is about a network. Errors name what does not fit as authors
/// write it.
template <class Scalar>
Result<void> checkDataFit(const Experiment& experiment, const RunSpec& run, const SplitDataset<Scalar>& data);

extern template Result<void> checkDataFit<float>(const Experiment&, const RunSpec&,
                                                 const SplitDataset<float>&);
extern template Result<void> checkDataFit<double>(const Experiment&, const RunSpec&,
                                                  const SplitDataset<double>&);

} // namespace downhill::training
