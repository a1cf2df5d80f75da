#include "torch_fixture.h"
#include "training/trainer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

using namespace downhill::training;

namespace {

/// A training that PyTorch did too: what it began with and what it came to.
struct TorchCase {
    QByteArray name{};
    QByteArray loss{};
    std::int64_t steps = 0;
    std::vector<LayerSpec> layers{};
    OptimizerSettings optimizer{};
    Schedule schedule{};
    std::vector<double> start{};
    std::vector<double> doubles{};
    std::vector<double> doubleStatistics{};
    std::vector<double> floats{}; ///< empty where PyTorch's float32 goes astray from its float64
    std::vector<double> floatStatistics{};
    std::vector<double> losses{}; ///< of the first batch, of the last, of all samples in use; float64
};

std::vector<TorchCase> casesOf(const char* file) {
    std::vector<TorchCase> cases;
    for (const torch::Line& line : torch::linesOf(file)) {
        if (line.key == "case") {
            cases.emplace_back().name = line.words.first();
            continue;
        }
        TorchCase& present = cases.back();
        if (line.key == "loss")
            present.loss = line.words.first();
        else if (line.key == "steps")
            present.steps = line.words.first().toLongLong();
        else if (line.key == "layer")
            present.layers.push_back(
                {line.words[0].toLongLong(),
                 torch::valueOf<Activation>(line.words[1], {{"linear", Activation::Linear},
                                                            {"relu", Activation::Relu},
                                                            {"tanh", Activation::Tanh},
                                                            {"sigmoid", Activation::Sigmoid},
                                                            {"leaky-relu", Activation::LeakyRelu},
                                                            {"elu", Activation::Elu},
                                                            {"gelu", Activation::Gelu},
                                                            {"softplus", Activation::Softplus}}),
                 line.words[2] == "1"});
        else if (line.key == "optimizer")
            present.optimizer = torch::optimizerOf(line);
        else if (line.key == "schedule")
            present.schedule = torch::scheduleOf(line);
        else
            present.*torch::valueOf<std::vector<double> TorchCase::*>(
                         line.key, {{"start", &TorchCase::start},
                                    {"double", &TorchCase::doubles},
                                    {"double_statistics", &TorchCase::doubleStatistics},
                                    {"float", &TorchCase::floats},
                                    {"float_statistics", &TorchCase::floatStatistics},
                                    {"losses", &TorchCase::losses}}) = torch::numbersOf(line.words);
    }
    return cases;
}

/// What a loss of the fixtures is to us, and which column of the data it takes.
struct LossCase {
    Loss loss;
    std::size_t target; ///< after the features: the number, one of two classes, one of three
};

LossCase lossOf(const QByteArray& word) {
    return torch::valueOf<LossCase>(word, {{"mse", {Loss::MeanSquaredError, 0}},
                                           {"half-mse", {Loss::HalfMeanSquaredError, 0}},
                                           {"mae", {Loss::MeanAbsoluteError, 0}},
                                           {"huber", {Loss::Huber, 0}},
                                           {"mean-error", {Loss::MeanError, 0}},
                                           {"bce", {Loss::BinaryCrossEntropy, 1}},
                                           {"hinge-1", {Loss::Hinge, 1}},
                                           {"ce", {Loss::CrossEntropy, 2}},
                                           {"hinge-3", {Loss::Hinge, 2}},
                                           {"mse-3", {Loss::MeanSquaredError, 2}}});
}

constexpr std::size_t kFeatures = 3;
constexpr int kClasses = 3;
constexpr std::int64_t kBatch = 16; ///< of 53 samples, so that the last batch has five
constexpr double kHuberDelta = 0.5;

Experiment experimentOf(const TorchCase& torchCase) {
    const LossCase loss = lossOf(torchCase.loss);
    NetworkProblem problem;
    problem.dataset.kind = DatasetKind::Points;
    for (const torch::Line& line : torch::linesOf("data.txt")) {
        std::vector<double> row{torch::numberOf(line.key)};
        for (const QByteArray& word : line.words)
            row.push_back(torch::numberOf(word));
        row[kFeatures] = row[kFeatures + loss.target];
        row.resize(kFeatures + 1);
        problem.dataset.points.push_back(row);
    }
    problem.network.layers = torchCase.layers;
    problem.loss = loss.loss;
    problem.huberDelta = kHuberDelta;
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {
        RunSpec{.optimizer = torchCase.optimizer, .batchSize = kBatch, .schedule = torchCase.schedule}};
    experiment.shuffle = false;
    experiment.steps = torchCase.steps + 1;
    return experiment;
}

/// Points are labels only where the loss says so; a squared error over several outputs takes labels too.
template <class Scalar>
typename Trainer<Scalar>::Data dataOf(const Experiment& experiment) {
    const auto& problem = std::get<NetworkProblem>(experiment.problem);
    auto made = makeDataset<Scalar>(problem, experiment.seeds);
    if (!made)
        throw std::runtime_error("no data: " + made.error().where);
    if (!isAboutClasses(problem.loss) && problem.network.layers.back().units > 1) {
        made->train.task = Task::MultiClassification;
        made->train.classes = kClasses;
    }
    return std::make_shared<SplitDataset<Scalar>>(*std::move(made));
}

/// Norm of the difference over the norm of what is wanted.
template <class Scalar>
double difference(std::span<const Scalar> found, const std::vector<double>& wanted) {
    if (found.size() != wanted.size())
        return INFINITY;
    double apart = 0;
    double whole = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        apart += std::pow(static_cast<double>(found[i]) - wanted[i], 2);
        whole += wanted[i] * wanted[i];
    }
    return std::sqrt(apart / whole);
}

/// How far a run of ours is from PyTorch's.
struct Distance {
    double parameters = 0;
    double statistics = 0; ///< of batch norm; 0 without
    double losses = 0;     ///< the greatest of three, absolute
};

template <class Scalar>
Distance trainedWith(InstructionSet instructions, const TorchCase& torchCase,
                     const std::vector<double>& parameters, const std::vector<double>& statistics) {
    const Experiment experiment = experimentOf(torchCase);
    auto created =
        Trainer<Scalar>::create(experiment, 0, dataOf<Scalar>(experiment), {.instructions = instructions});
    if (!created)
        throw std::runtime_error("no trainer: " + created.error().where);
    Trainer<Scalar>& trainer = *created;
    const std::vector<Scalar> start(torchCase.start.begin(), torchCase.start.end());
    if (!trainer.setParameters(start))
        throw std::runtime_error("other parameters");
    std::vector<double> losses;
    trainer.run(torchCase.steps, [&](std::int64_t, double loss) { losses.push_back(loss); });
    if (losses.size() != static_cast<std::size_t>(torchCase.steps))
        throw std::runtime_error("stopped early");
    Distance distance{.parameters = difference(trainer.parameters(), parameters)};
    if (!statistics.empty())
        distance.statistics = difference(trainer.statistics(), statistics);
    distance.losses = std::max({std::abs(losses.front() - torchCase.losses[0]),
                                std::abs(losses.back() - torchCase.losses[1]),
                                std::abs(trainer.evaluateTrain().loss - torchCase.losses[2])});
    return distance;
}

/// The greatest distances that an instruction set of this processor comes to.
template <class Scalar>
Distance trained(const TorchCase& torchCase, const std::vector<double>& parameters,
                 const std::vector<double>& statistics) {
    Distance greatest;
    for (const InstructionSet instructions : supportedInstructionSets()) {
        const auto found = trainedWith<Scalar>(instructions, torchCase, parameters, statistics);
        greatest.parameters = std::max(greatest.parameters, found.parameters);
        greatest.statistics = std::max(greatest.statistics, found.statistics);
        greatest.losses = std::max(greatest.losses, found.losses);
    }
    return greatest;
}

} // namespace

Q_DECLARE_METATYPE(TorchCase)

/// 200 steps on the same weights and batches as PyTorch 1.13 took, on every instruction set: the parameters
/// agree to 1e-5 in float32 and to 1e-9 in float64, relative to their norm, and so do batch norm's statistics
/// and the losses.
class TestTorchParity : public QObject {
    Q_OBJECT

private:
    static void addCases(const char* file, std::size_t count) {
        QTest::addColumn<TorchCase>("torchCase");
        const std::vector<TorchCase> cases = casesOf(file);
        QCOMPARE(cases.size(), count);
        for (const TorchCase& each : cases)
            QTest::newRow(each.name.constData()) << each;
    }

    static void compare() {
        QFETCH(const TorchCase, torchCase);
        const Distance wide = trained<double>(torchCase, torchCase.doubles, torchCase.doubleStatistics);
        std::optional<Distance> narrow;
        if (!torchCase.floats.empty())
            narrow = trained<float>(torchCase, torchCase.floats, torchCase.floatStatistics);
        qInfo("%-36s float %-8s double %.1e", torchCase.name.constData(),
              narrow ? QByteArray::number(narrow->parameters, 'e', 1).constData() : "–", wide.parameters);
        QVERIFY(wide.parameters <= 1e-9);
        QVERIFY(wide.statistics <= 1e-9);
        QVERIFY(wide.losses <= 1e-9);
        if (narrow) {
            QVERIFY(narrow->parameters <= 1e-5);
            QVERIFY(narrow->statistics <= 1e-5);
            QVERIFY(narrow->losses <= 1e-5);
        }
    }

private Q_SLOTS:
    void everyOptimizerOnEveryLoss_data() { addCases("optimizers.txt", 104); }
    void everyOptimizerOnEveryLoss() { compare(); }

    void decayClippingAndOddLosses_data() { addCases("variants.txt", 42); }
    void decayClippingAndOddLosses() { compare(); }

    void everySchedule_data() { addCases("schedules.txt", 18); }
    void everySchedule() { compare(); }

    void everyActivationBatchNormAndDepth_data() { addCases("networks.txt", 40); }
    void everyActivationBatchNormAndDepth() { compare(); }
};

QTEST_APPLESS_MAIN(TestTorchParity)
#include "test_torch_parity.moc"
