#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// The values that describe an experiment. They hold settings only: no data, no weights, no running state.
namespace downhill::training {

/// What a size may be at most; every size is checked against these before memory is taken.
namespace limits {
inline constexpr std::int64_t kParameters = 20'000'000;
inline constexpr std::int64_t kSamples = 200'000;
inline constexpr std::int64_t kFeatures = 4'096;
inline constexpr std::int64_t kClasses = 1'000;
inline constexpr std::int64_t kUnits = 8'192;
inline constexpr std::int64_t kLayers = 32;
inline constexpr std::int64_t kActivations = 100'000'000; ///< units of all layers × samples in a batch
inline constexpr std::int64_t kSteps = 100'000'000;
inline constexpr std::int64_t kRuns = 6;
inline constexpr std::int64_t kCsvBytes = 64 << 20;
} // namespace limits

enum class DatasetKind {
    Circle,             ///< two classes: 0 in a disc of radius 1, 1 in a ring from 1.5 to 2
    Xor,                ///< two classes: 1 where exactly one of x and y is positive
    Blobs,              ///< `classes` Gaussian clouds on a circle
    Spiral,             ///< `classes` interleaved arms
    PlaneRegression,    ///< y = (x1 + x2) / 2
    GaussianRegression, ///< sum of signed Gaussian bumps
    Line,               ///< one feature: y = slope·x + intercept + noise
    Sine,               ///< one feature: y = sin(frequency·x) + noise
    Points,             ///< the author's own points; classes where the loss is a cross-entropy
    Csv,                ///< the author's file; classes where the loss is a cross-entropy
};

/// A dataset before it is drawn. Which fields count depends on `kind`.
struct DatasetSpec {
    DatasetKind kind = DatasetKind::Circle;
    std::int64_t samples = 500;
    double noise =
        0; ///< standard deviation, in units of the features (classes) or of the target (regression)
    double testShare = 0;               ///< share of the samples held back for the test set, in [0, 0.9]
    int classes = 2;                    ///< Blobs and Spiral
    double slope = 1;                   ///< Line
    double intercept = 0;               ///< Line
    double frequency = 1;               ///< Sine
    std::array<double, 2> range{-1, 1}; ///< Line and Sine: where x is drawn from
    std::vector<std::vector<double>> points{}; ///< Points: a row a sample, the target last
    std::string csvFile{};                     ///< Csv: path, already resolved by the reader
    std::string target{};                      ///< Csv: name of the target's column

    bool operator==(const DatasetSpec&) const = default;
};

enum class Activation { Linear, Relu, Tanh, Sigmoid };

/// How the weights of a layer start. Biases start at zero.
enum class Initialisation {
    Auto, ///< HeUniform before ReLU, XavierUniform before anything else
    Zero,
    Constant,      ///< every weight is `initialValue`
    Uniform,       ///< U(-initialValue, initialValue)
    XavierUniform, ///< U(-a, a), a = √(6 / (in + out)); Glorot & Bengio 2010
    XavierNormal,  ///< N(0, 2 / (in + out))
    HeUniform,     ///< U(-a, a), a = √(6 / in); He et al. 2015
    HeNormal,      ///< N(0, 2 / in)
};

/// A dense layer: activation(W·x + b), W of shape units × inputs.
struct LayerSpec {
    std::int64_t units = 1;
    Activation activation = Activation::Linear;

    bool operator==(const LayerSpec&) const = default;
};

struct NetworkSpec {
    std::vector<LayerSpec> layers{};
    Initialisation initialisation = Initialisation::Auto;
    double initialValue = 0; ///< for Constant and Uniform

    bool operator==(const NetworkSpec&) const = default;
};

enum class Loss {
    MeanSquaredError,     ///< mean over samples and outputs of (ŷ − y)², as torch.nn.MSELoss
    HalfMeanSquaredError, ///< half of it, whose slope is the plain error
    BinaryCrossEntropy,   ///< from one logit a sample, as torch.nn.BCEWithLogitsLoss
    CrossEntropy,         ///< softmax over the outputs, as torch.nn.CrossEntropyLoss
};

/// A network on a dataset.
struct NetworkProblem {
    DatasetSpec dataset{};
    NetworkSpec network{};
    Loss loss = Loss::MeanSquaredError;

    bool operator==(const NetworkProblem&) const = default;
};

enum class SurfaceKind {
    Parabola, ///< curvature/2 · w², one parameter (the second stays where it starts)
    Bowl,     ///< curvature/2 · (x² + y²)
    Ravine,   ///< (x² + condition · y²) / 2
    Saddle,   ///< (x² − y²) / 2
};

/// An analytic function of two parameters, trained by the same optimizers as a network.
struct SurfaceProblem {
    SurfaceKind kind = SurfaceKind::Bowl;
    double curvature = 1;  ///< Parabola (curvature/2 · w²) and Bowl
    double condition = 10; ///< Ravine: ratio of the largest curvature to the smallest
    std::array<double, 2> start{1, 1};
    std::array<double, 2> window{-3, 3}; ///< both axes; leaving ten times this window ends a run on a Saddle

    bool operator==(const SurfaceProblem&) const = default;
};

using Problem = std::variant<NetworkProblem, SurfaceProblem>;

/// Settings of an optimizer, apart from its running state.
struct OptimizerSettings {
    enum class Kind { Sgd };

    Kind kind = Kind::Sgd;
    double learningRate = 0.1;

    bool operator==(const OptimizerSettings&) const = default;
};

/// One of the runs that an experiment compares; all start from the same weights.
struct RunSpec {
    std::string id = "run";
    std::string name{};
    OptimizerSettings optimizer{};
    std::int64_t batchSize = 0; ///< samples a step; 0 means the whole training set

    bool operator==(const RunSpec&) const = default;
};

enum class Metric { TrainLoss, TestLoss, TrainAccuracy, TestAccuracy };

/// When a run has done what it was started for.
struct Goal {
    Metric metric = Metric::TrainLoss;
    bool below = true; ///< reached at or below `bound`; otherwise at or above
    double bound = 0;
    std::int64_t every = 10; ///< steps between two looks
    std::int64_t holds = 1;  ///< looks in a row that must pass: 1 means crossing counts

    bool operator==(const Goal&) const = default;
};

/// Every use of random numbers has a stream of its own, so that a new seed for one leaves the others alone.
struct Seeds {
    std::uint64_t data = 1;
    std::uint64_t split = 1;
    std::uint64_t weights = 1;
    std::uint64_t shuffle = 1;

    static Seeds all(std::uint64_t seed) { return {seed, seed, seed, seed}; }
    bool operator==(const Seeds&) const = default;
};

/// A whole experiment: what is trained, how, how long, and from which random numbers.
struct Experiment {
    Problem problem{};
    std::vector<RunSpec> runs{RunSpec{}};
    bool shuffle = true;       ///< a new order of the training set each epoch
    std::int64_t steps = 1000; ///< the budget; a run that uses it up is Finished
    std::optional<Goal> goal{};
    Seeds seeds{};

    bool operator==(const Experiment&) const = default;
};

} // namespace downhill::training
