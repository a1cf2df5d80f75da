#include "runner_watcher.h"

#include <QTest>

#include <cmath>

using namespace downhill::training;
using namespace downhill::training::testing;

class TestRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loadingAnswersWithTheDataAtStepZero();
    void aSurfaceHasNoData();
    void aBadExperimentFailsWithItsError();
    void afterAFailureTheNextLoadIsSound();
    void aFullSpeedRunStopsOnceWithItsReasons();
    void rewindBeginsAnewAndRepeatsTheRun();
    void olderGenerationsAreNotHandedOver();
    void commandsWithoutAnExperimentDoNothing();
    void destructionWhileRunningJoins_data();
    void destructionWhileRunningJoins();
};

void TestRunner::loadingAnswersWithTheDataAtStepZero() {
    Runner runner;
    Watcher watcher(runner);
    const std::uint64_t generation = runner.load(circle(10));
    const auto said = watcher.event();
    QVERIFY(said);
    QCOMPARE(said->generation, generation);
    const auto* loaded = std::get_if<event::Loaded>(&said->what);
    QVERIFY(loaded && loaded->data);
    QCOMPARE(loaded->data->train.size(), Eigen::Index{80});
    QCOMPARE(loaded->data->test.size(), Eigen::Index{20});

    const auto shot = watcher.snapshotAt(0);
    QVERIFY(shot);
    QCOMPARE(shot->generation, generation);
    QCOMPARE(shot->runs.size(), std::size_t{2});
    const RunSnapshot& run = shot->runs[1];
    QVERIFY(run.nextAct == Act::ZeroGrad && run.stopReason == StopReason::None);
    QVERIFY(std::isnan(run.batchLoss));
    QVERIFY(std::isfinite(run.train.loss) && std::isfinite(run.test.loss));
    QVERIFY(run.train.accuracy >= 0 && run.train.accuracy <= 1);
    QCOMPARE(run.learningRate, 0.3);
    QCOMPARE(run.parameters.size(), std::size_t{4 * 2 + 4 + 4 + 1});
    QCOMPARE(run.gradient.size(), run.parameters.size());
    QVERIFY(run.parameters == shot->runs[0].parameters);
    QVERIFY(run.path.empty());
}

void TestRunner::aSurfaceHasNoData() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(parabola(0.1, 10));
    const auto said = watcher.event();
    QVERIFY(said && std::holds_alternative<event::Loaded>(said->what));
    QVERIFY(!std::get<event::Loaded>(said->what).data);
    const auto shot = watcher.snapshotAt(0);
    QVERIFY(shot);
    QCOMPARE(shot->runs[0].path.size(), std::size_t{1});
    QCOMPARE(shot->runs[0].path[0].x, 1.0F);
    QCOMPARE(shot->runs[0].path[0].loss, 1.0F);
    QVERIFY(std::isnan(shot->runs[0].test.loss));
}

void TestRunner::aBadExperimentFailsWithItsError() {
    Experiment experiment = circle(10);
    std::get<NetworkProblem>(experiment.problem).dataset.kind = DatasetKind::Csv;
    std::get<NetworkProblem>(experiment.problem).dataset.csvFile = "/nowhere/at/all.csv";
    Runner runner;
    Watcher watcher(runner);
    const std::uint64_t generation = runner.load(experiment);
    runner.play(Runner::Pace::unlimited());
    const auto said = watcher.event();
    QVERIFY(said);
    QCOMPARE(said->generation, generation);
    const auto* failed = std::get_if<event::Failed>(&said->what);
    QVERIFY(failed);
    QVERIFY(failed->error.code == ErrorCode::FileNotFound);
    QCOMPARE(failed->error.where, std::string("/nowhere/at/all.csv"));

    const std::uint64_t again = runner.rewind();
    const auto repeated = watcher.event();
    QVERIFY(repeated && std::holds_alternative<event::Failed>(repeated->what));
    QCOMPARE(repeated->generation, again);
}

void TestRunner::afterAFailureTheNextLoadIsSound() {
    Experiment none = circle(10);
    none.runs.clear();
    Runner runner;
    Watcher watcher(runner);
    runner.load(none);
    QVERIFY(watcher.hears<event::Failed>());
    runner.load(circle(10));
    QVERIFY(watcher.hears<event::Loaded>());
    runner.play(Runner::Pace::unlimited());
    QVERIFY(watcher.hears<event::Stopped>());
}

void TestRunner::aFullSpeedRunStopsOnceWithItsReasons() {
    Runner runner;
    Watcher watcher(runner);
    const std::uint64_t generation = runner.load(circle(3000));
    runner.play(Runner::Pace::unlimited());
    QVERIFY(watcher.hears<event::Loaded>());
    const auto said = watcher.event();
    QVERIFY(said && std::holds_alternative<event::Stopped>(said->what));
    QCOMPARE(said->generation, generation);
    const std::vector<StopReason> finished(2, StopReason::Finished);
    QVERIFY(std::get<event::Stopped>(said->what).reasons == finished);

    runner.play(Runner::Pace::unlimited());
    runner.step();
    runner.act();
    QCOMPARE(watcher.restingStep(), std::int64_t{3000});
    QVERIFY(!runner.takeEvent());
}

void TestRunner::rewindBeginsAnewAndRepeatsTheRun() {
    const Experiment experiment = circle(1500);
    Runner runner;
    Watcher watcher(runner);
    const std::uint64_t first = runner.load(experiment);
    runner.play(Runner::Pace::unlimited());
    QVERIFY(watcher.hears<event::Loaded>());
    QVERIFY(watcher.hears<event::Stopped>());

    const std::uint64_t second = runner.rewind();
    QVERIFY(second > first);
    watcher.curves.clear();
    const auto said = watcher.event();
    QVERIFY(said && std::holds_alternative<event::Loaded>(said->what));
    QCOMPARE(said->generation, second);
    QVERIFY(std::get<event::Loaded>(said->what).data);
    QCOMPARE(watcher.restingStep(), std::int64_t{0}); // paused at the beginning
    QVERIFY(watcher.curves.empty());

    runner.play(Runner::Pace::unlimited());
    QVERIFY(watcher.hears<event::Stopped>());
    const Curves reference = curvesAtFullSpeed(experiment);
    QVERIFY(watcher.until([&] { return same(watcher.curves, reference); }));
}

void TestRunner::olderGenerationsAreNotHandedOver() {
    Runner runner;
    runner.load(circle(2000));
    runner.play(Runner::Pace::unlimited());
    runner.requestSnapshot();
    QVERIFY(Watcher(runner).hears<event::Loaded>());
    const std::uint64_t newest = runner.rewind();
    bool older = false;
    const auto look = [&](const FeedItem& item) { older = older || item.generation != newest; };
    runner.step();
    QElapsedTimer timer;
    bool stepped = false;
    for (timer.start(); !stepped && timer.elapsed() < kGenerous;) {
        runner.drain(look);
        if (const auto said = runner.takeEvent())
            QCOMPARE(said->generation, newest);
        runner.requestSnapshot();
        if (const auto shot = runner.takeSnapshot()) {
            QCOMPARE(shot->generation, newest);
            stepped = shot->runs[0].step == 1;
        }
    }
    QVERIFY(stepped);
    QVERIFY(!older);
}

void TestRunner::commandsWithoutAnExperimentDoNothing() {
    Runner runner;
    Watcher watcher(runner);
    runner.play(Runner::Pace::unlimited());
    runner.step();
    runner.act();
    runner.pause();
    runner.rewind();
    runner.setLearningRate(0, 1);
    runner.setParameters(0, {1.0F, 0.0F});
    runner.requestSnapshot();
    const std::uint64_t generation = runner.load(circle(10));
    const auto said = watcher.event();
    QVERIFY(said && std::holds_alternative<event::Loaded>(said->what));
    QCOMPARE(said->generation, generation);
    QCOMPARE(watcher.restingStep(), std::int64_t{0});
}

void TestRunner::destructionWhileRunningJoins_data() {
    QTest::addColumn<double>("pace");
    QTest::addColumn<bool>("begun");
    QTest::newRow("full speed") << 0.0 << true;
    QTest::newRow("slow") << 0.01 << true;
    QTest::newRow("at once") << 0.0 << false;
}

void TestRunner::destructionWhileRunningJoins() {
    QFETCH(double, pace);
    QFETCH(bool, begun);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 5; ++i) {
        Runner runner;
        Watcher watcher(runner);
        runner.load(circle(limits::kSteps));
        runner.play({pace});
        runner.requestSnapshot();
        if (begun)
            QVERIFY(watcher.snapshot([](const Snapshot& shot) { return shot.runs[0].step > 0; }));
    }
    QVERIFY(timer.elapsed() < kGenerous);
}

QTEST_GUILESS_MAIN(TestRunner)
#include "test_runner.moc"
