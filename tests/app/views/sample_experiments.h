#pragma once

#include "lesson/lesson.h"

/// Small experiments, each with one view that suits it.
namespace samples {

downhill::lesson::ExperimentBlock circle(double testShare = 0.3);
downhill::lesson::ExperimentBlock blobs();
downhill::lesson::ExperimentBlock line(bool squares);
downhill::lesson::ExperimentBlock sineAtThreeRates();
/// A parabola of curvature 2 from w = 2.4; it diverges at rates above 1.
downhill::lesson::ExperimentBlock parabola(double learningRate);
downhill::lesson::ExperimentBlock parabolaAtFourRates();

downhill::lesson::View view(downhill::lesson::ViewKind kind, bool logarithmic = false, bool squares = false);

} // namespace samples
