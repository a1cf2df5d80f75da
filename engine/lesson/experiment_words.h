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
};

inline constexpr Word<training::Activation> kActivations[] = {
    {u"linear", training::Activation::Linear},
    {u"relu", training::Activation::Relu},
    {u"tanh", training::Activation::Tanh},
    {u"sigmoid", training::Activation::Sigmoid},
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
};

inline constexpr Word<training::SurfaceKind> kSurfaces[] = {
    {u"parabola", training::SurfaceKind::Parabola},
    {u"bowl", training::SurfaceKind::Bowl},
    {u"ravine", training::SurfaceKind::Ravine},
    {u"saddle", training::SurfaceKind::Saddle},
};

inline constexpr Word<training::OptimizerSettings::Kind> kOptimizers[] = {
    {u"sgd", training::OptimizerSettings::Kind::Sgd},
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
};

inline constexpr Word<ViewKind> kViews[] = {
    {u"loss-curves", ViewKind::LossCurves},
    {u"decision-boundary", ViewKind::DecisionBoundary},
    {u"regression-fit", ViewKind::RegressionFit},
    {u"slope", ViewKind::Slope},
};

/// The scale of an axis or a slider: whether it is logarithmic.
inline constexpr Word<bool> kScales[] = {{u"linear", false}, {u"log", true}};

} // namespace downhill::lesson::words
