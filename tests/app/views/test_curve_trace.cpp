#include "views/curve_trace.h"

#include <QtTest>

#include <cmath>

using namespace downhill::app;
using downhill::training::LossCurve;

namespace {

/// A falling loss with noise and one spike.
LossCurve noisy(std::int64_t steps, std::int64_t spikeAt) {
    LossCurve curve;
    for (std::int64_t step = 1; step <= steps; ++step)
        curve.add(step, step == spikeAt
                            ? 50.0F
                            : static_cast<float>(
                                  std::exp(-2.0 * static_cast<double>(step) / static_cast<double>(steps)) *
                                  (1 + 0.3 * std::sin(static_cast<double>(step) * 12.9898))));
    return curve;
}

double highest(const QList<QPointF>& points) {
    return std::max_element(points.begin(), points.end(),
                            [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); })
        ->y();
}

} // namespace

class TestCurveTrace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsEveryStepOfAShortRun();
    void neverHidesASpike_data();
    void neverHidesASpike();
    void smoothsALongRunAndKeepsItsFirstLoss();
    void smoothsToTheMeanOfTheLossesOnALogarithmicAxisToo();
    void recoversFromAHugeLoss();
    void doesNotSmoothAShortRun();
    void drawsALossOfZeroBelowEverything();
    void isEmptyWithoutLosses();
    void findsTheNearestStep();
};

void TestCurveTrace::showsEveryStepOfAShortRun() {
    const LossCurve curve = noisy(60, 0);
    const QList<QPointF> points = CurveTrace(curve, false).raw({0, 100}, 0, 700);
    QCOMPARE(points.size(), 60);
    for (qsizetype i = 0; i < points.size(); ++i) {
        QCOMPARE(points[i].x(), static_cast<double>(i + 1));
        QCOMPARE(points[i].y(), static_cast<double>(curve.buckets()[static_cast<std::size_t>(i)].last));
    }
}

void TestCurveTrace::neverHidesASpike_data() {
    QTest::addColumn<qint64>("steps");
    QTest::addColumn<bool>("logarithmic");
    QTest::newRow("one step a bucket") << qint64(4000) << false;
    QTest::newRow("many steps a bucket") << qint64(100'000) << false;
    QTest::newRow("logarithmic") << qint64(100'000) << true;
}

void TestCurveTrace::neverHidesASpike() {
    QFETCH(qint64, steps);
    QFETCH(bool, logarithmic);
    const LossCurve curve = noisy(steps, steps / 3);
    const QList<QPointF> points =
        CurveTrace(curve, logarithmic).raw({0, static_cast<double>(steps)}, -10, 400);
    QVERIFY(points.size() <= 400);
    QCOMPARE(highest(points), logarithmic ? std::log10(50.0) : 50.0);
}

void TestCurveTrace::smoothsALongRunAndKeepsItsFirstLoss() {
    const LossCurve curve = noisy(4000, 0);
    const QList<QPointF> points = CurveTrace(curve, true).smooth({0, 4000}, -10, 200);
    QCOMPARE(points.size(), 200);
    QVERIFY(std::abs(points.first().y() - std::log10(static_cast<double>(curve.buckets().front().first))) <
            1e-6);
    for (qsizetype i = 5; i < points.size(); ++i) { // the mean of log(1 + 0.3 sin) is about −0.01
        const double plain = -2 * points[i].x() / 4000 * std::log10(std::exp(1));
        QVERIFY2(std::abs(points[i].y() - plain) < 0.04, qPrintable(QString::number(points[i].x())));
    }
}

void TestCurveTrace::smoothsToTheMeanOfTheLossesOnALogarithmicAxisToo() {
    LossCurve curve;
    for (std::int64_t step = 1; step <= 3000; ++step)
        curve.add(step, step % 2 == 0 ? 0.01F : 0.99F);
    const QList<QPointF> points = CurveTrace(curve, true).smooth({0, 3000}, -10, 200);
    for (qsizetype i = 5; i + 5 < points.size(); ++i)
        QVERIFY(std::abs(points[i].y() - std::log10(0.5)) < 0.02);
}

void TestCurveTrace::recoversFromAHugeLoss() {
    LossCurve curve;
    for (std::int64_t step = 1; step <= 3000; ++step)
        curve.add(step, step == 100 ? 1e30F : 0.5F);
    QCOMPARE(CurveTrace(curve, false).smooth({0, 3000}, 0, 200).last().y(), 0.5);
}

void TestCurveTrace::doesNotSmoothAShortRun() {
    const LossCurve curve = noisy(37, 0);
    const CurveTrace trace(curve, false);
    QCOMPARE(trace.smooth({0, 50}, 0, 200), trace.raw({0, 50}, 0, 700));
}

void TestCurveTrace::drawsALossOfZeroBelowEverything() {
    LossCurve curve;
    curve.add(1, 1);
    curve.add(2, 0);
    curve.add(3, 0.1F);
    const CurveTrace trace(curve, true);
    const QList<QPointF> points = trace.raw({0, 5}, -7, 700);
    QCOMPARE(points.size(), 3);
    QCOMPARE(points[1], QPointF(2, -7));
    QVERIFY(std::abs(trace.extent()->low + 1) < 1e-6);
    QCOMPARE(trace.extent()->high, 0.0);
}

void TestCurveTrace::isEmptyWithoutLosses() {
    const LossCurve curve;
    const CurveTrace trace(curve, true);
    QVERIFY(trace.raw({0, 1}, 0, 700).isEmpty());
    QVERIFY(trace.smooth({0, 1}, 0, 200).isEmpty());
    QVERIFY(!trace.extent());
    QVERIFY(!trace.near(3));
}

void TestCurveTrace::findsTheNearestStep() {
    const LossCurve curve = noisy(60, 0);
    const CurveTrace trace(curve, false);
    QCOMPARE(trace.near(-5)->firstStep, 1);
    QCOMPARE(trace.near(20.4)->firstStep, 20);
    QCOMPARE(trace.near(20.6)->firstStep, 21);
    QCOMPARE(trace.near(1000)->firstStep, 60);
}

QTEST_GUILESS_MAIN(TestCurveTrace)
#include "test_curve_trace.moc"
