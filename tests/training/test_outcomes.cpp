#include "experiments.h"
#include "training/surface.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace downhill::training;
using experiments::copyOf;

namespace {

Experiment sine(double learningRate) {
    NetworkProblem problem;
    problem.dataset = {.kind = DatasetKind::Sine, .samples = 100, .frequency = 3};
    problem.network.layers = {{16, Activation::Tanh}, {1, Activation::Linear}};
    problem.loss = Loss::MeanSquaredError;
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {RunSpec{.optimizer = {.learningRate = learningRate}}};
    experiment.steps = 1000;
    return experiment;
}

SurfaceProblem parabola() {
    return {.kind = SurfaceKind::Parabola, .curvature = 2, .start = {1, 0.5}};
}

} // namespace

Q_DECLARE_METATYPE(Goal)
Q_DECLARE_METATYPE(SurfaceKind)
Q_DECLARE_METATYPE(StopReason)

class TestOutcomes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBudgetIsUsedUp() {
        auto experiment = experiments::circle();
        experiment.steps = 12;
        auto trainer = experiments::trainer<float>(experiment);
        QCOMPARE(trainer.run(5), 5);
        QCOMPARE(trainer.stopReason(), StopReason::None);
        QCOMPARE(trainer.run(100), 7);
        QCOMPARE(trainer.stopReason(), StopReason::Finished);
        const auto parameters = copyOf(trainer.parameters());
        trainer.act();
        QCOMPARE(trainer.run(1), 0);
        QCOMPARE(trainer.nextAct(), Act::ZeroGrad);
        QVERIFY(copyOf(trainer.parameters()) == parameters);
        QVERIFY(trainer.setParameters(parameters).has_value());
        QCOMPARE(trainer.stopReason(), StopReason::Finished);
    }

    void aGoalIsLookedForAndReached_data() {
        // On w²/2 from 1 with rate ½ the value after n steps is 4⁻ⁿ / 2.
        QTest::addColumn<Goal>("goal");
        QTest::addColumn<StopReason>("reason");
        QTest::addColumn<int>("step");
        const auto row = [](const char* name, Goal goal, StopReason reason, int step) {
            QTest::newRow(name) << goal << reason << step;
        };
        row("crossed", {.bound = 0.001, .every = 1}, StopReason::GoalReached, 5);
        row("exactly at the bound", {.bound = 0.0078125, .every = 1}, StopReason::GoalReached, 3);
        row("looked at every fourth step", {.bound = 0.001, .every = 4}, StopReason::GoalReached, 8);
        row("held for three looks", {.bound = 0.001, .every = 4, .holds = 3}, StopReason::GoalReached, 16);
        row("above", {.below = false, .bound = 0.1, .every = 1}, StopReason::GoalReached, 1);
        row("never", {.bound = -1, .every = 1}, StopReason::Finished, 20);
        row("at the last step", {.bound = 1, .every = 20}, StopReason::GoalReached, 20);
        row("after the last step", {.bound = 1, .every = 21}, StopReason::Finished, 20);
    }
    void aGoalIsLookedForAndReached() {
        QFETCH(const Goal, goal);
        QFETCH(const int, step);
        auto experiment = experiments::surface({.kind = SurfaceKind::Parabola, .start = {1, 0}}, 0.5, 20);
        experiment.goal = goal;
        auto trainer = experiments::trainer<double>(experiment);
        trainer.run(1000);
        QTEST(trainer.stopReason(), "reason");
        QCOMPARE(trainer.step(), step);
        trainer.rewind();
        QCOMPARE(trainer.stopReason(), StopReason::None);
        trainer.run(1000);
        QTEST(trainer.stopReason(), "reason");
        QCOMPARE(trainer.step(), step);
    }

    void looksMustPassInARow() {
        // Rate 2 on a curvature of 1 makes w alternate; parameters by hand break the row of looks.
        auto experiment = experiments::surface({.kind = SurfaceKind::Parabola, .start = {1, 0}}, 2, 100);
        experiment.goal = Goal{.bound = 0.6, .every = 1, .holds = 3};
        auto trainer = experiments::trainer<double>(experiment);
        trainer.run(2);
        QVERIFY(trainer.setParameters(std::vector<double>{4, 0}).has_value());
        trainer.run(1);
        QVERIFY(trainer.setParameters(std::vector<double>{1, 0}).has_value());
        trainer.run(100);
        QCOMPARE(trainer.step(), 6);
        QCOMPARE(trainer.stopReason(), StopReason::GoalReached);
    }

    void everyMetricCanBeAGoal_data() {
        QTest::addColumn<Goal>("goal");
        const auto row = [](const char* name, Goal goal) { QTest::newRow(name) << goal; };
        row("train loss", {.metric = Metric::TrainLoss, .bound = 0.3});
        row("test loss", {.metric = Metric::TestLoss, .bound = 0.3});
        row("train accuracy", {.metric = Metric::TrainAccuracy, .below = false, .bound = 0.95});
        row("test accuracy", {.metric = Metric::TestAccuracy, .below = false, .bound = 0.95});
    }
    void everyMetricCanBeAGoal() {
        QFETCH(const Goal, goal);
        auto experiment = experiments::circle();
        experiment.steps = 20'000;
        experiment.goal = goal;
        auto trainer = experiments::trainer<float>(experiment);
        const auto value = [&] {
            const bool test = goal.metric == Metric::TestLoss || goal.metric == Metric::TestAccuracy;
            const auto found = test ? trainer.evaluateTest() : trainer.evaluateTrain();
            return goal.below ? found.loss : found.accuracy;
        };
        QVERIFY(goal.below ? value() > goal.bound : value() < goal.bound);
        trainer.run(20'000);
        QCOMPARE(trainer.stopReason(), StopReason::GoalReached);
        QVERIFY(trainer.step() % 10 == 0);
        QVERIFY(goal.below ? value() <= goal.bound : value() >= goal.bound);
    }

    void theLimitOfStabilityIsTwoOverTheCurvature_data() {
        QTest::addColumn<SurfaceKind>("kind");
        QTest::newRow("parabola") << SurfaceKind::Parabola;
        QTest::newRow("bowl") << SurfaceKind::Bowl;
        QTest::newRow("ravine") << SurfaceKind::Ravine;
    }
    void theLimitOfStabilityIsTwoOverTheCurvature() {
        QFETCH(const SurfaceKind, kind);
        const SurfaceProblem surface{.kind = kind, .curvature = 3, .condition = 7, .start = {1, 1}};
        const double limit = 2 / Surface::create(surface)->largestCurvature();
        auto under = experiments::trainer<double>(experiments::surface(surface, 0.99 * limit, 100'000));
        under.run(100'000);
        QCOMPARE(under.stopReason(), StopReason::Finished);
        QVERIFY(under.evaluateTrain().loss < 1e-100);
        auto over = experiments::trainer<double>(experiments::surface(surface, 1.01 * limit, 100'000));
        over.run(100'000);
        QCOMPARE(over.stopReason(), StopReason::Diverged);
    }

    void aDivergenceKeepsTheState() {
        auto trainer = experiments::trainer<float>(experiments::surface(parabola(), 1.1, 100'000));
        double last = 0;
        const auto done = trainer.run(100'000, [&](std::int64_t, double loss) { last = loss; });
        QCOMPARE(trainer.stopReason(), StopReason::Diverged);
        QCOMPARE(done, trainer.step());
        QVERIFY2(done > 235 && done < 250, qPrintable(QString::number(done)));
        QVERIFY(std::isfinite(last) && last > 1e37);
        QVERIFY(std::isinf(trainer.batchLoss()));
        QVERIFY(std::abs(trainer.parameters()[0]) > 1e18F);
        QVERIFY(trainer.parameters()[1] == 0.5F);
        QCOMPARE(trainer.nextAct(), Act::Backward);
        trainer.act();
        QCOMPARE(trainer.nextAct(), Act::Backward);

        QVERIFY(trainer.setParameters(std::vector<float>{2, 0}).has_value());
        QCOMPARE(trainer.stopReason(), StopReason::None);
        trainer.setLearningRate(0.25);
        QCOMPARE(trainer.run(10), 10);
        QCOMPARE(trainer.step(), done + 10);
        QVERIFY(trainer.parameters()[0] == 2.0F / 1024);
        trainer.rewind();
        QVERIFY(trainer.parameters()[0] == 1 && trainer.parameters()[1] == 0.5F);
    }

    void aRegressionDivergesAtATooHighRate_data() {
        QTest::addColumn<double>("rate");
        QTest::newRow("two") << 2.0;
        QTest::newRow("five") << 5.0;
        QTest::newRow("a thousand") << 1000.0;
    }
    void aRegressionDivergesAtATooHighRate() {
        QFETCH(const double, rate);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            auto experiment = sine(rate);
            experiment.seeds = Seeds::all(seed);
            auto trainer = experiments::trainer<float>(experiment);
            trainer.run(1000);
            QCOMPARE(trainer.stopReason(), StopReason::Diverged);
            QVERIFY2(trainer.step() <= 200, qPrintable(QString::number(trainer.step())));
        }
        auto calm = experiments::trainer<float>(sine(0.05));
        const double before = calm.evaluateTrain().loss;
        calm.run(1000);
        QCOMPARE(calm.stopReason(), StopReason::Finished);
        QVERIFY(calm.evaluateTrain().loss < before / 2);
    }

    void aParameterThatIsNotFiniteIsADivergence() {
        // One step takes the weights beyond a float, while the loss it began from is finite.
        auto experiment = sine(1);
        experiment.runs[0].optimizer.learningRate = 1e9;
        std::get<NetworkProblem>(experiment.problem).network.layers = {{4, Activation::Relu},
                                                                       {1, Activation::Linear}};
        auto trainer = experiments::trainer<float>(experiment);
        std::vector<float> parameters(trainer.parameters().size(), 1e15F);
        for (std::size_t i = 0; i < 8; ++i)
            parameters[i] = 100;
        QVERIFY(trainer.setParameters(parameters).has_value());
        const auto done = trainer.run(10);
        QCOMPARE(done, 1);
        QCOMPARE(trainer.step(), 1);
        QVERIFY(std::isfinite(trainer.batchLoss()));
        QCOMPARE(trainer.stopReason(), StopReason::Diverged);
    }

    void aSaddleIsFollowedOutOfSight() {
        auto trainer = experiments::trainer<float>(experiments::surface(
            {.kind = SurfaceKind::Saddle, .start = {1, 0.01}, .window = {-3, 3}}, 0.1, 100'000));
        trainer.run(100'000);
        QCOMPARE(trainer.stopReason(), StopReason::LeftWindow);
        QVERIFY(std::abs(trainer.parameters()[1]) > 30 && std::abs(trainer.parameters()[1]) < 33.1F);
        QVERIFY(trainer.setParameters(std::vector<float>{1, 0}).has_value());
        QCOMPARE(trainer.stopReason(), StopReason::None);
        trainer.run(10);
        QCOMPARE(trainer.stopReason(), StopReason::None);
    }

    void theCircleIsLearnt_data() {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
    }
    void theCircleIsLearnt() {
        QFETCH(const quint64, seed);
        auto experiment = experiments::circle(10, 0.3);
        auto& dataset = std::get<NetworkProblem>(experiment.problem).dataset;
        dataset.samples = 500;
        dataset.testShare = 0.2;
        experiment.seeds = Seeds::all(seed);
        experiment.steps = 5000;
        auto trainer = experiments::trainer<float>(experiment);
        trainer.run(5000);
        QCOMPARE(trainer.stopReason(), StopReason::Finished);
        const auto found = trainer.evaluateTest();
        QVERIFY2(found.accuracy >= 0.98, qPrintable(QString::number(found.accuracy)));
    }
};

QTEST_APPLESS_MAIN(TestOutcomes)
#include "test_outcomes.moc"
