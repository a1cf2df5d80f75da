#include "experiment/experiment_controller.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace downhill;
using app::ExperimentController;
using State = ExperimentController::State;

namespace {

constexpr int kPatience = 20'000;

/// w² from w = 2: converges below the rate 1, diverges above.
lesson::ExperimentBlock parabola(double rate, std::int64_t steps = 400) {
    lesson::ExperimentBlock block;
    training::SurfaceProblem surface;
    surface.kind = training::SurfaceKind::Parabola;
    surface.curvature = 2;
    surface.start = {2, 0};
    block.experiment.problem = surface;
    block.experiment.runs = {{"sgd", "SGD", {training::OptimizerSettings::Kind::Sgd, rate}, 0}};
    block.experiment.steps = steps;
    lesson::Control control;
    control.least = 0.001;
    control.greatest = 10;
    control.logarithmic = true;
    block.controls = {control};
    block.pace = 1000;
    return block;
}

lesson::ExperimentBlock line() {
    lesson::ExperimentBlock block;
    training::NetworkProblem problem;
    problem.dataset.kind = training::DatasetKind::Points;
    problem.dataset.points = {{1, 2}, {2, 4}, {3, 3}, {4, 5}};
    problem.network.layers = {{1, training::Activation::Linear}};
    problem.network.initialisation = training::Initialisation::Zero;
    block.experiment.problem = problem;
    lesson::Control weight;
    weight.knob = lesson::Knob::Parameter;
    weight.parameter = 0;
    weight.least = -5;
    weight.greatest = 5;
    block.controls = {weight};
    return block;
}

} // namespace

class TestExperimentController : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<app::RunRecord>(); }

    void isReadyAtStepZeroOnceLoaded() {
        ExperimentController controller;
        QCOMPARE(controller.state(), State::Empty);
        controller.setExperiment(parabola(0.1));
        QCOMPARE(controller.state(), State::Loading);
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
        QCOMPARE(controller.step(), 0);
    }

    void looksBackAtAnyStepOfARun() {
        ExperimentController controller;
        controller.setExperiment(parabola(0.25, 30)); // each step halves the weight
        controller.setSpeed(ExperimentController::Speed::Full);
        controller.play();
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
        const auto weight = [&] { return controller.frame().snapshot.runs.front().parameters.front(); };
        const float last = weight();
        controller.lookAt(3);
        QCOMPARE(controller.lookedAt(), std::optional<std::int64_t>(3));
        QTRY_COMPARE_WITH_TIMEOUT(weight(), 0.25F, kPatience);
        QCOMPARE(controller.frame().lookedAt, std::optional<std::int64_t>(3));
        controller.lookAt(0);
        QTRY_COMPARE_WITH_TIMEOUT(weight(), 2.0F, kPatience);
        QCOMPARE(controller.step(), 30); // of the present
        QCOMPARE(controller.state(), State::Stopped);
        QCOMPARE(controller.reasons().front(), training::StopReason::Finished);
        controller.lookAt(30);
        QVERIFY(!controller.lookedAt());
        QTRY_COMPARE_WITH_TIMEOUT(weight(), last, kPatience);
    }

    void goingOnLeavesThePast() {
        ExperimentController controller;
        controller.setExperiment(parabola(0.25, 30));
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
        for (int step = 1; step <= 5; ++step) {
            controller.stepOnce();
            QTRY_COMPARE_WITH_TIMEOUT(controller.step(), step, kPatience);
        }
        controller.lookAt(2);
        QTRY_COMPARE_WITH_TIMEOUT(controller.frame().snapshot.runs.front().step, 2, kPatience);
        controller.stepOnce();
        QVERIFY(!controller.lookedAt());
        QTRY_COMPARE_WITH_TIMEOUT(controller.frame().snapshot.runs.front().step, 6, kPatience);
    }

    void lookingBackPausesARunThatPlays() {
        ExperimentController controller;
        controller.setExperiment(parabola(1e-5, 1'000'000));
        controller.play();
        QTRY_VERIFY_WITH_TIMEOUT(controller.step() > 20, kPatience);
        controller.lookAt(10);
        QCOMPARE(controller.state(), State::Paused);
        QTRY_COMPARE_WITH_TIMEOUT(controller.frame().snapshot.runs.front().step, 10, kPatience);
    }

    void playsToTheEndOfTheBudgetAndKeepsTheRun() {
        ExperimentController controller;
        QSignalSpy kept(&controller, &ExperimentController::runKept);
        controller.setExperiment(parabola(0.1, 50));
        controller.setSpeed(ExperimentController::Speed::Full);
        controller.play();
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
        QCOMPARE(controller.step(), 50);
        QCOMPARE(kept.count(), 1);
        const auto record = kept.constFirst().constFirst().value<app::RunRecord>();
        QCOMPARE(record.outcomes.front().reason, training::StopReason::Finished);
        QCOMPARE(record.outcomes.front().steps, 50);
        QCOMPARE(record.curves.front().batch.buckets().size(), std::size_t(50));
    }

    void saysWhereARunDivergedAndRecoversWithOneCall() {
        ExperimentController controller;
        controller.setExperiment(parabola(3));
        controller.setSpeed(ExperimentController::Speed::Full);
        controller.play();
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
        QVERIFY(controller.diverged());
        QVERIFY(controller.divergedAt() > 1);
        QCOMPARE(controller.recoveryRate(), 1.0);

        controller.recover();
        QCOMPARE(controller.state(), State::Ready);
        QCOMPARE(controller.knobValue(controller.block().controls.front()), 1.0);
        QTRY_VERIFY_WITH_TIMEOUT(!controller.snapshot().runs.empty() &&
                                     controller.snapshot().runs.front().parameters.front() == 2.0F,
                                 kPatience);
        controller.play();
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
        QVERIFY(!controller.diverged());
    }

    void framesHoldThePartsThatAreAskedFor() {
        ExperimentController controller;
        controller.setExperiment(line());
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
        controller.showParts({.optimizer = true, .batch = true});
        controller.stepOnce();
        QTRY_VERIFY_WITH_TIMEOUT(
            controller.step() == 1 && !controller.snapshot().runs.front().lastMove.empty(), kPatience);
        QCOMPARE(controller.snapshot().runs.front().batch.size(), std::size_t(4));
        QVERIFY(controller.snapshot().runs.front().layers.empty());
    }

    void anotherLoopBeginsTheRunAnew() {
        using training::Act;
        ExperimentController controller;
        controller.setExperiment(line());
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
        controller.stepOnce();
        QTRY_COMPARE_WITH_TIMEOUT(controller.step(), 1, kPatience);
        QSignalSpy begun(&controller, &ExperimentController::experimentChanged);
        const std::vector<Act> without{Act::ZeroGrad, Act::Forward, Act::Loss, Act::Backward};
        controller.setLoop(0, {Act::Backward});                                 // cannot be
        controller.setLoop(1, without);                                         // there is no such run
        controller.setLoop(0, controller.block().experiment.runs.front().loop); // as it is
        QCOMPARE(controller.step(), 1);
        controller.setLoop(0, without);
        QTRY_COMPARE_WITH_TIMEOUT(begun.count(), 1, kPatience);
        QCOMPARE(controller.block().experiment.runs.front().loop, without);
        controller.stepOnce();
        QTRY_COMPARE_WITH_TIMEOUT(controller.step(), 1, kPatience);
        QCOMPARE(controller.snapshot().runs.front().parameters.front(), 0.0F); // without Step no weight moves
        controller.reset();
        QTRY_COMPARE_WITH_TIMEOUT(controller.block().experiment.runs.front().loop.size(), std::size_t(5),
                                  kPatience);
    }

    void setsAWeightOfAnyRun() {
        lesson::ExperimentBlock block = line();
        block.experiment.runs.push_back(block.experiment.runs.front());
        block.experiment.runs.back().id = "other";
        ExperimentController controller;
        controller.setExperiment(block);
        QTRY_VERIFY_WITH_TIMEOUT(controller.snapshot().runs.size() == 2, kPatience);
        controller.setWeight(1, 1, 0.5);
        controller.setWeight(1, 7, 0.5);          // there is no such weight
        controller.setWeight(0, 0, std::nan("")); // and no such number
        const auto stands = [&] {
            const auto& runs = controller.snapshot().runs;
            return runs.size() == 2 && runs[1].parameters[1] == 0.5F && runs[0].parameters[0] == 0.0F;
        };
        QVERIFY(stands());
        QTest::qWait(100); // and in the snapshots that follow
        QVERIFY(stands());
        controller.hold({lesson::Knob::Parameter});
        controller.setWeight(1, 1, 3);
        QVERIFY(stands());
    }

    void stepsOneAtATime() {
        ExperimentController controller;
        controller.setExperiment(parabola(0.1));
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
        for (int step = 1; step <= 3; ++step) {
            controller.stepOnce();
            QTRY_COMPARE_WITH_TIMEOUT(controller.step(), step, kPatience);
        }
        QCOMPARE(controller.state(), State::Paused);
    }

    void stepsByActs() {
        ExperimentController controller;
        controller.setExperiment(parabola(0.1));
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
        using training::Act;
        for (const Act next : {Act::Forward, Act::Loss, Act::Backward, Act::Step, Act::ZeroGrad}) {
            controller.actOnce();
            QTRY_VERIFY_WITH_TIMEOUT(!controller.snapshot().runs.empty() &&
                                         controller.snapshot().runs.front().nextAct == next,
                                     kPatience);
        }
        QCOMPARE(controller.step(), 1);
    }

    void stepsByTheActsOfTheLoopsOfItsRuns() {
        using training::Act;
        auto block = parabola(0.1);
        block.experiment.runs.push_back(block.experiment.runs.front());
        block.experiment.runs[0].loop = {Act::Forward, Act::Loss, Act::Backward, Act::Step};
        block.experiment.runs[1].loop = {Act::Forward, Act::ZeroGrad, Act::Loss, Act::Backward, Act::Step};
        ExperimentController controller;
        QVERIFY(controller.nextActs().empty());
        controller.setExperiment(block);
        QTRY_VERIFY_WITH_TIMEOUT(!controller.snapshot().runs.empty(), kPatience);
        using Acts = std::vector<Act>;
        QCOMPARE(controller.nextActs(), Acts{Act::Forward});
        for (const Acts& next : {Acts{Act::Loss, Act::ZeroGrad}, Acts{Act::Backward, Act::Loss},
                                 Acts{Act::Step, Act::Backward}, Acts{Act::Forward, Act::Step}}) {
            controller.actOnce();
            QTRY_COMPARE_WITH_TIMEOUT(controller.nextActs(), next, kPatience);
        }
        QCOMPARE(controller.step(), 1);
    }

    void aRunThatIsOverHasNoNextAct() {
        auto block = parabola(0.1, 30);
        block.experiment.runs.push_back(block.experiment.runs.front());
        block.experiment.runs[0].optimizer.learningRate = 1e9; // diverges within a few steps
        block.experiment.runs[1].loop = {training::Act::Forward, training::Act::Loss};
        ExperimentController controller;
        controller.setExperiment(block);
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
        for (std::int64_t step = 1; step <= 10; ++step) {
            controller.stepOnce();
            QTRY_COMPARE_WITH_TIMEOUT(controller.step(), step, kPatience);
        }
        QVERIFY(controller.diverged());
        QCOMPARE(controller.nextActs(), std::vector{training::Act::Forward});
    }

    void aPausedAndResumedRunIsTheSameRun() {
        const auto curveOf = [](bool interrupted) {
            ExperimentController controller;
            controller.setExperiment(parabola(0.01, 2000));
            controller.setSpeed(interrupted ? ExperimentController::Speed::Normal
                                            : ExperimentController::Speed::Full);
            controller.play();
            if (interrupted) {
                [&] { QTRY_VERIFY_WITH_TIMEOUT(controller.step() > 5, kPatience); }();
                controller.pause();
                controller.stepOnce();
                controller.setSpeed(ExperimentController::Speed::Full);
                controller.play();
            }
            [&] { QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience); }();
            const auto buckets = controller.frame().curves.front().batch.buckets();
            return std::vector(buckets.begin(), buckets.end());
        };
        const auto plain = curveOf(false);
        QVERIFY(!plain.empty());
        QVERIFY(plain == curveOf(true));
    }

    void rewindGoesBackToTheSameWeightsAndNewWeightsToOthers() {
        auto block = line();
        auto& problem = std::get<training::NetworkProblem>(block.experiment.problem);
        problem.network.initialisation = training::Initialisation::XavierUniform;
        ExperimentController controller;
        controller.setExperiment(block);
        QTRY_VERIFY_WITH_TIMEOUT(!controller.snapshot().runs.empty(), kPatience);
        const auto weights = controller.snapshot().runs.front().parameters;
        controller.stepOnce();
        QTRY_COMPARE_WITH_TIMEOUT(controller.step(), 1, kPatience);
        controller.rewind();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.snapshot().runs.empty() && controller.step() == 0, kPatience);
        QCOMPARE(controller.snapshot().runs.front().parameters, weights);
        controller.drawNewWeights();
        QTRY_VERIFY_WITH_TIMEOUT(controller.state() == State::Ready && !controller.snapshot().runs.empty(),
                                 kPatience);
        QVERIFY(controller.snapshot().runs.front().parameters != weights);
    }

    void aWeightSetByHandIsTheWeightThatIsUsed() {
        ExperimentController controller;
        controller.setExperiment(line());
        QTRY_VERIFY_WITH_TIMEOUT(!controller.snapshot().runs.empty(), kPatience);
        const lesson::Control weight = controller.block().controls.front();
        controller.setKnob(weight, 1.5);
        QTRY_VERIFY_WITH_TIMEOUT(
            std::abs(controller.snapshot().runs.front().train.loss - (0.25 + 1 + 2.25 + 1) / 4) < 1e-6,
            kPatience);
        QCOMPARE(controller.knobValue(weight), 1.5);
    }

    void aWeightSetAfterTheEndBeginsTheNextRun() {
        ExperimentController controller;
        controller.setExperiment(line());
        controller.setSpeed(ExperimentController::Speed::Full);
        controller.play();
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
        const float bias = controller.snapshot().runs.front().parameters.at(1);
        controller.setKnob(controller.block().controls.front(), -5);
        QCOMPARE(controller.state(), State::Ready);
        QTRY_COMPARE_WITH_TIMEOUT(controller.snapshot().runs.front().parameters.at(0), -5.0F, kPatience);
        QCOMPARE(controller.snapshot().runs.front().parameters.at(1), bias);
        controller.stepOnce();
        QTRY_COMPARE_WITH_TIMEOUT(controller.step(), 1, kPatience);
        QVERIFY(controller.snapshot().runs.front().parameters.at(0) != 0.0F);
        QVERIFY(controller.frame().curves.front().batch.buckets().front().first > 100);
    }

    void aRateChangedOnTheWayIsRemembered() {
        ExperimentController controller;
        QSignalSpy kept(&controller, &ExperimentController::runKept);
        controller.setExperiment(parabola(0.01));
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
        controller.stepOnce();
        QTRY_COMPARE_WITH_TIMEOUT(controller.step(), 1, kPatience);
        controller.setKnob(controller.block().controls.front(), 0.2);
        controller.setSpeed(ExperimentController::Speed::Full);
        controller.play();
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
        const auto record = kept.constLast().constFirst().value<app::RunRecord>();
        QCOMPARE(record.block.experiment.runs.front().optimizer.learningRate, 0.01);
        QCOMPARE(record.changes.size(), std::size_t(1));
        QCOMPARE(record.changes.front().step, 1);
        QCOMPARE(record.changes.front().learningRate, 0.2);
    }

    void anEarlierRunStaysBesideTheNextOne() {
        ExperimentController controller;
        controller.setExperiment(parabola(0.01, 30));
        controller.setSpeed(ExperimentController::Speed::Full);
        controller.play();
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
        QVERIFY(controller.frame().past.empty());
        controller.setKnob(controller.block().controls.front(), 0.5);
        controller.play();
        QCOMPARE(controller.frame().past.size(), std::size_t(1));
        QCOMPARE(controller.frame().past.front().curve.buckets().size(), std::size_t(30));
    }

    void anExperimentThatCannotRunSaysWhy() {
        auto block = line();
        std::get<training::NetworkProblem>(block.experiment.problem).dataset.points.clear();
        ExperimentController controller;
        controller.setExperiment(block);
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Failed, kPatience);
        QVERIFY(controller.error().has_value());
    }
};

QTEST_MAIN(TestExperimentController)
#include "test_experiment_controller.moc"
