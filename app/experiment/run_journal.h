#pragma once

#include "experiment/run_record.h"

#include <optional>

namespace downhill::app {

/// What is written down of a run while it goes on, so that it can be kept when it is over.
class RunJournal {
public:
    /// A run is at step 0 with these settings.
    void begin(const lesson::ExperimentBlock& block);
    /// The run makes its first step, now unless it has begun before.
    void setOut();
    /// The rate was set: at step 0 it is how the run begins.
    void setRate(std::int64_t step, double rate, const lesson::ExperimentBlock& block);
    void setWeights(std::vector<float> weights) { record_.weightsByHand = std::move(weights); }

    /// The run as it stands, once; nothing where it has not set out.
    std::optional<RunRecord> close(const std::vector<training::RunSnapshot>& runs,
                                   const std::vector<RunCurves>& curves, std::int64_t trainingSamples);

private:
    RunRecord record_{};
    bool closed_ = false;
};

} // namespace downhill::app
