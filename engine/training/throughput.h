#pragma once

#include "training/error.h"
#include "training/experiment.h"
#include "training/trainer.h"

#include <chrono>
#include <cstdint>
#include <stop_token>

namespace downhill::training {

/// How fast a run trains here and now; measured, and different each time.
struct Throughput {
    std::int64_t batchSize = 0; ///< samples a step
    double stepsPerSecond = 0;  ///< NaN where no step was done
    double samplesPerSecond() const { return stepsPerSecond * static_cast<double>(batchSize); }
};

/// Trains run `run` of `experiment` with batches of `batchSize` from its first weights for about so long, and
/// again from them where it ends before. `data` as for Trainer::create(), and not null. Returns soon after a
/// `stop`. Errors: those of Trainer::create(); EmptyData where there is no data.
Result<Throughput> measureThroughput(const Experiment& experiment, std::size_t run, Trainer<float>::Data data,
                                     std::int64_t batchSize, std::chrono::milliseconds duration,
                                     const Machine& machine = {}, const std::stop_token& stop = {});

} // namespace downhill::training
