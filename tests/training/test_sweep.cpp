#include "experiments.h"
#include "training/sweep.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <future>
#include <numeric>

using namespace downhill::training;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

SweepPlan plan(const Experiment& experiment, std::vector<Variant> variants, std::vector<std::uint64_t> seeds,
               std::int64_t points) {
    return {.experiment = experiment,
            .variants = std::move(variants),
            .seeds = std::move(seeds),
            .points = points};
}

/// Rates of plain descent on the circle, with a budget that its points do not divide.
SweepPlan circlePlan() {
    Experiment experiment = experiments::circle();
    experiment.steps = 60;
    const std::vector<double> rates{0.03, 0.3, 1};
    return plan(experiment, variantsOfRates(experiment.runs[0], rates), {1, 2, 5}, 7);
}

/// w²/2 from 1: w is multiplied by 1 − rate in each step.
SweepPlan parabolaPlan(const std::vector<double>& rates, std::int64_t steps, std::int64_t points) {
    const Experiment experiment =
        experiments::surface({.kind = SurfaceKind::Parabola, .start = {1, 1}}, 0.1, steps);
    return plan(experiment, variantsOfRates(experiment.runs[0], rates), {1, 2, 3}, points);
}

SweepResult swept(const SweepPlan& plan, int threads = 1, SweepProgress* progress = nullptr) {
    auto result = sweep(plan, {.threads = threads}, progress);
    if (!result)
        throw std::runtime_error("no sweep: " + result.error().error.where);
    return *std::move(result);
}

/// Every number of a result, in one order.
std::vector<double> numbersOf(const SweepResult& result) {
    std::vector<double> numbers(result.steps.begin(), result.steps.end());
    const auto addSpread = [&](const Spread& spread) {
        numbers.insert(numbers.end(),
                       {spread.least, spread.lower, spread.median, spread.upper, spread.greatest});
    };
    for (const VariantOutcome& outcome : result.variants) {
        for (const SweepRun& run : outcome.runs) {
            numbers.insert(numbers.end(),
                           {static_cast<double>(run.reason), static_cast<double>(run.steps), run.train.loss,
                            run.train.accuracy, run.test.loss, run.test.accuracy});
            numbers.insert(numbers.end(), run.batchLoss.begin(), run.batchLoss.end());
            numbers.insert(numbers.end(), run.testLoss.begin(), run.testLoss.end());
        }
        for (const auto* bands : {&outcome.batchLoss, &outcome.testLoss})
            std::for_each(bands->begin(), bands->end(), addSpread);
        if (outcome.stepsToGoal)
            addSpread(*outcome.stepsToGoal);
        numbers.insert(numbers.end(), outcome.ends.begin(), outcome.ends.end());
    }
    return numbers;
}

bool sameBits(const std::vector<double>& one, const std::vector<double>& other) {
    return one.size() == other.size() &&
           std::memcmp(one.data(), other.data(), one.size() * sizeof(double)) == 0;
}

bool isNothing(const Spread& spread) {
    return std::isnan(spread.least) && std::isnan(spread.median) && std::isnan(spread.greatest);
}

} // namespace

Q_DECLARE_METATYPE(SweepPlan)
Q_DECLARE_METATYPE(ErrorCode)

class TestSweep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void variantsBearTheirRates() {
        const RunSpec base{.optimizer = defaultSettings(OptimizerSettings::Kind::Adam), .batchSize = 7};
        const std::vector<double> rates{0.1, 1e-5, 3};
        const auto variants = variantsOfRates(base, rates);
        QCOMPARE(variants.size(), std::size_t(3));
        QCOMPARE(variants[0].name, std::string("0.1"));
        QCOMPARE(variants[1].name, std::string("1e-05"));
        QCOMPARE(variants[2].name, std::string("3"));
        for (std::size_t i = 0; i < rates.size(); ++i) {
            RunSpec wanted = base;
            wanted.optimizer.learningRate = rates[i];
            QVERIFY(variants[i].run == wanted);
        }
    }

    void theResultDoesNotDependOnTheThreads_data() {
        QTest::addColumn<SweepPlan>("plan");
        QTest::newRow("a network, with test data") << circlePlan();
        SweepPlan noisy = parabolaPlan({0.5, 1.5, 3}, 90, 20);
        noisy.experiment.problem = SurfaceProblem{.kind = SurfaceKind::NoisyBowl, .noise = 0.3};
        noisy.experiment.goal = Goal{.bound = 0.01};
        QTest::newRow("a noisy surface, with a goal and divergence") << noisy;
    }
    void theResultDoesNotDependOnTheThreads() {
        QFETCH(const SweepPlan, plan);
        const auto alone = numbersOf(swept(plan, 1));
        QVERIFY(alone.size() > 100);
        QVERIFY(sameBits(numbersOf(swept(plan, 2)), alone));
        QVERIFY(sameBits(numbersOf(swept(plan, 5)), alone));
    }

    void aRunIsTheTrainersOwn() {
        const SweepPlan plan = circlePlan();
        const SweepResult result = swept(plan, 2);
        QCOMPARE(result.variants.size(), plan.variants.size());
        QVERIFY((result.steps == std::vector<std::int64_t>{8, 17, 25, 34, 42, 51, 60}));
        for (std::size_t variant = 0; variant < plan.variants.size(); ++variant) {
            for (std::size_t seed = 0; seed < plan.seeds.size(); ++seed) {
                Experiment experiment = plan.experiment;
                experiment.runs = {plan.variants[variant].run};
                experiment.seeds = Seeds::all(plan.seeds[seed]);
                auto trainer = experiments::trainer<float>(experiment);
                const SweepRun& run = result.variants[variant].runs[seed];
                QCOMPARE(run.batchLoss.size(), std::size_t(7));
                QCOMPARE(run.testLoss.size(), std::size_t(7));
                for (std::size_t i = 0; i < 7; ++i) {
                    std::vector<double> losses;
                    trainer.run(result.steps[i] - trainer.step(),
                                [&](std::int64_t, double loss) { losses.push_back(loss); });
                    const double sum = std::accumulate(losses.begin(), losses.end(), 0.0);
                    QVERIFY(run.batchLoss[i] == sum / static_cast<double>(losses.size()));
                    QVERIFY(run.testLoss[i] == trainer.evaluateTest().loss);
                }
                QCOMPARE(run.reason, StopReason::Finished);
                QCOMPARE(run.steps, 60);
                QVERIFY(run.train.loss == trainer.evaluateTrain().loss);
                QVERIFY(run.train.accuracy == trainer.evaluateTrain().accuracy);
                QVERIFY(run.test.loss == trainer.evaluateTest().loss);
            }
        }
    }

    void bandsAreTakenOverTheSeeds() {
        const SweepResult result = swept(circlePlan());
        for (const VariantOutcome& outcome : result.variants) {
            QCOMPARE(outcome.batchLoss.size(), std::size_t(7));
            for (std::size_t i = 0; i < 7; ++i) {
                std::vector<double> values;
                for (const SweepRun& run : outcome.runs)
                    values.push_back(run.batchLoss[i]);
                std::sort(values.begin(), values.end());
                const Spread& band = outcome.batchLoss[i];
                QVERIFY(values[0] < values[2]); // the seeds matter
                QCOMPARE(band.least, values[0]);
                QCOMPARE(band.lower, (values[0] + values[1]) / 2);
                QCOMPARE(band.median, values[1]);
                QCOMPARE(band.upper, (values[1] + values[2]) / 2);
                QCOMPARE(band.greatest, values[2]);
            }
        }
    }

    void aStretchIsAtLeastAStep() {
        const SweepResult result = swept(parabolaPlan({0.5}, 3, 200));
        QVERIFY((result.steps == std::vector<std::int64_t>{1, 2, 3}));
        // w is 1, ½, ¼ where the losses are measured.
        QVERIFY((result.variants[0].runs[0].batchLoss == std::vector<double>{0.5, 0.125, 0.03125}));
        QVERIFY(result.variants[0].testLoss.empty());
        QVERIFY(!result.variants[0].stepsToGoal);
    }

    void ratesThatAreTooGreatDivergeToInfinity() {
        const SweepResult result = swept(parabolaPlan({0.5, 2, 3}, 100, 10), 2);
        const VariantOutcome& swings = result.variants[1];
        QCOMPARE(swings.count(StopReason::Finished), 3);
        for (const Spread& band : swings.batchLoss)
            QVERIFY((band == Spread{0.5, 0.5, 0.5, 0.5, 0.5}));
        const VariantOutcome& diverged = result.variants[2];
        QCOMPARE(diverged.count(StopReason::Diverged), 3);
        QCOMPARE(diverged.count(StopReason::Finished), 0);
        // |w| doubles, and w²/2 passes the largest float, a little less than 2¹²⁸, when w is 2⁶⁵.
        QCOMPARE(diverged.runs[0].steps, 65);
        QCOMPARE(diverged.runs[0].batchLoss.size(), std::size_t(6));
        for (std::size_t i = 0; i < 10; ++i) {
            const Spread& band = diverged.batchLoss[i];
            for (const double value : {band.least, band.lower, band.median, band.upper, band.greatest})
                QVERIFY(i < 6 ? std::isfinite(value) : value == kInfinity);
        }
        QCOMPARE(result.variants[0].count(StopReason::Finished), 3);
        QVERIFY(result.variants[0].batchLoss.back().median < 1e-20);
    }

    void aRunThatDivergesAtOnceIsInfiniteThroughout() {
        SweepPlan plan = circlePlan();
        plan.experiment.steps = 20;
        plan.points = 4;
        auto& problem = std::get<NetworkProblem>(plan.experiment.problem);
        problem.loss = Loss::MeanSquaredError;
        problem.network.layers = {{8}, {1}};
        for (Variant& variant : plan.variants)
            variant.run.optimizer.learningRate = 1e9;
        const SweepResult result = swept(plan);
        for (const VariantOutcome& outcome : result.variants) {
            QCOMPARE(outcome.count(StopReason::Diverged), 3);
            QCOMPARE(outcome.testLoss.size(), std::size_t(4));
            for (std::size_t i = 0; i < 4; ++i) {
                QVERIFY(outcome.batchLoss[i].least == kInfinity);
                QVERIFY(outcome.testLoss[i].least == kInfinity);
            }
        }
    }

    void stepsToTheGoalAreInfiniteWhereItIsNotReached() {
        SweepPlan plan = parabolaPlan({0.5, 1, 2}, 40, 8);
        plan.experiment.goal = Goal{.bound = 1e-6, .every = 3};
        const SweepResult result = swept(plan);
        // 2⁻²ⁿ / 2 is at most 10⁻⁶ from n = 10 on, looked at every third step; rate 1 is there at once.
        const double reached[] = {12, 3, kInfinity};
        for (std::size_t i = 0; i < 3; ++i) {
            const VariantOutcome& outcome = result.variants[i];
            QVERIFY(outcome.stepsToGoal.has_value());
            QCOMPARE(outcome.stepsToGoal->least, reached[i]);
            QCOMPARE(outcome.stepsToGoal->median, reached[i]);
            QCOMPARE(outcome.stepsToGoal->greatest, reached[i]);
            QCOMPARE(outcome.count(i < 2 ? StopReason::GoalReached : StopReason::Finished), 3);
        }
        // Stretches of five steps: the third was under way, and what it held is kept to the end.
        const VariantOutcome& first = result.variants[0];
        QCOMPARE(first.runs[0].batchLoss.size(), std::size_t(3));
        const double kept = (std::pow(0.25, 10) + std::pow(0.25, 11)) / 2 / 2;
        QCOMPARE(first.runs[0].batchLoss[2], kept);
        for (std::size_t i = 2; i < 8; ++i)
            QCOMPARE(first.batchLoss[i].median, kept);
    }

    void optimizersAreComparedOverSeeds() {
        using Kind = OptimizerSettings::Kind;
        const std::vector<Kind> kinds{Kind::Sgd, Kind::Momentum, Kind::RmsProp, Kind::Adam};
        Experiment experiment = experiments::circle(16);
        experiment.steps = 400;
        auto variants = variantsOfOptimizers(experiment.runs[0], kinds);
        const char* names[] = {"sgd", "momentum", "rmsprop", "adam"};
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            QCOMPARE(variants[i].name, std::string(names[i]));
            QVERIFY(variants[i].run.optimizer == defaultSettings(kinds[i]));
            QCOMPARE(variants[i].run.batchSize, 16);
            variants[i].run.optimizer.learningRate = 0.02;
        }
        SweepProgress progress;
        const SweepResult result =
            swept(plan(experiment, std::move(variants), {1, 2, 3, 4, 5}, 20), 2, &progress);
        QCOMPARE(progress.runs.load(), 20);
        QCOMPARE(progress.finished.load(), 20);
        QCOMPARE(progress.steps.load(), 20 * 400);
        for (const VariantOutcome& outcome : result.variants) {
            QCOMPARE(outcome.count(StopReason::Finished), 5);
            for (const auto* bands : {&outcome.batchLoss, &outcome.testLoss}) {
                QCOMPARE(bands->size(), std::size_t(20));
                for (const Spread& band : *bands) {
                    const double steps[] = {band.least, band.lower, band.median, band.upper, band.greatest};
                    QVERIFY(std::is_sorted(std::begin(steps), std::end(steps)));
                }
            }
        }
        const auto last = [&](std::size_t i) { return result.variants[i].batchLoss.back(); };
        QVERIFY(last(0).median > 0.5);                 // plain descent has hardly begun
        QVERIFY(last(1).median < last(0).median);      // momentum takes ten times its steps
        QVERIFY(last(2).greatest < last(0).least / 2); // the adaptive ones have learned it
        QVERIFY(last(3).greatest < last(0).least / 2);
    }

    void aSweepThatIsCalledOffReturnsWhatItHas_data() {
        QTest::addColumn<int>("threads");
        QTest::newRow("one thread") << 1;
        QTest::newRow("three threads") << 3;
    }
    void aSweepThatIsCalledOffReturnsWhatItHas() {
        QFETCH(const int, threads);
        SweepPlan plan = parabolaPlan({1, 2, 0}, limits::kSteps, 2000);
        plan.experiment.goal = Goal{.bound = 1e-6};
        SweepProgress progress;
        std::stop_source stop;
        auto running = std::async(std::launch::async, [&] {
            return sweep(plan, {.threads = threads}, &progress, stop.get_token());
        });
        while (progress.finished < 1 || progress.steps < 300'000)
            std::this_thread::yield();
        stop.request_stop();
        const auto result = running.get();
        QVERIFY(result.has_value());
        QCOMPARE(result->variants[0].runs[0].reason, StopReason::GoalReached);
        QCOMPARE(result->variants[0].runs[0].steps, 10);
        QVERIFY(result->variants[0].batchLoss.back().median == result->variants[0].runs[0].batchLoss.back());
        const SweepRun& cancelled = result->variants[1].runs[0];
        QCOMPARE(cancelled.reason, StopReason::Stopped);
        QVERIFY(cancelled.steps < limits::kSteps);
        QCOMPARE(static_cast<std::int64_t>(cancelled.batchLoss.size()), cancelled.steps / 50'000);
        QVERIFY(std::isnan(cancelled.train.loss));
        QCOMPARE(result->variants[1].count(StopReason::Stopped), 3);
        QVERIFY(isNothing(result->variants[1].batchLoss.back()));
        QVERIFY(isNothing(*result->variants[1].stepsToGoal));
        std::int64_t steps = 0;
        for (const VariantOutcome& outcome : result->variants) {
            for (const SweepRun& run : outcome.runs)
                steps += run.steps;
        }
        QCOMPARE(progress.steps.load(), steps);
        QVERIFY(progress.finished < 9);
    }

    void aSweepThatWasCalledOffBeforeTakesNoStep() {
        std::stop_source stop;
        stop.request_stop();
        SweepProgress progress;
        const auto result = sweep(circlePlan(), {.threads = 2}, &progress, stop.get_token());
        QVERIFY(result.has_value());
        QCOMPARE(progress.steps.load(), 0);
        for (const VariantOutcome& outcome : result->variants) {
            QCOMPARE(outcome.count(StopReason::Stopped), 3);
            QVERIFY(std::all_of(outcome.batchLoss.begin(), outcome.batchLoss.end(), isNothing));
        }
    }

    void whatDoesNotFitIsRefused_data() {
        QTest::addColumn<SweepPlan>("plan");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("where");
        QTest::addColumn<int>("variant");
        const auto row = [](const char* name, ErrorCode code, const QString& where, int variant,
                            auto&& change) {
            SweepPlan plan = circlePlan();
            change(plan);
            QTest::newRow(name) << plan << code << where << variant;
        };
        const auto range = ErrorCode::OutOfRange;
        row("no variants", range, u"variants"_qs, -1, [](SweepPlan& plan) { plan.variants.clear(); });
        row("no seeds", range, u"seeds"_qs, -1, [](SweepPlan& plan) { plan.seeds.clear(); });
        row("too many runs", range, u"seeds"_qs, -1, [](SweepPlan& plan) { plan.seeds.resize(334); });
        row("no points", range, u"points"_qs, -1, [](SweepPlan& plan) { plan.points = 0; });
        row("too many points", range, u"points"_qs, -1, [](SweepPlan& plan) { plan.points = 2001; });
        row("no steps", range, u"steps"_qs, -1, [](SweepPlan& plan) { plan.experiment.steps = 0; });
        row("no file", ErrorCode::FileNotFound, u"/no/such.csv"_qs, -1, [](SweepPlan& plan) {
            auto& problem = std::get<NetworkProblem>(plan.experiment.problem);
            problem.dataset = {.kind = DatasetKind::Csv, .csvFile = "/no/such.csv", .target = "y"};
        });
        row("a variant's rate", range, u"learning_rate"_qs, 2,
            [](SweepPlan& plan) { plan.variants[2].run.optimizer.learningRate = -1; });
        row("a variant's batches, once there is data", ErrorCode::BatchTooSmall, u"batch_size"_qs, 1,
            [](SweepPlan& plan) {
                auto& problem = std::get<NetworkProblem>(plan.experiment.problem);
                problem.network.layers[0].batchNorm = true;
                plan.variants[0].run.batchSize = 0;
                plan.variants[1].run.batchSize = 1;
                plan.variants[2].run.batchSize = 1;
            });
    }
    void whatDoesNotFitIsRefused() {
        QFETCH(const SweepPlan, plan);
        QFETCH(const ErrorCode, code);
        QFETCH(const QString, where);
        QFETCH(const int, variant);
        for (const int threads : {1, 2, 5}) {
            const auto result = sweep(plan, {.threads = threads});
            QVERIFY(!result.has_value());
            QCOMPARE(result.error().error.code, code);
            QCOMPARE(QString::fromStdString(result.error().error.where), where);
            QCOMPARE(result.error().variant.has_value(), variant >= 0);
            if (variant >= 0) {
                const auto index = static_cast<std::size_t>(variant);
                QCOMPARE(*result.error().variant, index);
                QCOMPARE(result.error().name, plan.variants[index].name);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestSweep)
#include "test_sweep.moc"
