#include "charts/decimate.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace downhill::app;

namespace {

std::vector<QPointF> wave(int count) {
    std::vector<QPointF> points;
    for (int i = 0; i < count; ++i)
        points.emplace_back(i, std::sin(i * 12.9898) * (1 + i % 7));
    return points;
}

} // namespace

class TestDecimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsFewPointsAsTheyAre();
    void keepsExtremesOfManyPoints_data();
    void keepsExtremesOfManyPoints();
    void keepsTheOrderOfX();
    void keepsOneNeighbourOnEitherSideOfTheWindow();
    void leavesOutWhatIsNotFinite();
    void drawsNothingFromNothing();
};

void TestDecimate::keepsFewPointsAsTheyAre() {
    const std::vector<QPointF> points = wave(700);
    const QList<QPointF> shown = decimate(points, {0, 699});
    QCOMPARE(shown, QList<QPointF>(points.begin(), points.end()));
}

void TestDecimate::keepsExtremesOfManyPoints_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("spike");
    QTest::newRow("spike at the start") << 5000 << 0;
    QTest::newRow("spike within") << 5000 << 3217;
    QTest::newRow("spike at the end") << 100'000 << 99'999;
}

void TestDecimate::keepsExtremesOfManyPoints() {
    QFETCH(int, count);
    QFETCH(int, spike);
    std::vector<QPointF> points = wave(count);
    points[static_cast<std::size_t>(spike)].setY(1000);
    points[static_cast<std::size_t>(count / 2)].setY(-1000);
    const QList<QPointF> shown = decimate(points, {0, static_cast<double>(count - 1)});
    QVERIFY(shown.size() <= kMostPoints);
    QVERIFY(shown.size() > kMostPoints / 2);
    QVERIFY(shown.contains(QPointF(spike, 1000)));
    QVERIFY(shown.contains(QPointF(count / 2, -1000)));
    QCOMPARE(shown.first(), points.front());
    QCOMPARE(shown.last(), points.back());
}

void TestDecimate::keepsTheOrderOfX() {
    const QList<QPointF> shown = decimate(wave(20'000), {0, 19'999}, 350);
    QVERIFY(shown.size() <= 350);
    for (qsizetype i = 1; i < shown.size(); ++i)
        QVERIFY(shown[i - 1].x() < shown[i].x());
}

void TestDecimate::keepsOneNeighbourOnEitherSideOfTheWindow() {
    const std::vector<QPointF> points = wave(1000);
    const QList<QPointF> shown = decimate(points, {100.5, 110.5});
    QCOMPARE(shown.first().x(), 100.0);
    QCOMPARE(shown.last().x(), 111.0);
    QCOMPARE(shown.size(), 12);
}

void TestDecimate::leavesOutWhatIsNotFinite() {
    for (const int count : {10, 5000}) {
        std::vector<QPointF> points = wave(count);
        points[3].setY(std::numeric_limits<double>::quiet_NaN());
        points[5].setY(std::numeric_limits<double>::infinity());
        const QList<QPointF> shown = decimate(points, {0, static_cast<double>(count)});
        QVERIFY(!shown.isEmpty());
        for (const QPointF& point : shown)
            QVERIFY(std::isfinite(point.y()));
    }
}

void TestDecimate::drawsNothingFromNothing() {
    QVERIFY(decimate({}, {0, 1}).isEmpty());
}

QTEST_GUILESS_MAIN(TestDecimate)
#include "test_decimate.moc"
