#pragma once

#include "training/experiment.h"

#include <QString>

#include <cstddef>
#include <vector>

/// An experiment as an author wrote it: what is trained, what the student may change, what is shown.
namespace downhill::lesson {

/// What a student may change while an experiment runs.
enum class Knob {
    LearningRate, ///< of every run, at once
    BatchSize,    ///< of every run; begins anew
    Parameter, ///< one weight by hand, `parameter` is its place in the flat vector; needs a problem of ≤ 16
               ///< parameters
    Noise,     ///< of the dataset or of a noisy surface; begins anew, as all that follow
    StartX,    ///< of a surface
    StartY,
    Momentum, ///< this and those down to ClipNorm: of every run whose optimizer has it
    Beta1,
    Beta2,
    Smoothing,
    Epsilon,
    WeightDecay,
    L1,
    ClipValue,
    ClipNorm,
    Dropout, ///< of every layer but the last
    HuberDelta,
    Curvature, ///< of a surface
    Condition, ///< of a Ravine
};

struct Control {
    Knob knob = Knob::LearningRate;
    std::size_t parameter = 0;
    QString label{}; ///< empty: the knob's usual name
    double least = 0;
    double greatest = 1;
    bool logarithmic = false;
    double step = 0; ///< 0: as fine as the slider is

    bool operator==(const Control&) const = default;
};

enum class ViewKind {
    LossCurves,       ///< any problem
    DecisionBoundary, ///< two features, two classes or more
    RegressionFit,    ///< one feature: the data and the network's line
    Landscape,        ///< a loss from above, with the ways of the runs: of a surface of two parameters, or of
                      ///< a network in a plane through its weights
    Slope,        ///< a surface of one parameter: the curve, the weight on it, its tangent and its last steps
    NetworkGraph, ///< a network: its nodes and edges, with weights and gradients
    TrainingLoop, ///< any problem: the lines of the loop, the one that executes, and its values
    UpdateFormula,  ///< any problem: the optimizer's formula with the numbers of a parameter put in
    OptimizerState, ///< any problem: what the optimizer remembers of each parameter
    Confusion,      ///< classes: which are taken for which, counted
    Histograms,     ///< a network: weights, gradients, activations and the pace of each layer
    SampleLoss,     ///< a network: the loss of each sample
    MiniBatch,      ///< two features: the present batch among all points
    GradientArrows, ///< a network: gradients of single batches around that of all samples
    Penalty,        ///< any problem, shows none of it: what a loss makes of a confidence
    RangeTest,      ///< any problem: the loss over a growing learning rate
    BasinMap,       ///< a surface of two parameters: which start ends in which minimum
    Digits,         ///< images: what the network makes of them, and of one's own drawing
    LoaderTimeline, ///< a network: when each batch was loaded, waited for and trained on
    Throughput,     ///< a network: samples a second, now and by batch size
};

/// What histograms begin with, in the order of their list.
enum class Quantity { Weights, Biases, Gradients, Activations, Updates };

struct View {
    ViewKind kind = ViewKind::LossCurves;
    QString title{};          ///< empty: the view's usual title
    bool logarithmic = false; ///< LossCurves: the loss axis; Histograms: sizes
    bool squares = false;     ///< RegressionFit: residuals as squares
    bool magnified = false;   ///< Slope: one step under a magnifying glass
    bool alongPath = false;   ///< Landscape of a network: along the run's own way, not random directions
    Quantity quantity = Quantity::Weights; ///< Histograms

    bool operator==(const View&) const = default;
};

/// The `experiment` object of a lesson's step, which is also the whole of an experiment file.
struct ExperimentBlock {
    training::Experiment experiment{};
    std::vector<Control> controls{};
    std::vector<View> views{};
    double pace = 60; ///< steps a second at normal speed

    bool operator==(const ExperimentBlock&) const = default;
};

} // namespace downhill::lesson
