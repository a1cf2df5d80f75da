#include "authoring/run_measurement.h"
#include "training/dataset.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace downhill;
using namespace downhill::authoring;
using lesson::Figure;
using lesson::Measure;
using lesson::Moment;
using training::Experiment;
using training::NetworkProblem;
using training::StopReason;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// w² from w = 2: a step multiplies w by 1 − 2 · rate.
Experiment valley(double rate, std::int64_t steps) {
    Experiment experiment;
    experiment.problem =
        training::SurfaceProblem{.kind = training::SurfaceKind::Parabola, .curvature = 2, .start = {2, 0}};
    experiment.runs = {{.optimizer = {.learningRate = rate}}};
    experiment.steps = steps;
    return experiment;
}

/// ŷ = w·x + b from 0 on two points, (1, 1) and (1, 3), with the MSE; batches of `batchSize`.
Experiment twoPoints(std::int64_t batchSize) {
    NetworkProblem problem;
    problem.dataset = {.kind = training::DatasetKind::Points, .points = {{1, 1}, {1, 3}}};
    problem.network = {.layers = {{.units = 1}}, .initialisation = training::Initialisation::Zero};
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {{.optimizer = {.learningRate = 0.25}, .batchSize = batchSize}};
    experiment.steps = 6;
    return experiment;
}

/// A classification with a hidden layer and a test set.
Experiment circle() {
    NetworkProblem problem;
    problem.dataset = {.samples = 100, .testShare = 0.2};
    problem.network = {.layers = {{.units = 4, .activation = training::Activation::Tanh}, {.units = 1}}};
    problem.loss = training::Loss::BinaryCrossEntropy;
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {{.optimizer = {.learningRate = 0.5}, .batchSize = 10}};
    experiment.steps = 400;
    return experiment;
}

std::vector<Reading> readingsOf(const Experiment& experiment, const std::vector<Probe>& probes,
                                const std::vector<double>& parameters = {}) {
    training::Trainer<float>::Data data;
    if (const auto* problem = std::get_if<NetworkProblem>(&experiment.problem)) {
        auto drawn = training::makeDataset<float>(*problem, experiment.seeds);
        if (!drawn)
            throw std::runtime_error("no data");
        data = std::make_shared<const training::SplitDataset<float>>(std::move(*drawn));
    }
    auto readings = measureRun(experiment, parameters, data, probes);
    if (!readings)
        throw std::runtime_error("no run");
    return *readings;
}

double figureOf(const Experiment& experiment, const Measure& measure, std::int64_t until = 1'000'000) {
    return readingsOf(experiment, {{measure, until}}).front().figure;
}

bool isNear(double found, double wanted) {
    return found == wanted || std::abs(found - wanted) <= 1e-5 * std::max(1.0, std::abs(wanted));
}

} // namespace

/// The figures of runs that a hand can follow.
class TestRunMeasurement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsFiguresOfAKnownRun_data();
    void readsFiguresOfAKnownRun();
    void countsOnlyTheStepsThatCount();
    void readsMomentsOfANetwork();
    void readsTheGradientOfOneLayer();
    void startsFromGivenParameters();
    void findsBackpropagationRight();
    void noiseFallsWithTheRootOfTheBatch();
    void stopsWhenAsked();
};

void TestRunMeasurement::readsFiguresOfAKnownRun_data() {
    QTest::addColumn<Experiment>("experiment");
    QTest::addColumn<Measure>("measure");
    QTest::addColumn<double>("wanted");
    const Experiment halving = valley(0.25, 3); // 2, 1, 0.5, 0.25
    const auto row = [](const char* name, const Experiment& experiment, const Measure& measure,
                        double wanted) { QTest::newRow(name) << experiment << measure << wanted; };
    row("steps", halving, {.figure = Figure::Steps}, 3);
    row("loss at the start", halving, {.figure = Figure::TrainLoss, .when = Moment::Start}, 4);
    row("loss at the end", halving, {.figure = Figure::TrainLoss}, 0.0625);
    row("highest loss", valley(1.5, 3), {.figure = Figure::TrainLoss, .when = Moment::Highest}, 256);
    row("lowest loss", valley(1.5, 3), {.figure = Figure::TrainLoss, .when = Moment::Lowest}, 4);
    row("parameter", halving, {.figure = Figure::Parameter, .index = 0}, 0.25);
    row("first move", halving, {.figure = Figure::FirstMove, .index = 0}, 1);
    row("last move", halving, {.figure = Figure::LastMove, .index = 0}, 0.25);
    row("path of a straight way", halving, {.figure = Figure::PathLength, .index = 0}, 1.75);
    row("displacement", halving, {.figure = Figure::Displacement, .index = 0}, 1.75);
    row("path of a way to and fro", valley(1, 3), {.figure = Figure::PathLength, .index = 0}, 12);
    row("displacement to and fro", valley(1, 4), {.figure = Figure::Displacement, .index = 0}, 0);
    row("no rise", halving, {.figure = Figure::Rises}, 0);
    row("no rise of the last digit", valley(1, 20), {.figure = Figure::Rises}, 0);
    row("rises", valley(1.5, 3), {.figure = Figure::Rises}, 3);
    row("gradient at the start", halving, {.figure = Figure::Gradient, .when = Moment::Start, .index = 0}, 4);
    row("length of the gradient", halving, {.figure = Figure::GradientNorm}, 0.5);
    row("curvature", halving, {.figure = Figure::Curvature}, 2);
    row("goal that is not there", halving, {.figure = Figure::StepsToGoal}, kInfinity);
    Experiment reached = halving;
    reached.goal = training::Goal{.bound = 0.3, .every = 1};
    row("goal", reached, {.figure = Figure::StepsToGoal}, 2);
    row("loss that became infinite", valley(100, 100), {.figure = Figure::TrainLoss}, kInfinity);

    row("gradient of a network", twoPoints(0),
        {.figure = Figure::Gradient, .when = Moment::Start, .index = 1}, -4);
    row("noise of single samples", twoPoints(1), {.figure = Figure::GradientNoise, .when = Moment::Start},
        0.5);
    row("noise of the whole", twoPoints(0), {.figure = Figure::GradientNoise, .when = Moment::Start}, 0);
    row("curvature of a network", twoPoints(0), {.figure = Figure::Curvature, .when = Moment::Start}, 4);
    row("multiplications", twoPoints(1), {.figure = Figure::Multiplications}, 2);
    row("multiplications of two layers", circle(), {.figure = Figure::Multiplications}, 10 * (3 * 12 - 8));
    Experiment epochs = twoPoints(1);
    epochs.goal = training::Goal{.bound = 1e9, .every = 3};
    row("epochs", epochs, {.figure = Figure::EpochsToGoal}, 1.5);
    epochs.runs.front().batchSize = 0;
    row("epochs of the whole", epochs, {.figure = Figure::EpochsToGoal}, 3);
}

void TestRunMeasurement::readsFiguresOfAKnownRun() {
    QFETCH(Experiment, experiment);
    QFETCH(Measure, measure);
    QFETCH(double, wanted);
    const double found = figureOf(experiment, measure);
    QVERIFY2(isNear(found, wanted), qPrintable(QString::number(found)));
}

void TestRunMeasurement::countsOnlyTheStepsThatCount() {
    const Measure loss{.figure = Figure::TrainLoss};
    const Measure path{.figure = Figure::PathLength, .index = 0};
    const auto readings = readingsOf(valley(0.25, 3), {{loss, 1}, {path, 2}, {loss, 3}, {loss, 9}});
    QVERIFY(isNear(readings[0].figure, 1));
    QVERIFY((readings[0].end == lesson::RunEnd{StopReason::None, 1}));
    QVERIFY(isNear(readings[1].figure, 1.5));
    QVERIFY(isNear(readings[2].figure, 0.0625));
    QVERIFY((readings[2].end == lesson::RunEnd{StopReason::Finished, 3}));
    QCOMPARE(readings[3].figure, readings[2].figure);
}

void TestRunMeasurement::readsMomentsOfANetwork() {
    const auto readings = readingsOf(circle(), {{{.figure = Figure::TrainLoss, .when = Moment::Start}, 400},
                                                {{.figure = Figure::TrainLoss}, 400},
                                                {{.figure = Figure::TrainLoss, .when = Moment::Lowest}, 400},
                                                {{.figure = Figure::TrainLoss, .when = Moment::Highest}, 400},
                                                {{.figure = Figure::TestAccuracy}, 400},
                                                {{.figure = Figure::TestLoss, .when = Moment::Lowest}, 400}});
    QVERIFY(readings[1].figure < readings[0].figure);
    QVERIFY(readings[2].figure <= readings[1].figure && readings[2].figure > 0);
    QVERIFY(readings[3].figure >= readings[0].figure);
    QVERIFY(readings[4].figure > 0.9 && readings[4].figure <= 1);
    QVERIFY(readings[5].figure > 0 && readings[5].figure < 0.5);
}

void TestRunMeasurement::readsTheGradientOfOneLayer() {
    const Measure all{.figure = Figure::GradientNorm, .when = Moment::Start};
    Measure layer = all;
    layer.index = 0;
    const double first = figureOf(circle(), layer);
    layer.index = 1;
    const double second = figureOf(circle(), layer);
    QVERIFY(first > 0 && second > 0 && first != second);
    QVERIFY(isNear(figureOf(circle(), all), std::hypot(first, second)));
    layer.index = 2;
    QVERIFY(std::isnan(figureOf(circle(), layer)));
}

void TestRunMeasurement::startsFromGivenParameters() {
    const Measure loss{.figure = Figure::TrainLoss, .when = Moment::Start};
    const auto readings = readingsOf(twoPoints(0), {{loss, 6}}, {1, 2}); // 3 for 1 and 3 for 3
    QVERIFY(isNear(readings[0].figure, 2));
}

void TestRunMeasurement::findsBackpropagationRight() {
    const Measure error{.figure = Figure::GradientError};
    QVERIFY(figureOf(circle(), error) < 1e-7);
    QVERIFY(figureOf(valley(0.25, 2), error) < 1e-9);
}

void TestRunMeasurement::noiseFallsWithTheRootOfTheBatch() {
    Experiment experiment = circle();
    std::get<NetworkProblem>(experiment.problem).dataset.samples = 4'000;
    const Measure noise{.figure = Figure::GradientNoise, .when = Moment::Start};
    experiment.runs.front().batchSize = 4;
    const double coarse = figureOf(experiment, noise, 1);
    experiment.runs.front().batchSize = 16;
    const double fine = figureOf(experiment, noise, 1);
    QVERIFY2(fine / coarse > 0.4 && fine / coarse < 0.6, qPrintable(QString::number(fine / coarse)));
}

void TestRunMeasurement::stopsWhenAsked() {
    std::stop_source stop;
    stop.request_stop();
    const std::vector<Probe> probes{{{.figure = Figure::Steps}, 100}};
    const auto readings = measureRun(valley(0.1, 100), {}, {}, probes, stop.get_token());
    QVERIFY(readings.has_value());
    QCOMPARE(readings->front().end.steps, std::int64_t(0));
}

QTEST_APPLESS_MAIN(TestRunMeasurement)
#include "test_run_measurement.moc"
