#pragma once

#include "training/experiment.h"
#include "training/trainer.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

/// A lesson as plain values: what an author wrote, read and checked. Texts are Markdown with $…$ and $$…$$
/// TeX.
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
    Slope,            ///< a Parabola: the curve, the weight on it, its tangent and its last steps
};

struct View {
    ViewKind kind = ViewKind::LossCurves;
    QString title{};          ///< empty: the view's usual title
    bool logarithmic = false; ///< LossCurves: the loss axis
    bool squares = false;     ///< RegressionFit: residuals as squares

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

struct Choice {
    QString id{};
    QString text{};
    bool right = false;
    QString feedback{};

    bool operator==(const Choice&) const = default;
};

/// One or several of a few choices; `several` shows boxes rather than buttons.
struct ChoiceQuestion {
    std::vector<Choice> choices{};
    bool several = false;
    bool shuffle = true;
    bool operator==(const ChoiceQuestion&) const = default;
};

struct TrueFalseQuestion {
    bool answer = false;
    QString whenTrue{}; ///< feedback to those who say true
    QString whenFalse{};
    bool operator==(const TrueFalseQuestion&) const = default;
};

/// A number within `tolerance` of `answer`: absolute, or a share of the answer when `relative`.
struct NumberQuestion {
    double answer = 0;
    double tolerance = 0;
    bool relative = false;
    QString unit{};
    QString right{}; ///< feedback
    QString wrong{};
    bool operator==(const NumberQuestion&) const = default;
};

/// Commit to an expectation before the experiment is run. Never marked down.
struct PredictQuestion {
    std::vector<Choice> choices{};
    bool operator==(const PredictQuestion&) const = default;
};

struct Question {
    QString id{};
    QString prompt{};
    double points = 1;
    QStringList hints{};
    QString explanation{}; ///< shown once it is answered rightly or given up
    std::variant<ChoiceQuestion, TrueFalseQuestion, NumberQuestion, PredictQuestion> body{};
    bool operator==(const Question&) const = default;
};

struct Step {
    QString id{};
    QString title{};
    QString text{};
    std::optional<ExperimentBlock> experiment{};
    std::vector<Question> questions{};
};

/// A statement about a step's experiment that a run proves.
struct Claim {
    QString step{};
    QString run{}; ///< id of the run; empty: the first
    std::optional<double> learningRate{};
    training::StopReason reason{};
    std::optional<std::int64_t> within{}; ///< steps
    std::optional<double> trainLossBelow{};
    std::optional<double> trainLossAbove{};
};

struct Lesson {
    QString folder{}; ///< where its files are
    QString id{};
    int version = 1;
    QString title{};
    QString summary{};
    int minutes = 0;
    QStringList requires_{}; ///< ids of lessons that come before
    QStringList objectives{};
    double mastery = 0.8; ///< share of the points that masters it
    std::vector<Step> steps{};
    std::vector<Claim> claims{};
};

struct Course {
    QString id{};
    QString title{};
    std::vector<Lesson> lessons{}; ///< in the order of the course
};

} // namespace downhill::lesson
