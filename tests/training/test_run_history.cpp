#include "experiments.h"
#include "training/run_history.h"

#include <QTest>

#include <vector>

using namespace downhill::training;

/// Any step of a run is computed again from what is kept of it.
class TestRunHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepIsRepeatedBitForBit_data();
    void everyStepIsRepeatedBitForBit();
    void ratesAreSetAgainWhereTheyWereSet();
    void aLongRunKeepsFewCheckpoints();
    void largeCheckpointsAreFewer();
    void aRunIsRepeatedUpToItsEnd();
    void parametersSetByHandBeginItAnew();
};

namespace {

/// A run with its history, and what each of its steps looked like.
struct Kept {
    explicit Kept(const Experiment& experiment) : trainer(experiments::trainer<float>(experiment)) {
        history.begin(*trainer.checkpoint());
        seen.push_back(*trainer.checkpoint());
        seen.back().batchLoss = 0;
    }

    void run(std::int64_t steps) {
        trainer.run(steps, [&](std::int64_t step, double) {
            seen.push_back(*trainer.checkpoint());
            if (history.wants(step))
                history.add(seen.back());
        });
    }
    /// Whether `again` is at `step` what this run was there; before the first step there is no loss to
    /// compare.
    bool was(const Trainer<float>& again, std::int64_t step) const {
        Checkpoint<float> now = *again.checkpoint();
        if (step == 0)
            now.batchLoss = 0;
        return now == seen[std::size_t(step)];
    }
    void setRate(double rate) {
        trainer.setLearningRate(rate);
        history.setRate(trainer.step(), rate);
    }

    Trainer<float> trainer;
    RunHistory history{};
    std::vector<Checkpoint<float>> seen{}; ///< by step
};

Experiment withBatchNormAndAdam() {
    Experiment experiment = experiments::circle(7, 0.01);
    auto& network = std::get<NetworkProblem>(experiment.problem).network;
    network.layers[0].batchNorm = true;
    network.layers[1].dropout = 0.3;
    experiment.runs[0].optimizer.kind = OptimizerSettings::Kind::Adam;
    experiment.runs[0].schedule = {.kind = Schedule::Kind::Cosine, .period = 300};
    return experiment;
}

} // namespace

void TestRunHistory::everyStepIsRepeatedBitForBit_data() {
    QTest::addColumn<bool>("everything");
    QTest::newRow("plain descent") << false;
    QTest::newRow("Adam, a schedule, batch norm and dropout") << true;
}

void TestRunHistory::everyStepIsRepeatedBitForBit() {
    QFETCH(bool, everything);
    const Experiment experiment = everything ? withBatchNormAndAdam() : experiments::circle();
    Kept kept(experiment);
    kept.run(700);
    QVERIFY(kept.history.size() <= RunHistory::kCheckpoints);
    auto again = experiments::trainer<float>(experiment);
    for (const std::int64_t step : {700, 0, 1, 699, 350, 351, 128, 129, 5}) {
        QVERIFY(kept.history.repeat(again, step));
        QCOMPARE(again.step(), step);
        QVERIFY(kept.was(again, step));
    }
}

void TestRunHistory::ratesAreSetAgainWhereTheyWereSet() {
    Experiment experiment = experiments::circle();
    experiment.steps = 2000;
    Kept kept(experiment);
    kept.setRate(0.05);
    for (const double rate : {0.5, 0.01, 1.0, 0.2}) {
        kept.run(333);
        kept.setRate(3);
        kept.setRate(rate);
    }
    kept.run(10);
    auto again = experiments::trainer<float>(experiment);
    for (const std::int64_t step : {1, 332, 334, 600, 667, 1000, 1341, 1342, 20}) {
        QVERIFY(kept.history.repeat(again, step));
        QVERIFY(kept.was(again, step));
    }
}

void TestRunHistory::aLongRunKeepsFewCheckpoints() {
    Experiment experiment = experiments::surface({}, 0.1, 100'000);
    auto trainer = experiments::trainer<float>(experiment);
    RunHistory history;
    history.begin(*trainer.checkpoint());
    std::size_t most = 0;
    trainer.run(100'000, [&](std::int64_t step, double) {
        if (history.wants(step))
            history.add(*trainer.checkpoint());
        most = std::max(most, history.size());
    });
    QCOMPARE(most, RunHistory::kCheckpoints);
    QVERIFY(history.size() > RunHistory::kCheckpoints / 2);
    QCOMPARE(history.first(), std::int64_t{0});
}

void TestRunHistory::largeCheckpointsAreFewer() {
    Checkpoint<float> large;
    large.parameters.resize(RunHistory::kBytes / sizeof(float) / 10);
    RunHistory history;
    history.begin(large);
    for (large.step = 1; large.step < 100; ++large.step) {
        if (history.wants(large.step))
            history.add(large);
        QVERIFY(history.size() <= 9);
    }
    QVERIFY(history.size() >= RunHistory::kFewest / 2);
}

void TestRunHistory::aRunIsRepeatedUpToItsEnd() {
    Experiment experiment = experiments::circle();
    experiment.steps = 50;
    Kept kept(experiment);
    kept.run(80);
    QCOMPARE(kept.trainer.step(), std::int64_t{50});
    auto again = experiments::trainer<float>(experiment);
    QVERIFY(kept.history.repeat(again, 70));
    QCOMPARE(again.step(), std::int64_t{50});
    QVERIFY(again.stopReason() == StopReason::Finished);
    QVERIFY(kept.history.repeat(again, 20));
    QVERIFY(again.stopReason() == StopReason::None);
    QVERIFY(kept.was(again, 20));
}

void TestRunHistory::parametersSetByHandBeginItAnew() {
    const Experiment experiment = experiments::circle();
    Kept kept(experiment);
    kept.run(30);
    auto parameters = experiments::copyOf(kept.trainer.parameters());
    parameters[3] = 2;
    QVERIFY(kept.trainer.setParameters(parameters));
    kept.history.begin(*kept.trainer.checkpoint());
    kept.run(30);
    QCOMPARE(kept.history.first(), std::int64_t{30});
    auto again = experiments::trainer<float>(experiment);
    QVERIFY(kept.history.repeat(again, 45));
    QVERIFY(kept.was(again, 45));
    QVERIFY(kept.history.repeat(again, 3));
    QCOMPARE(again.step(), std::int64_t{30});
    QCOMPARE(again.parameters()[3], 2.0F);
}

QTEST_APPLESS_MAIN(TestRunHistory)
#include "test_run_history.moc"
