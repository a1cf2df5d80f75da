#include "runner_watcher.h"
#include "training/surface_path.h"

#include <QTest>

#include <cmath>

using namespace downhill::training;
using namespace downhill::training::testing;

class TestRunnerCurves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mirrorsEqualTheSourceOverRandomPacing();
    void curvesAreBitIdenticalHoweverTheyCameAbout_data();
    void curvesAreBitIdenticalHoweverTheyCameAbout();
    void testCurveFollowsTheScheduleAndEndsAtTheEnd();
    void runsAdvanceInLockStep();
    void theMirrorIsCompleteAtEveryPause();
    void aFullRingLosesNothing();
    void divergenceIsAnOrdinaryOutcome();
    void surfacePathIsThinnedButKeepsItsEnds();
};

void TestRunnerCurves::mirrorsEqualTheSourceOverRandomPacing() {
    const Experiment experiment = circle(20'000);
    Runner runner;
    Watcher watcher(runner);
    runner.load(experiment);
    QVERIFY(watcher.hears<event::Loaded>());
    std::uint32_t random = 12345;
    std::int64_t step = 0;
    for (int round = 0; round < 40; ++round) {
        random = random * 1664525U + 1013904223U;
        const std::uint32_t choice = random >> 29;
        if (choice < 2) {
            runner.step();
        } else {
            const std::int64_t from = step;
            runner.play(choice < 4   ? Runner::Pace{500}
                        : choice < 6 ? Runner::Pace{50'000}
                                     : Runner::Pace::unlimited());
            QVERIFY(watcher.snapshot([&](const Snapshot& shot) {
                return shot.runs[0].step > from || shot.runs[0].stopReason != StopReason::None;
            }));
            runner.pause();
        }
        step = watcher.restingStep();
        QVERIFY(step >= 0);
        const Curves expected = batchCurves(experiment, step);
        QVERIFY(watcher.until([&] { return same(only(CurveKind::Batch, watcher.curves), expected); }));
    }
    QVERIFY(step > 40);
}

void TestRunnerCurves::curvesAreBitIdenticalHoweverTheyCameAbout_data() {
    QTest::addColumn<QString>("manner");
    QTest::newRow("paced") << QStringLiteral("paced");
    QTest::newRow("watched closely") << QStringLiteral("watched");
    QTest::newRow("stepped") << QStringLiteral("stepped");
    QTest::newRow("by acts") << QStringLiteral("acts");
    QTest::newRow("never drained on the way") << QStringLiteral("unwatched");
}

void TestRunnerCurves::curvesAreBitIdenticalHoweverTheyCameAbout() {
    QFETCH(QString, manner);
    const Experiment experiment = circle(600);
    const Curves reference = curvesAtFullSpeed(experiment);
    QCOMPARE(reference.size(), std::size_t{4});

    Runner runner;
    Watcher watcher(runner);
    runner.load(experiment);
    QVERIFY(watcher.hears<event::Loaded>());
    if (manner == u"stepped") {
        for (int i = 0; i < 600; ++i)
            runner.step();
    } else if (manner == u"acts") {
        for (int i = 0; i < 5 * 600; ++i)
            runner.act();
    } else {
        runner.play(manner == u"paced" ? Runner::Pace{3000} : Runner::Pace::unlimited());
    }
    std::optional<RunnerEvent> said;
    QElapsedTimer timer;
    for (timer.start(); !said && timer.elapsed() < kGenerous;) {
        if (manner == u"watched")
            runner.requestSnapshot();
        if (manner != u"unwatched")
            watcher.drain();
        said = runner.takeEvent();
    }
    QVERIFY(said && std::holds_alternative<event::Stopped>(said->what));
    QVERIFY(watcher.until([&] { return same(watcher.curves, reference); }));
}

void TestRunnerCurves::testCurveFollowsTheScheduleAndEndsAtTheEnd() {
    const Curves curves = curvesAtFullSpeed(circle(1010));
    const LossCurve& curve = curves.at({1, CurveKind::Test});
    std::vector<std::int64_t> steps;
    for (const CurveBucket& bucket : curve.buckets())
        steps.push_back(bucket.firstStep);
    std::vector<std::int64_t> expected;
    for (std::int64_t step = 5; step <= 1010; step += 5)
        expected.push_back(step);
    QVERIFY(steps == expected);

    const Curves odd = curvesAtFullSpeed(circle(1013)); // every 5 steps, and where it stops
    QCOMPARE(odd.at({0, CurveKind::Test}).buckets().back().lastStep, std::int64_t{1013});
    QCOMPARE(odd.at({0, CurveKind::Test}).buckets().size(), std::size_t{203});
}

void TestRunnerCurves::runsAdvanceInLockStep() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(circle(100'000));
    runner.play(Runner::Pace::unlimited());
    for (int i = 0; i < 20; ++i) {
        const auto shot = watcher.snapshot([](const Snapshot&) { return true; });
        QVERIFY(shot);
        QCOMPARE(shot->runs[0].step, shot->runs[1].step);
    }
}

void TestRunnerCurves::theMirrorIsCompleteAtEveryPause() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(circle(limits::kSteps));
    for (std::int64_t target : {100, 5000, 9000}) {
        runner.play(Runner::Pace::unlimited());
        QVERIFY(watcher.snapshot([&](const Snapshot& shot) { return shot.runs[0].step >= target; }));
        runner.pause();
        const std::int64_t step = watcher.restingStep();
        for (std::uint32_t run : {0U, 1U}) {
            QVERIFY(watcher.until([&] {
                const LossCurve& curve = watcher.curves[{run, CurveKind::Batch}];
                return !curve.buckets().empty() && curve.buckets().back().lastStep == step;
            }));
        }
    }
}

void TestRunnerCurves::aFullRingLosesNothing() {
    Experiment experiment = circle(8000);
    experiment.runs.push_back(experiment.runs[0]);
    experiment.runs.push_back(experiment.runs[1]);
    for (std::size_t i = 0; i < experiment.runs.size(); ++i)
        experiment.runs[i].id = "run" + std::to_string(i);
    Runner runner;
    runner.load(experiment);
    runner.play(Runner::Pace::unlimited());
    // Nothing is drained before the end: four runs have 16,384 buckets before they double, more than the ring
    // holds.
    std::vector<RunnerEvent> events;
    QElapsedTimer timer;
    for (timer.start(); events.size() < 2 && timer.elapsed() < kGenerous;) {
        if (auto said = runner.takeEvent())
            events.push_back(std::move(*said));
    }
    QCOMPARE(events.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<event::Stopped>(events[1].what));

    Watcher watcher(runner);
    const Curves expected = batchCurves(experiment, experiment.steps);
    watcher.drain();
    const std::int64_t inTheRing = watcher.items;
    QVERIFY(watcher.until([&] { return same(only(CurveKind::Batch, watcher.curves), expected); }));
    QVERIFY(watcher.items > inTheRing);
}

void TestRunnerCurves::divergenceIsAnOrdinaryOutcome() {
    Experiment experiment = parabola(1.1, 5000);
    experiment.runs.push_back({.id = "calm", .name = {}, .optimizer = {.learningRate = 0.1}});
    Runner runner;
    Watcher watcher(runner);
    runner.load(experiment);
    runner.play(Runner::Pace::unlimited());
    QVERIFY(watcher.hears<event::Loaded>());
    const auto said = watcher.event();
    QVERIFY(said && std::holds_alternative<event::Stopped>(said->what));
    const std::vector<StopReason> reasons{StopReason::Diverged, StopReason::Finished};
    QVERIFY(std::get<event::Stopped>(said->what).reasons == reasons);

    const auto shot = watcher.snapshot([](const Snapshot&) { return true; });
    QVERIFY(shot);
    QVERIFY(shot->runs[0].step < 1000);
    QCOMPARE(shot->runs[1].step, std::int64_t{5000});
    for (const PathPoint& point : shot->runs[0].path)
        QVERIFY(std::isfinite(point.x) && std::isfinite(point.loss));
    QVERIFY(watcher.until([&] {
        return watcher.curves[{1, CurveKind::Batch}].buckets().back().lastStep == 5000;
    }));
    const LossCurve& diverged = watcher.curves[{0, CurveKind::Batch}];
    QVERIFY(diverged.buckets().back().greatest > 1e30F);
    QCOMPARE(diverged.brokeAt(), diverged.buckets().back().lastStep + 1);
}

void TestRunnerCurves::surfacePathIsThinnedButKeepsItsEnds() {
    Runner runner;
    Watcher watcher(runner);
    runner.load(parabola(1e-4, 50'001));
    runner.play(Runner::Pace::unlimited());
    const auto shot = watcher.snapshotAt(50'001);
    QVERIFY(shot);
    const std::vector<PathPoint>& path = shot->runs[0].path;
    QVERIFY(path.size() > SurfacePath::kPoints / 2 - 2 && path.size() <= SurfacePath::kPoints);
    QCOMPARE(path.front().step, std::int64_t{0});
    QCOMPARE(path.front().x, 1.0F);
    QCOMPARE(path.back().step, std::int64_t{50'001});
    QCOMPARE(path.back().x, shot->runs[0].parameters[0]);
    for (std::size_t i = 1; i < path.size(); ++i) {
        QVERIFY(path[i].step > path[i - 1].step);
        QVERIFY(path[i].step - path[i - 1].step <= 64);
        QVERIFY(path[i].x <= path[i - 1].x);
    }
}

QTEST_GUILESS_MAIN(TestRunnerCurves)
#include "test_runner_curves.moc"
