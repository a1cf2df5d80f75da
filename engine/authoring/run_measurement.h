#pragma once

#include "lesson/expectation.h"
#include "training/error.h"
#include "training/experiment.h"
#include "training/trainer.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace downhill::authoring {

/// A figure of a run of which only the first `until` steps count.
struct Probe {
    lesson::Measure measure{};
    std::int64_t until = 0;

    bool operator==(const Probe&) const = default;
};

/// What was measured for one probe.
struct Reading {
    lesson::RunEnd end{}; ///< of the run as far as it counts
    double figure = 0;    ///< NaN where the experiment has no such figure
};

/// Trains the first run of `experiment` once, as the application does, and reads every probe from it, in
/// their order. `parameters` are the weights to start from; empty: as they are drawn. Ends early, with
/// readings of no use, soon after a stop was requested. Errors: those of Trainer::create() and
/// setParameters().
training::Result<std::vector<Reading>> measureRun(const training::Experiment& experiment,
                                                  const std::vector<double>& parameters,
                                                  const training::Trainer<float>::Data& data,
                                                  std::span<const Probe> probes,
                                                  const std::stop_token& stop = {});

} // namespace downhill::authoring
