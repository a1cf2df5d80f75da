#include "lesson/knob_values.h"
#include "lesson/settings.h"

#include <QTest>

using namespace downhill;
using namespace downhill::lesson;
using training::OptimizerSettings;

namespace {

using Kind = OptimizerSettings::Kind;

/// A network of three layers, raced by optimizers of three kinds.
training::Experiment race() {
    training::Experiment experiment;
    training::NetworkProblem problem;
    problem.dataset.noise = 0.1;
    problem.network.layers = {
        {.units = 4, .dropout = 0.5}, {.units = 3, .dropout = 0.25}, {.units = 1, .dropout = 0}};
    problem.loss = training::Loss::Huber;
    problem.huberDelta = 2;
    experiment.problem = problem;
    experiment.runs.clear();
    for (const Kind kind : {Kind::Sgd, Kind::Momentum, Kind::Adam, Kind::RmsProp}) {
        training::RunSpec run;
        run.optimizer = training::defaultSettings(kind);
        run.batchSize = 10 + static_cast<std::int64_t>(kind);
        experiment.runs.push_back(run);
    }
    return experiment;
}

training::Experiment on(training::SurfaceKind kind) {
    training::Experiment experiment;
    experiment.problem =
        training::SurfaceProblem{.kind = kind, .curvature = 3, .condition = 7, .noise = 0.5, .start = {1, 2}};
    return experiment;
}

} // namespace

class TestKnobValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsASettingWhereverItIs_data();
    void findsASettingWhereverItIs();
    void setsWhatItFinds_data() { findsASettingWhereverItIs_data(); }
    void setsWhatItFinds();
    void leavesTheLastLayerWithoutDropout();
    void roundsABatchToSamples();
    void standsWhereEverySettingIsNear();
    void isNearWithinTwoHundredths();
};

void TestKnobValues::findsASettingWhereverItIs_data() {
    using training::SurfaceKind;
    QTest::addColumn<training::Experiment>("experiment");
    QTest::addColumn<Knob>("knob");
    QTest::addColumn<QList<double>>("values");
    const auto row = [](const char* name, const training::Experiment& experiment, Knob knob,
                        const QList<double>& values) { QTest::newRow(name) << experiment << knob << values; };
    row("rate of every run", race(), Knob::LearningRate, {0.01, 0.01, 0.001, 0.01});
    row("batch of every run", race(), Knob::BatchSize, {10, 11, 15, 14});
    row("batch of a surface", on(SurfaceKind::Bowl), Knob::BatchSize, {});
    row("momentum of two", race(), Knob::Momentum, {0.9, 0});
    row("beta 1 of Adam", race(), Knob::Beta1, {0.9});
    row("beta 2 of Adam", race(), Knob::Beta2, {0.999});
    row("smoothing of RMSProp", race(), Knob::Smoothing, {0.99});
    row("epsilon of two", race(), Knob::Epsilon, {1e-8, 1e-8});
    row("decay of all", race(), Knob::WeightDecay, {0, 0, 0, 0});
    row("L1 of all", race(), Knob::L1, {0, 0, 0, 0});
    row("clipping of all", race(), Knob::ClipValue, {0, 0, 0, 0});
    row("clipped norm on a surface", on(SurfaceKind::Bowl), Knob::ClipNorm, {0});
    row("noise of a dataset", race(), Knob::Noise, {0.1});
    row("noise of a surface", on(SurfaceKind::NoisyBowl), Knob::Noise, {0.5});
    row("noise of a still surface", on(SurfaceKind::Bowl), Knob::Noise, {});
    row("dropout of hidden layers", race(), Knob::Dropout, {0.5, 0.25});
    row("dropout of a surface", on(SurfaceKind::Bowl), Knob::Dropout, {});
    row("delta", race(), Knob::HuberDelta, {2});
    row("start", on(SurfaceKind::Beale), Knob::StartX, {1});
    row("second start", on(SurfaceKind::Beale), Knob::StartY, {2});
    row("second start of one parameter", on(SurfaceKind::DoubleWell), Knob::StartY, {});
    row("curvature", on(SurfaceKind::NoisyBowl), Knob::Curvature, {3});
    row("curvature of a saddle", on(SurfaceKind::Saddle), Knob::Curvature, {});
    row("condition", on(SurfaceKind::Ravine), Knob::Condition, {7});
    row("condition of a bowl", on(SurfaceKind::Bowl), Knob::Condition, {});
    row("a weight", on(SurfaceKind::Bowl), Knob::Parameter, {});
}

void TestKnobValues::findsASettingWhereverItIs() {
    QFETCH(training::Experiment, experiment);
    QFETCH(Knob, knob);
    QFETCH(QList<double>, values);
    const std::vector<double> found = knobValues(experiment, knob);
    QCOMPARE(QList<double>(found.begin(), found.end()), values);
}

void TestKnobValues::setsWhatItFinds() {
    QFETCH(training::Experiment, experiment);
    QFETCH(Knob, knob);
    QFETCH(QList<double>, values);
    const training::Experiment before = experiment;
    setKnobValues(experiment, knob, 42);
    const std::vector<double> found = knobValues(experiment, knob);
    QCOMPARE(QList<double>(found.begin(), found.end()), QList<double>(values.size(), 42));
    QCOMPARE(experiment == before, values.isEmpty());
}

void TestKnobValues::leavesTheLastLayerWithoutDropout() {
    training::Experiment experiment = race();
    setKnobValues(experiment, Knob::Dropout, 0.1);
    QCOMPARE(std::get<training::NetworkProblem>(experiment.problem).network.layers.back().dropout, 0.0);
}

void TestKnobValues::roundsABatchToSamples() {
    training::Experiment experiment = race();
    setKnobValues(experiment, Knob::BatchSize, 15.6);
    for (const training::RunSpec& run : experiment.runs)
        QCOMPARE(run.batchSize, std::int64_t(16));
}

void TestKnobValues::standsWhereEverySettingIsNear() {
    const training::Experiment experiment = race();
    QVERIFY(standsAt(experiment, {}));
    const Settings settings{.knobs = {{Knob::LearningRate, 3}, {Knob::HuberDelta, 2}}};
    QVERIFY(!standsAt(experiment, settings));
    training::Experiment moved = experiment;
    setKnobValues(moved, Knob::LearningRate, 3.05);
    QVERIFY(standsAt(moved, settings));
    moved.runs.back().optimizer.learningRate = 1; // every run has to
    QVERIFY(!standsAt(moved, settings));
    QVERIFY(!standsAt(experiment, {.knobs = {{Knob::Condition, 7}}})); // nothing has it
    QVERIFY(standsAt(withSettings(experiment, settings), settings));
}

void TestKnobValues::isNearWithinTwoHundredths() {
    QVERIFY(isNear(3, 3) && isNear(3.05, 3) && isNear(2.95, 3) && !isNear(3.07, 3) && !isNear(2.93, 3));
    QVERIFY(isNear(-3.05, -3) && !isNear(3, -3));
    QVERIFY(isNear(0, 0) && !isNear(1e-9, 0) && !isNear(0, 0.01));
}

QTEST_APPLESS_MAIN(TestKnobValues)
#include "test_knob_values.moc"
