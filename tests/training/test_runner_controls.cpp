#include "runner_watcher.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace downhill::training;
using namespace downhill::training::testing;

class TestRunnerControls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pauseAnswersAtOnce_data();
    void pauseAnswersAtOnce();
    void slowPaceKeepsTime();
    void stepTakesOneStepAndPauses();
    void actsWalkThroughAStep();
    void learningRateChangesWhileItRuns();
    void parametersAreSetByHand();
    void parametersOfAnotherSizeAreIgnored();
    void parametersSetDuringAStepBeginItAnew();
    void aDivergedRunGoesOnAfterItsWeightsWereSet();
};

void TestRunnerControls::pauseAnswersAtOnce_data() {
    QTest::addColumn<double>("pace");
    QTest::newRow("one step in a thousand seconds") << 0.001;
    QTest::newRow("one step a second") << 1.0;
    QTest::newRow("sixty") << 60.0;
    QTest::newRow("full speed") << 0.0;
}

void TestRunnerControls::pauseAnswersAtOnce() {
    QFETCH(double, pace);
    Runner runner;
    Watcher watcher(runner);
    runner.load(circle(limits::kSteps));
    runner.play({pace});
    QVERIFY(watcher.snapshot([](const Snapshot& shot) { return shot.runs[0].step > 0; }));
    runner.pause();
    const std::int64_t step = watcher.restingStep();
    QVERIFY(step > 0);
    QCOMPARE(watcher.restingStep(), step);
    // One step more proves that it was the pause that held it, and that it still listens.
    runner.step();
    QVERIFY(watcher.snapshotAt(step + 1));
}

void TestRunnerControls::slowPaceKeepsTime() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(circle(limits::kSteps));
    QVERIFY(watcher.hears<event::Loaded>());
    QElapsedTimer timer;
    timer.start();
    runner.play({100});
    QVERIFY(watcher.until([&] {
        const LossCurve& curve = watcher.curves[{1, CurveKind::Batch}];
        return !curve.buckets().empty() && curve.buckets().back().lastStep >= 31;
    }));
    // Steps 1 to 31 at 100 a second take 300 ms, never less; how much more is the machine's affair.
    QVERIFY2(timer.elapsed() >= 299, qPrintable(QString::number(timer.elapsed())));
}

void TestRunnerControls::stepTakesOneStepAndPauses() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(circle(100));
    runner.play({0.001});
    QVERIFY(watcher.snapshotAt(1));
    runner.step();
    runner.step();
    QCOMPARE(watcher.restingStep(), std::int64_t{3});
    QVERIFY(watcher.until([&] { return watcher.curves[{1, CurveKind::Batch}].buckets().size() == 3; }));
}

void TestRunnerControls::actsWalkThroughAStep() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(circle(100));
    const std::vector<Act> after{Act::Forward, Act::Loss, Act::Backward, Act::Step, Act::ZeroGrad};
    for (std::size_t i = 0; i < after.size(); ++i) {
        runner.act();
        const auto shot =
            watcher.snapshot([&](const Snapshot& next) { return next.runs[0].nextAct == after[i]; });
        QVERIFY(shot);
        QCOMPARE(shot->runs[0].step, std::int64_t{i == 4 ? 1 : 0});
        QVERIFY(std::isnan(shot->runs[0].batchLoss) == (i < 2));
    }
    runner.act();
    runner.step(); // finishes the step under way
    const auto shot = watcher.snapshotAt(2);
    QVERIFY(shot && shot->runs[0].nextAct == Act::ZeroGrad);
}

void TestRunnerControls::learningRateChangesWhileItRuns() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(circle(limits::kSteps));
    runner.play(Runner::Pace::unlimited());
    runner.setLearningRate(1, 0.0);
    runner.setLearningRate(0, -1.0);
    runner.setLearningRate(0, std::numeric_limits<double>::quiet_NaN());
    runner.setLearningRate(7, 0.5);
    const auto first =
        watcher.snapshot([](const Snapshot& shot) { return shot.runs[1].learningRate == 0.0; });
    QVERIFY(first);
    QCOMPARE(first->runs[0].learningRate, 0.05);
    const std::int64_t from = first->runs[1].step;
    const auto later = watcher.snapshot([&](const Snapshot& shot) { return shot.runs[1].step > from + 100; });
    QVERIFY(later);
    QVERIFY(later->runs[1].parameters == first->runs[1].parameters);
    QVERIFY(later->runs[0].parameters != first->runs[0].parameters);
}

void TestRunnerControls::parametersAreSetByHand() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(parabola(0.25, 100));
    runner.setParameters(0, {2.0F, 0.0F});
    const auto shot =
        watcher.snapshot([](const Snapshot& next) { return next.runs[0].parameters[0] == 2.0F; });
    QVERIFY(shot);
    QCOMPARE(shot->runs[0].path.size(), std::size_t{1});
    QCOMPARE(shot->runs[0].path[0].x, 2.0F);
    QCOMPARE(shot->runs[0].path[0].loss, 4.0F);
    runner.step(); // w − 0.25 · 2w
    const auto next = watcher.snapshotAt(1);
    QVERIFY(next);
    QCOMPARE(next->runs[0].parameters[0], 1.0F);
    QCOMPARE(next->runs[0].batchLoss, 4.0);
}

void TestRunnerControls::parametersOfAnotherSizeAreIgnored() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(parabola(0.25, 100));
    runner.setParameters(0, {2.0F, 3.0F, 4.0F});
    runner.setParameters(0, {2.0F});
    runner.setParameters(0, {});
    runner.setParameters(3, {2.0F, 0.0F});
    runner.setParameters(0, {std::numeric_limits<float>::infinity(), 0.0F});
    runner.step();
    const auto shot = watcher.snapshotAt(1);
    QVERIFY(shot);
    QCOMPARE(shot->runs[0].parameters[0], 0.5F);
}

void TestRunnerControls::parametersSetDuringAStepBeginItAnew() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(parabola(0.25, 100));
    for (int i = 0; i < 3; ++i)
        runner.act();
    runner.setParameters(0, {8.0F, 0.0F});
    const auto during = watcher.snapshotAt(0);
    QVERIFY(during);
    QVERIFY(during->runs[0].nextAct == Act::ZeroGrad);
    QCOMPARE(during->runs[0].parameters[0], 8.0F);
    for (int i = 0; i < 5; ++i)
        runner.act();
    const auto after = watcher.snapshotAt(1);
    QVERIFY(after);
    QCOMPARE(after->runs[0].batchLoss, 64.0);
    QCOMPARE(after->runs[0].parameters[0], 4.0F);
}

void TestRunnerControls::aDivergedRunGoesOnAfterItsWeightsWereSet() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(parabola(1.1, 5000));
    runner.play(Runner::Pace::unlimited());
    QVERIFY(watcher.hears<event::Loaded>());
    QVERIFY(watcher.hears<event::Stopped>());
    runner.setParameters(0, {1.0F, 0.0F});
    runner.setLearningRate(0, 0.1);
    runner.play(Runner::Pace::unlimited());
    const auto said = watcher.event();
    QVERIFY(said && std::holds_alternative<event::Stopped>(said->what));
    QVERIFY(std::get<event::Stopped>(said->what).reasons.front() == StopReason::Finished);
    QVERIFY(watcher.snapshotAt(5000));
}

QTEST_GUILESS_MAIN(TestRunnerControls)
#include "test_runner_controls.moc"
