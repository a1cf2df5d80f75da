#pragma once

#include "lesson/lesson.h"
#include "lesson/object_reader.h"

/// The words of the experiment format, for its reader and its writer alike.
namespace downhill::lesson::words {

inline constexpr Word<training::DatasetKind> kDatasets[] = {
    {u"circle", training::DatasetKind::Circle},
    {u"xor", training::DatasetKind::Xor},
    {u"blobs", training::DatasetKind::Blobs},
    {u"spiral", training::DatasetKind::Spiral},
    {u"plane", training::DatasetKind::PlaneRegression},
    {u"gaussian", training::DatasetKind::GaussianRegression},
    {u"line", training::DatasetKind::Line},
    {u"sine", training::DatasetKind::Sine},
    {u"points", training::DatasetKind::Points},
    {u"moons", training::DatasetKind::Moons},
    {u"rings", training::DatasetKind::Rings},
    {u"checkerboard", training::DatasetKind::Checkerboard},
    {u"digits", training::DatasetKind::Digits},
    {u"idx", training::DatasetKind::Idx},
};

inline constexpr Word<training::Feature> kFeatures[] = {
    {u"x", training::Feature::X},
    {u"y", training::Feature::Y},
    {u"x-squared", training::Feature::XSquared},
    {u"y-squared", training::Feature::YSquared},
    {u"x-times-y", training::Feature::XTimesY},
    {u"sin-x", training::Feature::SinX},
    {u"sin-y", training::Feature::SinY},
};

inline constexpr Word<training::Activation> kActivations[] = {
    {u"linear", training::Activation::Linear},
    {u"relu", training::Activation::Relu},
    {u"tanh", training::Activation::Tanh},
    {u"sigmoid", training::Activation::Sigmoid},
    {u"leaky-relu", training::Activation::LeakyRelu},
    {u"elu", training::Activation::Elu},
    {u"gelu", training::Activation::Gelu},
    {u"softplus", training::Activation::Softplus},
};

inline constexpr Word<training::Initialisation> kInitialisations[] = {
    {u"auto", training::Initialisation::Auto},
    {u"zero", training::Initialisation::Zero},
    {u"constant", training::Initialisation::Constant},
    {u"uniform", training::Initialisation::Uniform},
    {u"xavier-uniform", training::Initialisation::XavierUniform},
    {u"xavier-normal", training::Initialisation::XavierNormal},
    {u"he-uniform", training::Initialisation::HeUniform},
    {u"he-normal", training::Initialisation::HeNormal},
};

inline constexpr Word<training::Loss> kLosses[] = {
    {u"mse", training::Loss::MeanSquaredError},
    {u"half-mse", training::Loss::HalfMeanSquaredError},
    {u"binary-cross-entropy", training::Loss::BinaryCrossEntropy},
    {u"cross-entropy", training::Loss::CrossEntropy},
    {u"mean-error", training::Loss::MeanError},
    {u"mae", training::Loss::MeanAbsoluteError},
    {u"huber", training::Loss::Huber},
    {u"hinge", training::Loss::Hinge},
};

inline constexpr Word<training::SurfaceKind> kSurfaces[] = {
    {u"parabola", training::SurfaceKind::Parabola},
    {u"bowl", training::SurfaceKind::Bowl},
    {u"ravine", training::SurfaceKind::Ravine},
    {u"saddle", training::SurfaceKind::Saddle},
    {u"monkey-saddle", training::SurfaceKind::MonkeySaddle},
    {u"plateau", training::SurfaceKind::Plateau},
    {u"rosenbrock", training::SurfaceKind::Rosenbrock},
    {u"beale", training::SurfaceKind::Beale},
    {u"himmelblau", training::SurfaceKind::Himmelblau},
    {u"rastrigin", training::SurfaceKind::Rastrigin},
    {u"styblinski-tang", training::SurfaceKind::StyblinskiTang},
    {u"six-hump-camel", training::SurfaceKind::SixHumpCamel},
    {u"noisy-bowl", training::SurfaceKind::NoisyBowl},
    {u"double-well", training::SurfaceKind::DoubleWell},
    {u"formula", training::SurfaceKind::Formula},
};

inline constexpr Word<training::OptimizerSettings::Kind> kOptimizers[] = {
    {u"sgd", training::OptimizerSettings::Kind::Sgd},
    {u"momentum", training::OptimizerSettings::Kind::Momentum},
    {u"nesterov", training::OptimizerSettings::Kind::Nesterov},
    {u"adagrad", training::OptimizerSettings::Kind::Adagrad},
    {u"rmsprop", training::OptimizerSettings::Kind::RmsProp},
    {u"adam", training::OptimizerSettings::Kind::Adam},
    {u"adamw", training::OptimizerSettings::Kind::AdamW},
    {u"amsgrad", training::OptimizerSettings::Kind::AmsGrad},
};

inline constexpr Word<training::Schedule::Kind> kSchedules[] = {
    {u"constant", training::Schedule::Kind::Constant},
    {u"step", training::Schedule::Kind::Step},
    {u"exponential", training::Schedule::Kind::Exponential},
    {u"cosine", training::Schedule::Kind::Cosine},
    {u"one-cycle", training::Schedule::Kind::OneCycle},
    {u"reduce-on-plateau", training::Schedule::Kind::ReduceOnPlateau},
    {u"range-test", training::Schedule::Kind::RangeTest},
};

inline constexpr Word<training::Act> kActs[] = {
    {u"zero-grad", training::Act::ZeroGrad}, {u"forward", training::Act::Forward},
    {u"loss", training::Act::Loss},          {u"backward", training::Act::Backward},
    {u"step", training::Act::Step},
};

inline constexpr Word<training::Metric> kMetrics[] = {
    {u"train_loss", training::Metric::TrainLoss},
    {u"test_loss", training::Metric::TestLoss},
    {u"train_accuracy", training::Metric::TrainAccuracy},
    {u"test_accuracy", training::Metric::TestAccuracy},
};

inline constexpr Word<Knob> kKnobs[] = {
    {u"learning_rate", Knob::LearningRate},
    {u"batch_size", Knob::BatchSize},
    {u"parameter", Knob::Parameter},
    {u"noise", Knob::Noise},
    {u"start_x", Knob::StartX},
    {u"start_y", Knob::StartY},
    {u"momentum", Knob::Momentum},
    {u"beta1", Knob::Beta1},
    {u"beta2", Knob::Beta2},
    {u"smoothing", Knob::Smoothing},
    {u"epsilon", Knob::Epsilon},
    {u"weight_decay", Knob::WeightDecay},
    {u"l1", Knob::L1},
    {u"clip_value", Knob::ClipValue},
    {u"clip_norm", Knob::ClipNorm},
    {u"dropout", Knob::Dropout},
    {u"huber_delta", Knob::HuberDelta},
    {u"curvature", Knob::Curvature},
    {u"condition", Knob::Condition},
};

inline constexpr Word<ViewKind> kViews[] = {
    {u"loss-curves", ViewKind::LossCurves},
    {u"decision-boundary", ViewKind::DecisionBoundary},
    {u"regression-fit", ViewKind::RegressionFit},
    {u"landscape", ViewKind::Landscape},
    {u"slope", ViewKind::Slope},
    {u"network-graph", ViewKind::NetworkGraph},
    {u"training-loop", ViewKind::TrainingLoop},
    {u"update-formula", ViewKind::UpdateFormula},
    {u"optimizer-state", ViewKind::OptimizerState},
    {u"confusion", ViewKind::Confusion},
    {u"histograms", ViewKind::Histograms},
    {u"sample-loss", ViewKind::SampleLoss},
    {u"mini-batch", ViewKind::MiniBatch},
    {u"gradient-arrows", ViewKind::GradientArrows},
    {u"penalty", ViewKind::Penalty},
    {u"range-test", ViewKind::RangeTest},
    {u"basin-map", ViewKind::BasinMap},
    {u"digits", ViewKind::Digits},
    {u"loader-timeline", ViewKind::LoaderTimeline},
    {u"throughput", ViewKind::Throughput},
};

/// The directions that a network's landscape is spread out along: whether they are those of the run's way.
inline constexpr Word<bool> kDirections[] = {{u"random", false}, {u"path", true}};

inline constexpr Word<Quantity> kQuantities[] = {
    {u"weights", Quantity::Weights},     {u"biases", Quantity::Biases},
    {u"gradients", Quantity::Gradients}, {u"activations", Quantity::Activations},
    {u"updates", Quantity::Updates},
};

/// The scale of an axis or a slider: whether it is logarithmic.
inline constexpr Word<bool> kScales[] = {{u"linear", false}, {u"log", true}};

} // namespace downhill::lesson::words
