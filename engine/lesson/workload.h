#pragma once

#include "training/experiment.h"

#include <cstdint>

/// How much an experiment computes, told from its settings alone.
namespace downhill::lesson {

/// What the experiments of a lesson may come to; see work().
inline constexpr double kMostWork = 400e9;

/// Multiplications of a step of an experiment's first run, forward and backward, on samples of so many
/// features of which the training set has so many. NaN for a surface.
double multiplications(const training::Experiment& experiment, std::int64_t features, std::int64_t samples);

/// What all runs of an experiment come to when their steps are used up, in multiplications, counting beside
/// those of the products 20 for an activation of a sample, 10 for a parameter that a step moves, 2000 for a
/// step, and 5000 for a microsecond that loading takes longer. One slow core does about 3.3 thousand million
/// of them a second, so that kMostWork takes it two minutes. What is not known of a file is left out.
double work(const training::Experiment& experiment);

} // namespace downhill::lesson
