#pragma once

#include "lesson/lesson.h"
#include "training/loss_curve.h"
#include "training/trainer.h"
#include "views/experiment_view.h"

#include <QDateTime>

#include <cstdint>
#include <limits>
#include <vector>

namespace downhill::app {

/// A learning rate that the student changed while the run was under way.
struct RateChange {
    std::int64_t step = 0;
    double learningRate = 0;
};

/// How one run of an experiment ended.
struct RunOutcome {
    training::StopReason reason = training::StopReason::Stopped;
    std::int64_t steps = 0;
    double trainLoss = 0; ///< NaN where the run diverged
    double testLoss = 0;  ///< NaN without a test set
    /// What follows is known of a run that was just made, not of one that is remembered. NaN where there is
    /// no such figure.
    double trainAccuracy = std::numeric_limits<double>::quiet_NaN();
    double testAccuracy = std::numeric_limits<double>::quiet_NaN();
    std::vector<float> parameters{};
};

/// A run as it is kept: the experiment with the settings it began with, what was changed on the way, how it
/// ended, and its curves.
struct RunRecord {
    lesson::ExperimentBlock block{};
    std::vector<RateChange> changes{};
    std::vector<RunOutcome> outcomes{}; ///< one a run
    std::vector<RunCurves> curves{};    ///< one a run
    std::vector<float> weightsByHand{}; ///< as they were set last; empty where they were drawn
    std::int64_t trainingSamples = 0;   ///< 0 of a surface
    QDateTime started{};
    QDateTime ended{};
};

} // namespace downhill::app
