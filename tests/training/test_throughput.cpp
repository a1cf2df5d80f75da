#include "experiments.h"
#include "training/throughput.h"

#include <QTest>

#include <cmath>

using namespace downhill::training;

class TestThroughput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsStepsAndSamples();
    void goesOnWhereARunEndsEarly();
    void endsWhenItIsStopped();
    void refusesWhatCannotBeTrained();

private:
    static Trainer<float>::Data dataOf(const Experiment& experiment) {
        auto data = makeDataset<float>(std::get<NetworkProblem>(experiment.problem), experiment.seeds);
        return data ? std::make_shared<const SplitDataset<float>>(*std::move(data)) : nullptr;
    }
};

using std::chrono::milliseconds;

void TestThroughput::countsStepsAndSamples() {
    const Experiment experiment = experiments::circle();
    const auto found = measureThroughput(experiment, 0, dataOf(experiment), 10, milliseconds(20));
    QVERIFY(found);
    QCOMPARE(found->batchSize, 10);
    QVERIFY(found->stepsPerSecond > 0);
    QCOMPARE(found->samplesPerSecond(), 10 * found->stepsPerSecond);
    const auto whole = measureThroughput(experiment, 0, dataOf(experiment), 0, milliseconds(5));
    QVERIFY(whole);
    QCOMPARE(whole->batchSize, dataOf(experiment)->train.size());
}

void TestThroughput::goesOnWhereARunEndsEarly() {
    Experiment experiment = experiments::circle();
    auto& problem = std::get<NetworkProblem>(experiment.problem);
    problem.dataset.kind = DatasetKind::PlaneRegression;
    problem.loss = Loss::MeanSquaredError;
    problem.network.layers = {{1, Activation::Linear}};
    experiment.runs[0].optimizer.learningRate = 1000; // infinite within a few steps
    const auto found = measureThroughput(experiment, 0, dataOf(experiment), 10, milliseconds(20));
    QVERIFY(found);
    QVERIFY(found->stepsPerSecond > 0);
}

void TestThroughput::endsWhenItIsStopped() {
    const Experiment experiment = experiments::circle();
    std::stop_source stop;
    stop.request_stop();
    const auto found =
        measureThroughput(experiment, 0, dataOf(experiment), 10, std::chrono::hours(1), {}, stop.get_token());
    QVERIFY(found);
    QVERIFY(std::isnan(found->stepsPerSecond));
}

void TestThroughput::refusesWhatCannotBeTrained() {
    const Experiment experiment = experiments::circle();
    QCOMPARE(measureThroughput(experiment, 0, nullptr, 10, milliseconds(1)).error().code,
             ErrorCode::EmptyData);
    QVERIFY(!measureThroughput(experiment, 3, dataOf(experiment), 10, milliseconds(1)));
}

QTEST_APPLESS_MAIN(TestThroughput)
#include "test_throughput.moc"
