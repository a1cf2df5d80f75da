#include "training/run_group.h"
#include "training/run_inside.h"
#include "training/surface.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

using namespace downhill::training;

namespace {

constexpr SnapshotParts kAll{.optimizer = true, .batch = true, .layers = true};

Experiment circle(OptimizerSettings::Kind kind) {
    NetworkProblem problem;
    problem.dataset.kind = DatasetKind::Circle;
    problem.dataset.samples = 50;
    problem.network.layers = {{3, Activation::Tanh}, {1, Activation::Linear}};
    problem.loss = Loss::BinaryCrossEntropy;
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {RunSpec{.optimizer = defaultSettings(kind), .batchSize = 10}};
    experiment.runs.front().optimizer.learningRate = 0.1;
    return experiment;
}

std::ptrdiff_t taken(const std::vector<BatchTimes>& timeline) {
    return std::ranges::count_if(timeline, &BatchTimes::isTaken);
}

} // namespace

class TestRunInside : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsCopiedUnasked();
    void theOptimizersStateIsTheOneOfTheRule();
    void theLastMoveIsWhatTheStepAdded_data();
    void theLastMoveIsWhatTheStepAdded();
    void movesEndWithWeightsSetByHand();
    void watchingChangesNothing();
    void theBatchHasItsSamplesAndTheirLosses();
    void layersHoldWhatWentThroughThem();
    void largeBatchesAreCutOff();
    void aSurfaceHasNeitherBatchNorLayers();
    void nothingOfABatchIsLeftAfterARewind();
    void theTimelineIsOfTheStepsMade();
    void theTimelineOfThePastEndsThere();
    void partsAddUp();
};

void TestRunInside::nothingIsCopiedUnasked() {
    auto group = RunGroup::create(circle(OptimizerSettings::Kind::Adam));
    QVERIFY(group);
    group->advance(3);
    const RunSnapshot run = group->snapshot().front();
    QVERIFY(run.optimizer == OptimizerState<float>{});
    QVERIFY(run.lastMove.empty() && run.batch.empty() && run.batchLosses.empty() && run.layers.empty());
    QCOMPARE(run.nextActAt, std::size_t{0});
}

void TestRunInside::theOptimizersStateIsTheOneOfTheRule() {
    auto group = RunGroup::create(circle(OptimizerSettings::Kind::Adam));
    QVERIFY(group);
    group->advance(1);
    const RunSnapshot run = group->snapshot(kAll).front();
    QCOMPARE(run.optimizer.steps, std::int64_t{1});
    QCOMPARE(run.optimizer.first.size(), run.parameters.size());
    for (std::size_t i = 0; i < run.parameters.size(); ++i) {
        QVERIFY(std::abs(run.optimizer.first[i] - 0.1F * run.gradient[i]) < 1e-7F);
        QVERIFY(std::abs(run.optimizer.second[i] - 0.001F * run.gradient[i] * run.gradient[i]) < 1e-8F);
    }
}

void TestRunInside::theLastMoveIsWhatTheStepAdded_data() {
    QTest::addColumn<int>("steps");
    QTest::newRow("one") << 1;
    QTest::newRow("several at once") << 7;
}

void TestRunInside::theLastMoveIsWhatTheStepAdded() {
    QFETCH(int, steps);
    auto group = RunGroup::create(circle(OptimizerSettings::Kind::Sgd));
    QVERIFY(group);
    QVERIFY(group->snapshot(kAll).front().lastMove.empty()); // before the first
    group->advance(steps);
    const RunSnapshot run = group->snapshot(kAll).front();
    QCOMPARE(run.lastMove.size(), run.parameters.size());
    QVERIFY(std::ranges::any_of(run.lastMove, [](float move) { return move != 0; }));
    for (std::size_t i = 0; i < run.lastMove.size(); ++i)
        QVERIFY(std::abs(run.lastMove[i] + 0.1F * run.gradient[i]) < 1e-6F);
}

void TestRunInside::movesEndWithWeightsSetByHand() {
    auto group = RunGroup::create(circle(OptimizerSettings::Kind::Sgd));
    QVERIFY(group);
    static_cast<void>(group->snapshot(kAll));
    group->advance(2);
    RunSnapshot run = group->snapshot(kAll).front();
    QVERIFY(!run.lastMove.empty());
    group->setParameters(0, run.parameters);
    QVERIFY(group->snapshot(kAll).front().lastMove.empty());
    group->advance(1);
    QVERIFY(!group->snapshot(kAll).front().lastMove.empty());
    QVERIFY(group->snapshot().front().lastMove.empty()); // no longer asked for, and forgotten
    QVERIFY(group->snapshot(kAll).front().lastMove.empty());
}

void TestRunInside::watchingChangesNothing() {
    auto watched = RunGroup::create(circle(OptimizerSettings::Kind::Adam));
    auto unwatched = RunGroup::create(circle(OptimizerSettings::Kind::Adam));
    QVERIFY(watched && unwatched);
    for (int i = 0; i < 20; ++i) {
        static_cast<void>(watched->snapshot(kAll));
        watched->advance(1);
    }
    unwatched->advance(20);
    QVERIFY(watched->snapshot(kAll).front().parameters == unwatched->snapshot().front().parameters);
}

void TestRunInside::theBatchHasItsSamplesAndTheirLosses() {
    auto group = RunGroup::create(circle(OptimizerSettings::Kind::Sgd));
    QVERIFY(group);
    QVERIFY(group->snapshot(kAll).front().batch.empty()); // before the first Forward act
    for (int act = 0; act < 3; ++act)
        group->act();
    const RunSnapshot run = group->snapshot(kAll).front();
    QCOMPARE(run.nextActAt, std::size_t{3});
    QVERIFY(run.nextAct == Act::Backward);
    QCOMPARE(run.batch.size(), std::size_t{10});
    QCOMPARE(run.batchLosses.size(), run.batch.size());
    const double mean = std::accumulate(run.batchLosses.begin(), run.batchLosses.end(), 0.0) / 10;
    QVERIFY(std::abs(mean - run.batchLoss) < 1e-6);

    // Each loss is that of its own sample.
    const Dataset<float>& train = group->data()->train;
    for (std::size_t i = 0; i < run.batch.size(); ++i) {
        const auto sample = static_cast<Eigen::Index>(run.batch[i]);
        QCOMPARE(run.layers.front().activations[i], train.features(0, sample));
        const float output = run.layers.back().activations[i];
        QCOMPARE(run.batchLosses[i],
                 sampleLoss(LossSettings(Loss::BinaryCrossEntropy), 1, &output, train.targets(0, sample)));
    }
}

void TestRunInside::layersHoldWhatWentThroughThem() {
    auto group = RunGroup::create(circle(OptimizerSettings::Kind::Sgd));
    QVERIFY(group);
    for (int act = 0; act < 4; ++act)
        group->act();
    const RunSnapshot run = group->snapshot(kAll).front();
    QCOMPARE(run.layers.size(), std::size_t{3});
    const auto units = {run.layers[0].units, run.layers[1].units, run.layers[2].units};
    QVERIFY(std::ranges::equal(units, std::initializer_list<std::int64_t>{2, 3, 1}));
    QVERIFY(run.layers[0].deltas.empty());
    const auto at = [&](std::size_t layer, std::size_t unit, std::size_t sample) {
        return run.layers[layer].activations[unit * 10 + sample];
    };
    for (std::size_t unit = 0; unit < 3; ++unit)
        for (std::size_t sample = 0; sample < 10; ++sample) {
            const float sum = run.parameters[2 * unit] * at(0, 0, sample) +
                              run.parameters[2 * unit + 1] * at(0, 1, sample) + run.parameters[6 + unit];
            QVERIFY(std::abs(at(1, unit, sample) - std::tanh(sum)) < 1e-5F);
        }
    // The gradient of the last bias is the sum of the last layer's deltas, and of a weight of them times what
    // went in.
    const std::vector<float>& deltas = run.layers[2].deltas;
    QVERIFY(std::abs(run.gradient[12] - std::accumulate(deltas.begin(), deltas.end(), 0.0F)) < 1e-6F);
    float weight = 0;
    for (std::size_t sample = 0; sample < 10; ++sample)
        weight += deltas[sample] * at(1, 1, sample);
    QVERIFY(std::abs(run.gradient[10] - weight) < 1e-6F);
}

void TestRunInside::largeBatchesAreCutOff() {
    Experiment experiment = circle(OptimizerSettings::Kind::Sgd);
    auto& problem = std::get<NetworkProblem>(experiment.problem);
    problem.dataset.samples = 3000;
    problem.network.layers.front().units = 512;
    experiment.runs.front().batchSize = 0;
    auto group = RunGroup::create(experiment);
    QVERIFY(group);
    group->advance(1);
    const RunSnapshot run = group->snapshot(kAll).front();
    QCOMPARE(run.batch.size(), std::size_t{RunSnapshot::kSamplesSeen});
    QCOMPARE(run.batchLosses.size(), run.batch.size());
    QCOMPARE(run.layers[0].samples, RunSnapshot::kSamplesSeen);
    QCOMPARE(run.layers[1].samples, std::int64_t{128}); // 65,536 numbers
    QCOMPARE(run.layers[1].activations.size(), std::size_t{512 * 128});
}

void TestRunInside::aSurfaceHasNeitherBatchNorLayers() {
    Experiment experiment;
    experiment.problem = defaultSurface(SurfaceKind::Ravine);
    experiment.runs = {RunSpec{.optimizer = defaultSettings(OptimizerSettings::Kind::Momentum)}};
    auto group = RunGroup::create(experiment);
    QVERIFY(group);
    static_cast<void>(group->snapshot(kAll));
    group->advance(2);
    const RunSnapshot run = group->snapshot(kAll).front();
    QVERIFY(run.batch.empty() && run.batchLosses.empty() && run.layers.empty());
    QCOMPARE(run.optimizer.first.size(), std::size_t{2});
    QCOMPARE(run.lastMove.size(), std::size_t{2});
    QVERIFY(run.lastMove[0] != 0);
}

void TestRunInside::nothingOfABatchIsLeftAfterARewind() {
    auto group = RunGroup::create(circle(OptimizerSettings::Kind::Sgd));
    QVERIFY(group);
    static_cast<void>(group->snapshot(kAll));
    group->advance(4);
    group->rewind();
    const RunSnapshot run = group->snapshot(kAll).front();
    QVERIFY(run.lastMove.empty() && run.batch.empty() && run.batchLosses.empty() && run.layers.empty());
    QCOMPARE(run.optimizer.steps, std::int64_t{0});
}

void TestRunInside::theTimelineIsOfTheStepsMade() {
    Experiment experiment = circle(OptimizerSettings::Kind::Sgd);
    experiment.runs.push_back(experiment.runs.front());
    experiment.runs.back().id = "ahead";
    experiment.runs.back().loader = {.prefetch = 2};
    auto group = RunGroup::create(experiment);
    QVERIFY(group);
    group->advance(4);
    QVERIFY(group->snapshot(kAll).back().timeline.empty()); // nobody asked
    const std::vector<RunSnapshot> runs = group->snapshot({.loader = true});
    QVERIFY(runs.front().timeline.empty()); // its batches are only named
    QVERIFY(taken(runs.back().timeline) == 4 && runs.back().timeline.size() <= 6); // two may lie ready
    double before = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const BatchTimes& times = runs.back().timeline[i];
        QCOMPARE(times.batch, static_cast<std::int64_t>(i));
        QVERIFY(times.waitBegin >= before && times.waitEnd >= times.loadEnd &&
                times.stepEnd >= times.waitEnd);
        before = times.stepEnd;
    }
    group->act();
    group->act(); // forward: the fifth batch is there, its step is not done
    const std::vector<BatchTimes> five = group->snapshot({.loader = true}).back().timeline;
    QCOMPARE(taken(five), 5);
    QCOMPARE(five[4].stepEnd, 0.0);
}

void TestRunInside::theTimelineOfThePastEndsThere() {
    Experiment experiment = circle(OptimizerSettings::Kind::Sgd);
    experiment.runs.front().loader = {.prefetch = 1};
    auto group = RunGroup::create(experiment);
    QVERIFY(group);
    group->advance(9);
    const std::vector<BatchTimes> now = group->snapshot({.loader = true}).front().timeline;
    const RunSnapshot past = group->snapshotAt(5, {.loader = true}).front();
    QCOMPARE(past.step, std::int64_t{5});
    QCOMPARE(past.timeline.size(), std::size_t{5});
    QVERIFY(std::ranges::equal(past.timeline, std::span(now).first(5))); // not measured anew
}

void TestRunInside::partsAddUp() {
    SnapshotParts parts;
    parts |= {.batch = true};
    parts |= {.optimizer = true};
    parts |= {};
    QVERIFY((parts == SnapshotParts{.optimizer = true, .batch = true}));
}

QTEST_GUILESS_MAIN(TestRunInside)
#include "test_run_inside.moc"
