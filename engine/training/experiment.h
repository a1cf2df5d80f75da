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
inline constexpr std::int64_t kIdxBytes = 512 << 20; ///< of an IDX file, inflated
inline constexpr std::int64_t kFormula = 1'000;      ///< bytes
inline constexpr std::int64_t kActs = 10;            ///< in the loop of a run
inline constexpr std::int64_t kPrefetch = 64;        ///< batches
inline constexpr double kLoadMicroseconds = 10'000;  ///< a sample
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
    Points,             ///< the author's own points; classes where the loss is about classes
    Csv,                ///< the author's file; classes where the loss is about classes
    Moons,              ///< two classes: interleaved half circles
    Rings,              ///< `classes` rings around one middle
    Checkerboard,       ///< two classes: the colours of a board of `cells` × `cells` fields
    Digits, ///< ten classes: digits drawn from jittered strokes, `side` × `side` pixels in [0, 1]
    Idx,    ///< the user's folder with the four MNIST files, plain or gzip
};

/// A feature that is computed from the two of a 2-D dataset.
enum class Feature { X, Y, XSquared, YSquared, XTimesY, SinX, SinY };

/// A dataset before it is drawn. Which fields count depends on `kind`.
struct DatasetSpec {
    DatasetKind kind = DatasetKind::Circle;
    std::int64_t samples = 500;
    double noise =
        0; ///< standard deviation, in units of the features (classes) or of the target (regression)
    double testShare = 0;               ///< share of the samples held back for the test set, in [0, 0.9]
    int classes = 2;                    ///< Blobs, Spiral and Rings
    int cells = 4;                      ///< Checkerboard: fields a side
    int side = 28;                      ///< Digits: pixels a side, 8 or 28
    double slope = 1;                   ///< Line
    double intercept = 0;               ///< Line
    double frequency = 1;               ///< Sine
    std::array<double, 2> range{-1, 1}; ///< Line and Sine: where x is drawn from
    std::vector<std::vector<double>> points{}; ///< Points: a row a sample, the target last
    std::string csvFile{};                     ///< Csv: path, already resolved by the reader
    std::string target{};                      ///< Csv: name of the target's column
    std::string idxFolder{};         ///< Idx: path, already resolved; `samples` of its training files count
    std::vector<Feature> features{}; ///< of a 2-D set: what the network sees; empty means x and y
    bool standardise = false;        ///< each feature to mean 0 and standard deviation 1 of the training set

    bool operator==(const DatasetSpec&) const = default;
};

/// What follows a layer's sums; as the functions of these names in torch.nn, with their defaults.
enum class Activation {
    Linear,
    Relu,
    Tanh,
    Sigmoid,
    LeakyRelu, ///< slope 0.01 below zero
    Elu,       ///< e^x − 1 below zero
    Gelu,      ///< x · Φ(x), exact (not the tanh approximation)
    Softplus,  ///< log(1 + e^x)
};

/// How the weights of a layer start. Biases start at zero.
enum class Initialisation {
    Auto, ///< HeUniform before the ReLU family, XavierUniform before anything else
    Zero,
    Constant,      ///< every weight is `initialValue`
    Uniform,       ///< U(-initialValue, initialValue)
    XavierUniform, ///< U(-a, a), a = √(6 / (in + out)); Glorot & Bengio 2010
    XavierNormal,  ///< N(0, 2 / (in + out))
    HeUniform,     ///< U(-a, a), a = √(6 / in); He et al. 2015
    HeNormal,      ///< N(0, 2 / in)
};

/// A dense layer: dropout(activation(batchNorm(W·x + b))), W of shape units × inputs.
struct LayerSpec {
    std::int64_t units = 1;
    Activation activation = Activation::Linear;
    bool batchNorm = false; ///< as torch.nn.BatchNorm1d with its defaults
    double dropout = 0; ///< share of the activations set to zero in training, in [0, 1); as torch.nn.Dropout

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
    MeanError,            ///< mean of ŷ − y, which cancels: no loss to learn from, and shown for that
    MeanAbsoluteError,    ///< as torch.nn.L1Loss
    Huber,                ///< squared up to `huberDelta`, straight beyond, as torch.nn.HuberLoss
    Hinge,                ///< one output: max(0, 1 − (2y − 1)·ŷ); several: as torch.nn.MultiMarginLoss
};

/// Whether a loss is about class labels (rather than values to reach).
constexpr bool isAboutClasses(Loss loss) {
    return loss == Loss::BinaryCrossEntropy || loss == Loss::CrossEntropy || loss == Loss::Hinge;
}

/// A network on a dataset.
struct NetworkProblem {
    DatasetSpec dataset{};
    NetworkSpec network{};
    Loss loss = Loss::MeanSquaredError;
    double huberDelta = 1; ///< where Huber's parabola ends, in units of the target

    bool operator==(const NetworkProblem&) const = default;
};

enum class SurfaceKind {
    Parabola,       ///< curvature/2 · w², one parameter (the second stays where it starts)
    Bowl,           ///< curvature/2 · (x² + y²)
    Ravine,         ///< (x² + condition · y²) / 2
    Saddle,         ///< (x² − y²) / 2
    MonkeySaddle,   ///< x³ − 3·x·y²
    Plateau,        ///< 1 − e^(−(x² + y²)/2): a pit in a plain without slope
    Rosenbrock,     ///< (1 − x)² + 100·(y − x²)²
    Beale,          ///< (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²
    Himmelblau,     ///< (x² + y − 11)² + (x + y² − 7)²
    Rastrigin,      ///< 20 + x² + y² − 10·(cos 2πx + cos 2πy)
    StyblinskiTang, ///< (x⁴ − 16x² + 5x + y⁴ − 16y² + 5y) / 2
    SixHumpCamel,   ///< (4 − 2.1x² + x⁴/3)·x² + xy + (4y² − 4)·y²
    NoisyBowl,      ///< a Bowl whose gradient carries normal noise of standard deviation `noise`
    DoubleWell, ///< (w² − 1)² + w/4, one parameter: a deep well at the left, a shallow one at the right
    Formula,    ///< what the author typed, in x and y
};

/// An analytic function of two parameters, trained by the same optimizers as a network.
struct SurfaceProblem {
    SurfaceKind kind = SurfaceKind::Bowl;
    double curvature = 1;  ///< Parabola, Bowl and NoisyBowl
    double condition = 10; ///< Ravine: ratio of the largest curvature to the smallest
    double noise = 0;      ///< NoisyBowl: of each component of the gradient
    std::string formula{}; ///< Formula: at most limits::kFormula bytes
    std::array<double, 2> start{1, 1};
    /// Both axes. A run that follows a surface without a minimum ends at ten times this window.
    std::array<double, 2> window{-3, 3};

    bool operator==(const SurfaceProblem&) const = default;
};

using Problem = std::variant<NetworkProblem, SurfaceProblem>;

/// Settings of an optimizer, apart from its running state. Which fields count depends on `kind`; the defaults
/// of a kind are PyTorch's and come from defaultSettings().
struct OptimizerSettings {
    enum class Kind {
        Sgd,
        Momentum, ///< the heavy ball; Polyak 1964
        Nesterov, ///< Sutskever et al. 2013, as torch.optim.SGD(nesterov=True)
        Adagrad,  ///< Duchi, Hazan, Singer 2011
        RmsProp,  ///< Tieleman and Hinton 2012
        Adam,     ///< Kingma and Ba 2015
        AdamW,    ///< Loshchilov and Hutter 2019: weight decay apart from the gradient
        AmsGrad,  ///< Adam that never forgets its largest second moment; Reddi, Kale, Kumar 2018
    };

    Kind kind = Kind::Sgd;
    double learningRate = 0.1;
    double momentum = 0;           ///< μ of Momentum, Nesterov and RmsProp, in [0, 1)
    double dampening = 0;          ///< Momentum: share of the gradient that does not enter, in [0, 1]
    double smoothing = 0.99;       ///< RmsProp: α of the mean square, in [0, 1)
    bool centered = false;         ///< RmsProp: divide by the deviation rather than the root mean square
    double beta1 = 0.9;            ///< the Adam family, in [0, 1)
    double beta2 = 0.999;          ///< the Adam family, in [0, 1)
    double epsilon = 1e-8;         ///< the adaptive ones; outside the root
    bool biasCorrection = true;    ///< the Adam family; off exists for the lesson about it
    double initialAccumulator = 0; ///< Adagrad: what its sums of squares begin with
    double weightDecay = 0; ///< λ: adds λ·w to the gradient; AdamW scales w by 1 − rate·λ instead
    double l1 = 0;          ///< adds l1·sign(w) to the gradient
    double clipValue = 0;   ///< limits each component of the gradient; 0 means off
    double clipNorm = 0;    ///< limits the gradient's norm, after clipValue; 0 means off

    bool operator==(const OptimizerSettings&) const = default;
};

/// The settings that torch.optim gives to an optimizer of this kind (and momentum 0.9, which it leaves open).
OptimizerSettings defaultSettings(OptimizerSettings::Kind kind);

/// How the learning rate changes over the steps of a run, as a factor on the optimizer's rate; the classes of
/// torch.optim.lr_scheduler, stepped once a step.
struct Schedule {
    enum class Kind {
        Constant,
        Step,        ///< times `factor` every `period` steps
        Exponential, ///< times `factor` each step
        Cosine,      ///< half a cosine from 1 to `floor` within `period` steps, and there it stays
        OneCycle,    ///< up from 1/25 to 1 within 0.3 · `period`, down to 1/250 000; momentum is left alone
        ReduceOnPlateau, ///< times `factor` when the loss has not fallen by `threshold` for `patience` looks
        RangeTest,       ///< grows geometrically from `floor` to 1 within `period` steps
    };

    Kind kind = Kind::Constant;
    std::int64_t warmUp =
        0;               ///< steps over which the rate first rises evenly from 0; the rest counts from there
    double factor = 0.1; ///< Step and ReduceOnPlateau; Exponential (near 1), in (0, 1]
    std::int64_t period = 100;  ///< steps
    double floor = 0;           ///< Cosine, RangeTest and ReduceOnPlateau: the least factor
    std::int64_t patience = 10; ///< ReduceOnPlateau: looks without progress that are borne
    double threshold = 1e-4;    ///< ReduceOnPlateau: a share of the best loss so far
    std::int64_t every =
        10; ///< ReduceOnPlateau: steps between two looks, at the mean batch loss since the last

    bool operator==(const Schedule&) const = default;
};

/// The five acts of a step, under the names that the lessons teach.
enum class Act { ZeroGrad, Forward, Loss, Backward, Step };

/// How batches reach a run.
struct LoaderSettings {
    bool dropLast = false;     ///< leave out the batch at the end of an epoch that is not full
    std::int64_t prefetch = 0; ///< batches that a worker loads ahead; 0 loads each when it is needed
    double microseconds = 0;   ///< what loading a sample takes beyond copying it, for the lesson about it

    bool operator==(const LoaderSettings&) const = default;
};

/// One of the runs that an experiment compares; all start from the same weights.
struct RunSpec {
    std::string id = "run";
    std::string name{};
    OptimizerSettings optimizer{};
    std::int64_t batchSize = 0; ///< samples a step; 0 means the whole training set
    Schedule schedule{};
    LoaderSettings loader{};
    /// What a step does, in order. An act that is left out does not happen: without ZeroGrad the gradients of
    /// all steps add up.
    std::vector<Act> loop{Act::ZeroGrad, Act::Forward, Act::Loss, Act::Backward, Act::Step};

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
    std::uint64_t dropout = 1;
    std::uint64_t noise = 1; ///< of a surface's gradient

    static Seeds all(std::uint64_t seed) { return {seed, seed, seed, seed, seed, seed}; }
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
