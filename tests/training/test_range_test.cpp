#include "experiments.h"
#include "training/range_test.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace downhill::training;

namespace {

template <class Scalar = float>
RangeTestResult tested(const Experiment& experiment, const RangeTestSettings& settings = {}) {
    typename Trainer<Scalar>::Data data;
    if (const auto* problem = std::get_if<NetworkProblem>(&experiment.problem))
        data = std::make_shared<SplitDataset<Scalar>>(*makeDataset<Scalar>(*problem, experiment.seeds));
    auto found = rangeTest<Scalar>(experiment, 0, data, settings);
    if (!found)
        throw std::runtime_error("no range test: " + found.error().where);
    return *std::move(found);
}

/// A sine that a small network follows, and that a great rate makes infinite.
Experiment sine() {
    Experiment experiment = experiments::circle(16);
    NetworkProblem problem;
    problem.dataset = {
        .kind = DatasetKind::Sine, .samples = 200, .noise = 0.05, .frequency = 3, .range = {-2, 2}};
    problem.network.layers = {{16, Activation::Tanh}, {16, Activation::Tanh}, {1, Activation::Linear}};
    problem.loss = Loss::MeanSquaredError;
    experiment.problem = problem;
    return experiment;
}

double lossAfter(Experiment experiment, double rate, std::int64_t steps) {
    experiment.runs[0].optimizer.learningRate = rate;
    auto trainer = experiments::trainer<float>(experiment);
    trainer.run(steps);
    return trainer.stopReason() == StopReason::Diverged ? HUGE_VAL : trainer.evaluateTrain().loss;
}

} // namespace

Q_DECLARE_METATYPE(RangeTestSettings)

class TestRangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRateGrowsGeometrically() {
        const auto found = tested(experiments::circle(), {.from = 1e-4, .to = 1e-1, .steps = 31});
        QCOMPARE(found.rates.size(), std::size_t(31));
        QVERIFY(std::abs(found.rates.front() / 1e-4 - 1) < 1e-12);
        QCOMPARE(found.rates.back(), 1e-1);
        for (std::size_t i = 1; i < found.rates.size(); ++i)
            QVERIFY(std::abs(found.rates[i] / found.rates[i - 1] / std::pow(10, 0.1) - 1) < 1e-12);
        QVERIFY(!found.divergedAt);
    }

    void theLossesAreThoseOfARunAtTheseRates() {
        const Experiment experiment = experiments::circle();
        const auto found = tested(experiment, {.from = 1e-3, .to = 1, .steps = 50});
        auto trainer = experiments::trainer<float>(experiment);
        for (std::size_t i = 0; i < found.rates.size(); ++i) {
            trainer.setLearningRate(found.rates[i]);
            QCOMPARE(trainer.run(1), 1);
            // The rates are the same but for a rounding of the schedule's factor.
            QVERIFY(std::abs(found.losses[i] - trainer.batchLoss()) <= 1e-4);
        }
    }

    void smoothingIsAWeightedMeanOfTheLossesSoFar() {
        const auto found = tested<double>(sine(), {.from = 1e-3, .to = 0.1, .steps = 40, .smoothing = 0.75});
        QCOMPARE(found.smoothed.front(), found.losses.front());
        for (std::size_t n = 0; n < found.losses.size(); ++n) {
            double sum = 0;
            double weights = 0;
            for (std::size_t i = 0; i <= n; ++i) {
                const double weight = std::pow(0.75, static_cast<double>(n - i));
                sum += weight * found.losses[i];
                weights += weight;
            }
            QVERIFY(std::abs(found.smoothed[n] - sum / weights) <= 1e-12);
        }
    }

    void aRateThatIsTooGreatEndsTheTest() {
        const auto found = tested(sine(), {.from = 1e-4, .to = 1e4, .steps = 300});
        QVERIFY(found.divergedAt.has_value());
        QVERIFY(*found.divergedAt < 1e4);
        QVERIFY(found.rates.size() < 300);
        QCOMPARE(found.losses.size(), found.rates.size());
        QCOMPARE(found.smoothed.size(), found.rates.size());
        QVERIFY(found.risingFrom < *found.divergedAt);
        QVERIFY(std::all_of(found.smoothed.begin(), found.smoothed.end(),
                            [](double loss) { return std::isfinite(loss); }));
    }

    void onAParabolaTheLossRisesBeyondTwoOverTheCurvature_data() {
        QTest::addColumn<double>("curvature");
        QTest::newRow("flat") << 0.1;
        QTest::newRow("plain") << 1.0;
        QTest::newRow("steep") << 25.0;
    }
    void onAParabolaTheLossRisesBeyondTwoOverTheCurvature() {
        QFETCH(const double, curvature);
        SurfaceProblem problem;
        problem.kind = SurfaceKind::Parabola;
        problem.curvature = curvature;
        const Experiment experiment = experiments::surface(problem, 0.1, 10);
        const auto found = tested<double>(
            experiment, {.from = 1e-3 / curvature, .to = 1e3 / curvature, .steps = 400, .smoothing = 0});
        QVERIFY(found.divergedAt.has_value());
        // A loss is of the step before its own rate is used; between two steps the rate grows by 3.5 %.
        QVERIFY(found.risingFrom >= 2 / curvature);
        QVERIFY(found.risingFrom <= 2 / curvature * 1.036);
        QVERIFY(found.steepest.has_value());
        QVERIFY(*found.steepest < found.risingFrom);
    }

    void theRateToTryFirstTrainsWell_data() {
        QTest::addColumn<OptimizerSettings::Kind>("kind");
        QTest::newRow("sgd") << OptimizerSettings::Kind::Sgd;
        QTest::newRow("momentum") << OptimizerSettings::Kind::Momentum;
        QTest::newRow("adam") << OptimizerSettings::Kind::Adam;
    }
    void theRateToTryFirstTrainsWell() {
        QFETCH(const OptimizerSettings::Kind, kind);
        Experiment experiment = experiments::circle(32);
        std::get<NetworkProblem>(experiment.problem).dataset.samples = 500;
        experiment.runs[0].optimizer = defaultSettings(kind);
        const auto found = tested(experiment, {.from = 1e-5, .to = 100, .steps = 300});
        QVERIFY(found.steepest.has_value());
        const double first = lossAfter(experiment, *found.steepest, 600);
        qInfo("steepest %.2g, rising from %.2g: loss %.3g", *found.steepest, found.risingFrom, first);
        QVERIFY(first < found.losses.front() / 2);
        QVERIFY(first < lossAfter(experiment, *found.steepest / 100, 600));
        QVERIFY(*found.steepest < found.risingFrom);
        QCOMPARE(found.tenthOfRise(), found.risingFrom / 10);
        QVERIFY(lossAfter(experiment, found.tenthOfRise(), 600) < found.losses.front() / 2);
    }

    void aTestIsTheSameAgain() {
        const auto one = tested(sine());
        const auto two = tested(sine());
        QVERIFY(one.losses == two.losses);
        QVERIFY(one.rates == two.rates);
        QCOMPARE(one.risingFrom, two.risingFrom);
    }

    void goalAndScheduleOfTheRunAreLeftAside() {
        Experiment experiment = experiments::circle();
        const RangeTestSettings settings{.from = 1e-3, .to = 1, .steps = 60};
        const auto plain = tested(experiment, settings);
        experiment.goal = Goal{.bound = 1e9, .every = 1};
        experiment.steps = 5;
        experiment.runs[0].schedule = {.kind = Schedule::Kind::Step, .warmUp = 7, .period = 3};
        QVERIFY(tested(experiment, settings).losses == plain.losses);
    }

    void settingsOutsideTheirRangesAreRefused_data() {
        QTest::addColumn<RangeTestSettings>("settings");
        QTest::addColumn<QString>("where");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char* name, const RangeTestSettings& settings, const char* where,
                            ErrorCode code = ErrorCode::OutOfRange) {
            QTest::newRow(name) << settings << QString::fromLatin1(where) << code;
        };
        row("from nothing", {.from = 0}, "range_test.from");
        row("from above to", {.from = 2, .to = 1}, "range_test.from");
        row("no number", {.from = std::numeric_limits<double>::quiet_NaN()}, "range_test.from",
            ErrorCode::NotFinite);
        row("to infinity", {.to = std::numeric_limits<double>::infinity()}, "range_test.to",
            ErrorCode::NotFinite);
        row("no steps", {.steps = 0}, "range_test.steps");
        row("too many steps", {.steps = 1'000'000'000}, "range_test.steps");
        row("endless smoothing", {.smoothing = 1}, "range_test.smoothing");
    }
    void settingsOutsideTheirRangesAreRefused() {
        QFETCH(const RangeTestSettings, settings);
        QFETCH(const QString, where);
        QFETCH(const ErrorCode, code);
        const auto found = rangeTest<float>(sine(), 0, nullptr, settings);
        QVERIFY(!found.has_value());
        QCOMPARE(QString::fromStdString(found.error().where), where);
        QCOMPARE(found.error().code, code);
    }

    void aRunThatIsNotThereIsRefused() {
        QVERIFY(!rangeTest<float>(experiments::circle(), 1, nullptr).has_value());
    }
};

QTEST_APPLESS_MAIN(TestRangeTest)
#include "test_range_test.moc"
