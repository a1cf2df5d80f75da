#include "training/run_group.h"
#include "training/runner.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <thread>

using namespace downhill::training;

namespace {

constexpr int kGenerous = 60'000; // ms; a bound for a broken build, never waited for in a sound one

/// Two runs of a small network on the circle, with a test set.
Experiment circle(std::int64_t steps) {
    NetworkProblem problem;
    problem.dataset.kind = DatasetKind::Circle;
    problem.dataset.samples = 100;
    problem.dataset.noise = 0.1;
    problem.dataset.testShare = 0.2;
    problem.network.layers = {{4, Activation::Tanh}, {1, Activation::Linear}};
    problem.loss = Loss::BinaryCrossEntropy;
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {
        RunSpec{.id = "slow", .name = {}, .optimizer = {.learningRate = 0.05}, .batchSize = 10},
        RunSpec{.id = "fast", .name = {}, .optimizer = {.learningRate = 0.3}, .batchSize = 10}};
    experiment.steps = steps;
    return experiment;
}

Experiment parabola(double learningRate, std::int64_t steps) {
    SurfaceProblem problem;
    problem.kind = SurfaceKind::Parabola;
    problem.curvature = 2;
    problem.start = {1, 0};
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {RunSpec{.optimizer = {.learningRate = learningRate}}};
    experiment.steps = steps;
    return experiment;
}

using CurveKey = std::pair<std::uint32_t, CurveKind>;
using Curves = std::map<CurveKey, LossCurve>;

bool sameBits(const CurveBucket& left, const CurveBucket& right) {
    return left == right && std::memcmp(&left.last, &right.last, sizeof left.last) == 0;
}

bool same(const LossCurve& left, const LossCurve& right) {
    return left.width() == right.width() && left.brokeAt() == right.brokeAt() &&
           std::equal(left.buckets().begin(), left.buckets().end(), right.buckets().begin(),
                      right.buckets().end(), sameBits);
}

bool same(const Curves& left, const Curves& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& a, const auto& b) {
        return a.first == b.first && same(a.second, b.second);
    });
}

/// The batch curves that the experiment has after `steps` steps, trained here and now.
Curves batchCurves(const Experiment& experiment, std::int64_t steps) {
    Trainer<float>::Data data;
    if (const auto* problem = std::get_if<NetworkProblem>(&experiment.problem))
        data = std::make_shared<const SplitDataset<float>>(*makeDataset<float>(*problem, experiment.seeds));
    Curves curves;
    for (std::uint32_t run = 0; run < experiment.runs.size(); ++run) {
        auto trainer = Trainer<float>::create(experiment, run, data);
        LossCurve curve;
        trainer->run(steps,
                     [&](std::int64_t step, double loss) { curve.add(step, static_cast<float>(loss)); });
        if (steps > 0)
            curves.emplace(CurveKey{run, CurveKind::Batch}, std::move(curve));
    }
    return curves;
}

Curves only(CurveKind kind, const Curves& curves) {
    Curves result;
    for (const auto& [key, curve] : curves) {
        if (key.second == kind)
            result.emplace(key, curve);
    }
    return result;
}

/// A screen's end of a runner: mirrors of all curves, and waiting for what a runner says.
class Watcher {
public:
    explicit Watcher(Runner& runner) : runner_(runner) {}

    void drain() {
        runner_.drain([this](const FeedItem& item) {
            curves[{item.run, item.curve}].apply(item.update);
            ++items;
        });
    }

    /// Drains until `done`; false when a generous time has passed.
    template <class Done>
    bool until(Done&& done) {
        QElapsedTimer timer;
        for (timer.start(); timer.elapsed() < kGenerous;) {
            drain();
            if (done())
                return true;
            std::this_thread::yield();
        }
        return false;
    }

    std::optional<RunnerEvent> event() {
        std::optional<RunnerEvent> event;
        until([&] {
            event = runner_.takeEvent();
            return event.has_value();
        });
        return event;
    }

    template <class What>
    bool hears() {
        const auto said = event();
        return said && std::holds_alternative<What>(said->what);
    }

    /// A snapshot that satisfies `fits`, asking until there is one. Only one is ever asked for at a time, so
    /// that what comes was taken after all that was commanded before.
    template <class Fits>
    std::optional<Snapshot> snapshot(Fits&& fits) {
        std::optional<Snapshot> found;
        runner_.requestSnapshot();
        until([&] {
            auto taken = runner_.takeSnapshot();
            if (taken && fits(*taken))
                found = std::move(taken);
            else if (taken)
                runner_.requestSnapshot();
            return found.has_value();
        });
        return found;
    }
    std::optional<Snapshot> snapshotAt(std::int64_t step) {
        return snapshot([step](const Snapshot& shot) { return shot.runs.front().step == step; });
    }

    /// The step that a paused runner has come to, once it has obeyed all commands.
    std::int64_t restingStep() {
        const auto shot = snapshot([](const Snapshot&) { return true; });
        return shot ? shot->runs.front().step : -1;
    }

    Curves curves{};
    std::int64_t items = 0;

private:
    Runner& runner_;
};

/// Loads `experiment`, trains it at full speed to its end, and returns the mirrored curves.
Curves curvesAtFullSpeed(const Experiment& experiment) {
    Runner runner;
    Watcher watcher(runner);
    runner.load(experiment);
    runner.play(Runner::Pace::unlimited());
    if (!watcher.hears<event::Loaded>() || !watcher.hears<event::Stopped>())
        return {};
    const Curves expected = batchCurves(experiment, experiment.steps);
    watcher.until([&] { return same(only(CurveKind::Batch, watcher.curves), expected); });
    watcher.until([&] {
        return std::all_of(watcher.curves.begin(), watcher.curves.end(), [&](const auto& entry) {
            return entry.second.brokeAt() > 0 || entry.second.buckets().back().lastStep == experiment.steps;
        });
    });
    return watcher.curves;
}

} // namespace

class TestRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loadingAnswersWithTheDataAtStepZero();
    void aSurfaceHasNoData();
    void aBadExperimentFailsWithItsError();
    void afterAFailureTheNextLoadIsSound();
    void aFullSpeedRunStopsOnceWithItsReasons();
    void mirrorsEqualTheSourceOverRandomPacing();
    void curvesAreBitIdenticalHoweverTheyCameAbout_data();
    void curvesAreBitIdenticalHoweverTheyCameAbout();
    void testCurveFollowsTheScheduleAndEndsAtTheEnd();
    void runsAdvanceInLockStep();
    void pauseAnswersAtOnce_data();
    void pauseAnswersAtOnce();
    void theMirrorIsCompleteAtEveryPause();
    void slowPaceKeepsTime();
    void stepTakesOneStepAndPauses();
    void actsWalkThroughAStep();
    void rewindBeginsAnewAndRepeatsTheRun();
    void olderGenerationsAreNotHandedOver();
    void aFullRingLosesNothing();
    void learningRateChangesWhileItRuns();
    void parametersAreSetByHand();
    void parametersOfAnotherSizeAreIgnored();
    void parametersSetDuringAStepBeginItAnew();
    void divergenceIsAnOrdinaryOutcome();
    void aDivergedRunGoesOnAfterItsWeightsWereSet();
    void surfacePathIsThinnedButKeepsItsEnds();
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

void TestRunner::mirrorsEqualTheSourceOverRandomPacing() {
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

void TestRunner::curvesAreBitIdenticalHoweverTheyCameAbout_data() {
    QTest::addColumn<QString>("manner");
    QTest::newRow("paced") << QStringLiteral("paced");
    QTest::newRow("watched closely") << QStringLiteral("watched");
    QTest::newRow("stepped") << QStringLiteral("stepped");
    QTest::newRow("by acts") << QStringLiteral("acts");
    QTest::newRow("never drained on the way") << QStringLiteral("unwatched");
}

void TestRunner::curvesAreBitIdenticalHoweverTheyCameAbout() {
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

void TestRunner::testCurveFollowsTheScheduleAndEndsAtTheEnd() {
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

void TestRunner::runsAdvanceInLockStep() {
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

void TestRunner::pauseAnswersAtOnce_data() {
    QTest::addColumn<double>("pace");
    QTest::newRow("one step in a thousand seconds") << 0.001;
    QTest::newRow("one step a second") << 1.0;
    QTest::newRow("sixty") << 60.0;
    QTest::newRow("full speed") << 0.0;
}

void TestRunner::pauseAnswersAtOnce() {
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

void TestRunner::theMirrorIsCompleteAtEveryPause() {
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

void TestRunner::slowPaceKeepsTime() {
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

void TestRunner::stepTakesOneStepAndPauses() {
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

void TestRunner::actsWalkThroughAStep() {
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

void TestRunner::aFullRingLosesNothing() {
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

void TestRunner::learningRateChangesWhileItRuns() {
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

void TestRunner::parametersAreSetByHand() {
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

void TestRunner::parametersOfAnotherSizeAreIgnored() {
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

void TestRunner::parametersSetDuringAStepBeginItAnew() {
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

void TestRunner::divergenceIsAnOrdinaryOutcome() {
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

void TestRunner::aDivergedRunGoesOnAfterItsWeightsWereSet() {
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

void TestRunner::surfacePathIsThinnedButKeepsItsEnds() {
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
