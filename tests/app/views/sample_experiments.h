#pragma once

#include "lesson/lesson.h"

#include <vector>

/// Small experiments, each with one view that suits it.
namespace samples {

downhill::lesson::ExperimentBlock circle(double testShare = 0.3);
/// The circle for Adam, which remembers more than plain descent.
downhill::lesson::ExperimentBlock circleByAdam();
/// The circle for one linear unit that is given the squares of x and y: it sees w₁x² + w₂y² + b.
downhill::lesson::ExperimentBlock circleOfSquares(bool standardise);
downhill::lesson::ExperimentBlock blobs();
/// Digits of 8 × 8 pixels.
downhill::lesson::ExperimentBlock digits();
downhill::lesson::ExperimentBlock line(bool squares);
downhill::lesson::ExperimentBlock sineAtThreeRates();
/// From 10 to 20 on the x-axis, for one linear unit.
downhill::lesson::ExperimentBlock lineFarOut(bool standardise);
/// A parabola of curvature 2 from w = 2.4; it diverges at rates above 1.
downhill::lesson::ExperimentBlock parabola(double learningRate);
downhill::lesson::ExperimentBlock parabolaAtFourRates();
downhill::lesson::ExperimentBlock doubleWell(double learningRate);

/// A surface of two weights for the four best known optimizers, each with a rate that suits it.
downhill::lesson::ExperimentBlock surface(downhill::training::SurfaceKind kind);

downhill::training::NetworkProblem& networkOf(downhill::lesson::ExperimentBlock& block);

/// A kind of view, and what a row of test data of it is called.
struct NamedKind {
    const char* name;
    downhill::lesson::ViewKind kind;
};
/// The views that are one chart in a card, and those of a step's inside.
std::vector<NamedKind> chartedKinds();
std::vector<NamedKind> insideKinds();
/// What a view of that kind can show.
downhill::lesson::ExperimentBlock suiting(downhill::lesson::ViewKind kind);

downhill::lesson::View view(downhill::lesson::ViewKind kind, bool logarithmic = false, bool squares = false);

} // namespace samples
