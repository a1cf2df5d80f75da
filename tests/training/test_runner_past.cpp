#include "runner_watcher.h"

#include <QTest>

using namespace downhill::training;
using namespace downhill::training::testing;

/// A run that rests can be looked at as it was at any of its steps.
class TestRunnerPast : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPastStepIsShownAsItWas();
    void aPathEndsAtTheStepThatIsShown();
    void theInsideOfAPastStepIsShown();
    void ratesSetOnTheWayCountAgain();
    void goingOnLeavesThePast_data();
    void goingOnLeavesThePast();
    void aStepThatIsStillToComeShowsThePresent();
    void lookingBackWhileItRunsDoesNothing();
};

namespace {

std::optional<Snapshot> lookedAt(Watcher& watcher, std::int64_t step) {
    return watcher.snapshot([step](const Snapshot& shot) { return shot.lookedAt == step; });
}

/// Lets `runner` make `steps` steps, one by one, and tells what each looked like.
std::vector<Snapshot> walk(Runner& runner, Watcher& watcher, std::int64_t steps) {
    std::vector<Snapshot> seen;
    for (std::int64_t step = 0; step <= steps; ++step) {
        if (step > 0)
            runner.step();
        if (auto shot = watcher.snapshotAt(step))
            seen.push_back(std::move(*shot));
    }
    return seen;
}

} // namespace

void TestRunnerPast::aPastStepIsShownAsItWas() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(circle(1000));
    const std::vector<Snapshot> seen = walk(runner, watcher, 40);
    QCOMPARE(seen.size(), std::size_t{41});
    for (const std::int64_t step : {12, 39, 0, 1}) {
        runner.lookAt(step);
        const auto shot = lookedAt(watcher, step);
        QVERIFY(shot);
        for (std::size_t run = 0; run < 2; ++run) {
            const RunSnapshot& then = seen[std::size_t(step)].runs[run];
            QCOMPARE(shot->runs[run].step, step);
            QVERIFY(shot->runs[run].parameters == then.parameters);
            QVERIFY(shot->runs[run].test.loss == then.test.loss);
            QVERIFY(step == 0 || shot->runs[run].batchLoss == then.batchLoss);
        }
    }
    runner.lookAt({});
    const auto now = watcher.snapshotAt(40);
    QVERIFY(now && !now->lookedAt);
    QVERIFY(now->runs[1].parameters == seen[40].runs[1].parameters);
}

void TestRunnerPast::aPathEndsAtTheStepThatIsShown() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(parabola(0.1, 100));
    walk(runner, watcher, 20);
    runner.lookAt(7);
    const auto shot = lookedAt(watcher, 7);
    QVERIFY(shot);
    QCOMPARE(shot->runs[0].path.size(), std::size_t{8});
    QCOMPARE(shot->runs[0].path.back().step, std::int64_t{7});
}

void TestRunnerPast::theInsideOfAPastStepIsShown() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(circle(1000));
    walk(runner, watcher, 30);
    runner.lookAt(20);
    constexpr SnapshotParts kAll{.optimizer = true, .batch = true, .layers = true};
    std::optional<Snapshot> shot;
    QVERIFY(watcher.until([&] {
        runner.requestSnapshot(kAll);
        shot = runner.takeSnapshot();
        return shot && shot->lookedAt == 20 && !shot->runs[0].layers.empty();
    }));
    QCOMPARE(shot->runs[0].batch.size(), std::size_t{10});
    QCOMPARE(shot->runs[0].lastMove.size(), shot->runs[0].parameters.size());
}

void TestRunnerPast::ratesSetOnTheWayCountAgain() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(parabola(0.25, 100)); // each step halves the weight
    walk(runner, watcher, 2);
    runner.setLearningRate(0, 0.5); // one step reaches the bottom
    runner.step();
    runner.step();
    QVERIFY(watcher.snapshotAt(4));
    runner.lookAt(3);
    const auto third = lookedAt(watcher, 3);
    QVERIFY(third);
    QCOMPARE(third->runs[0].parameters[0], 0.0F);
    QCOMPARE(third->runs[0].learningRate, 0.5);
    runner.lookAt(1);
    const auto first = lookedAt(watcher, 1);
    QVERIFY(first);
    QCOMPARE(first->runs[0].parameters[0], 0.5F);
    QCOMPARE(first->runs[0].learningRate, 0.25);
}

void TestRunnerPast::goingOnLeavesThePast_data() {
    QTest::addColumn<int>("what");
    QTest::newRow("a step") << 0;
    QTest::newRow("play") << 1;
    QTest::newRow("weights set by hand") << 2;
}

void TestRunnerPast::goingOnLeavesThePast() {
    QFETCH(int, what);
    Runner runner;
    Watcher watcher(runner);
    runner.load(parabola(0.1, 100));
    walk(runner, watcher, 9);
    runner.lookAt(3);
    QVERIFY(lookedAt(watcher, 3));
    if (what == 0)
        runner.step();
    else if (what == 1)
        runner.play({0.001});
    else
        runner.setParameters(0, {2.0F, 0.0F});
    const auto shot = watcher.snapshotAt(what == 2 ? 9 : 10);
    QVERIFY(shot && !shot->lookedAt);
    QVERIFY(what != 2 || shot->runs[0].parameters[0] == 2.0F);
}

void TestRunnerPast::aStepThatIsStillToComeShowsThePresent() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(parabola(0.1, 100));
    walk(runner, watcher, 5);
    runner.lookAt(77);
    const auto shot = lookedAt(watcher, 77);
    QVERIFY(shot);
    QCOMPARE(shot->runs[0].step, std::int64_t{5});
}

void TestRunnerPast::lookingBackWhileItRunsDoesNothing() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(circle(limits::kSteps));
    runner.play(Runner::Pace::unlimited());
    QVERIFY(watcher.snapshot([](const Snapshot& shot) { return shot.runs[0].step > 10; }));
    runner.lookAt(3);
    const auto shot = watcher.snapshot([](const Snapshot& next) { return next.runs[0].step > 100; });
    QVERIFY(shot && !shot->lookedAt);
}

QTEST_APPLESS_MAIN(TestRunnerPast)
#include "test_runner_past.moc"
