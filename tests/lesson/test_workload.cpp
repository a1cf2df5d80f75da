#include "lesson/workload.h"

#include <QTest>

#include <cmath>

using namespace downhill;
using namespace downhill::lesson;

namespace {

/// 2-8-8-1 on 500 points, in batches of 10.
training::Experiment small() {
    training::Experiment experiment;
    experiment.problem = training::NetworkProblem{.network = {.layers = {{8}, {8}, {1}}}};
    experiment.runs.front().batchSize = 10;
    return experiment;
}

} // namespace

/// How much an experiment computes.
class TestWorkload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsTheMultiplicationsOfAStep();
    void growsWithWhatIsTrained();
    void countsTheWaitForSamples();
    void isKnownOfEveryKindOfProblem();
};

void TestWorkload::countsTheMultiplicationsOfAStep() {
    // 2·8 + 8·8 + 8·1 weights, forward and backward to weights; backward to inputs but for the first layer's.
    QCOMPARE(multiplications(small(), 2, 500), 10.0 * (88 + 88 + 72));
    training::Experiment whole = small();
    whole.runs.front().batchSize = 0;
    QCOMPARE(multiplications(whole, 2, 500), 500.0 * (88 + 88 + 72));
    whole.problem = training::SurfaceProblem{};
    QVERIFY(std::isnan(multiplications(whole, 2, 500)));
}

void TestWorkload::growsWithWhatIsTrained() {
    const double once = work(small());
    QVERIFY(once > 1000 * multiplications(small(), 2, 500));
    training::Experiment more = small();
    more.steps *= 3;
    QCOMPARE(work(more), 3 * once);
    more = small();
    more.runs.push_back(more.runs.front());
    QCOMPARE(work(more), 2 * once);
    more = small();
    more.runs.front().batchSize = 20;
    QVERIFY(work(more) > once && work(more) < 2 * once);
}

void TestWorkload::countsTheWaitForSamples() {
    training::Experiment slow = small();
    slow.runs.front().loader.microseconds = 100; // a sample: 1000 steps of 10 take a second
    QCOMPARE(work(slow) - work(small()), 5'000.0 * 100 * 10 * 1000);
}

void TestWorkload::isKnownOfEveryKindOfProblem() {
    training::Experiment surface;
    surface.problem = training::SurfaceProblem{};
    QVERIFY(work(surface) > 0 && work(surface) < kMostWork);
    for (const auto kind : {training::DatasetKind::Csv, training::DatasetKind::Idx}) {
        training::Experiment file = small();
        std::get<training::NetworkProblem>(file.problem).dataset.kind = kind;
        QVERIFY(work(file) > 0);
    }
}

QTEST_APPLESS_MAIN(TestWorkload)
#include "test_workload.moc"
