#pragma once

#include "lesson/figure.h"
#include "training/experiment.h"
#include "training/trainer.h"

#include <stop_token>
#include <vector>

namespace downhill::authoring {

/// The weights of a run at a moment.
struct Weights {
    std::vector<float> parameters{};
    std::vector<float> statistics{}; ///< batch norm's running ones

    static Weights of(const training::Trainer<float>& trainer);
};

/// A figure of the gradient of an experiment's first run at these weights: those of lesson::Moments::Ends.
/// `data` is null for a surface. NaN where there is none, and after a stop was requested.
///
/// The noise goes by one epoch of the run's own batches, at most 256 of them, each with its own batch norm;
/// the error by at most 200 components, evenly spread, and central differences.
double gradientFigure(const lesson::Measure& measure, const training::Experiment& experiment,
                      const training::Trainer<float>::Data& data, const Weights& weights,
                      const std::stop_token& stop = {});

} // namespace downhill::authoring
