#include "charts/terrain.h"

#include <QtTest>

#include <cmath>

using namespace downhill::app;

class TestTerrain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsFromZeroAtTheLowestToOneAtTheHighest();
    void leavesHalfOfThePlaceBelowTheMiddle_data();
    void leavesHalfOfThePlaceBelowTheMiddle();
    void tellsTheLossOfAHeight();
    void hasNoHeightWhereTheLossIsNotFinite();
    void isFlatWhereTheLossIs();
};

void TestTerrain::runsFromZeroAtTheLowestToOneAtTheHighest() {
    const Terrain bowl([](double x, double y) { return 3 + x * x + y * y; }, {-1, 1}, {-1, 1}, 21, 11);
    QCOMPARE(bowl.lowest(), 3.0);
    QCOMPARE(bowl.highest(), 5.0);
    QCOMPARE(bowl.heights().at(10, 5), 0.0F);
    QCOMPARE(bowl.heights().at(0, 0), 1.0F);
    QVERIFY(bowl.heights().at(12, 5) < bowl.heights().at(14, 5));
}

void TestTerrain::leavesHalfOfThePlaceBelowTheMiddle_data() {
    QTest::addColumn<double>("condition");
    QTest::newRow("bowl") << 1.0;
    QTest::newRow("ravine") << 1e3;
    QTest::newRow("gorge") << 1e6;
}

void TestTerrain::leavesHalfOfThePlaceBelowTheMiddle() {
    QFETCH(const double, condition);
    const Terrain terrain([condition](double x, double y) { return x * x + condition * std::pow(y, 4); },
                          {-1, 1}, {-1, 1}, 41, 41);
    int below = 0;
    for (const float height : terrain.heights().values)
        below += height < 0.55F ? 1 : 0;
    QVERIFY2(std::abs(below - 41 * 41 / 2) < 41 * 41 / 20, QByteArray::number(below).constData());
}

void TestTerrain::tellsTheLossOfAHeight() {
    const Terrain terrain([](double x, double y) { return std::exp(3 * x) + y * y; }, {-1, 1}, {0, 1}, 17, 9);
    for (const int column : {0, 3, 8, 16}) {
        const double loss = std::exp(3 * terrain.heights().xOf(column)) + 0.25;
        QVERIFY(std::abs(terrain.lossAt(static_cast<double>(terrain.heights().at(column, 4))) - loss) < 1e-4);
    }
}

void TestTerrain::hasNoHeightWhereTheLossIsNotFinite() {
    const Terrain terrain([](double x, double) { return std::log(x); }, {-1, 1}, {0, 1}, 5, 3);
    QVERIFY(std::isnan(terrain.heights().at(0, 0)));
    QVERIFY(std::isnan(terrain.heights().at(2, 0))); // minus infinity
    QCOMPARE(terrain.heights().at(4, 0), 1.0F);
    const QImage picture = terrainPicture(terrain.heights(), Qt::white, Qt::blue, Qt::red);
    QCOMPARE(picture.pixelColor(0, 0), QColor(Qt::red));
    QCOMPARE(picture.pixelColor(4, 0), QColor(Qt::blue));
    const Terrain nothing([](double, double) { return NAN; }, {0, 1}, {0, 1}, 3, 3);
    QVERIFY(std::isnan(nothing.heights().at(1, 1)));
}

void TestTerrain::isFlatWhereTheLossIs() {
    const Terrain plain([](double, double) { return 2.0; }, {0, 1}, {0, 1}, 4, 4);
    QCOMPARE(plain.heights().at(2, 2), 0.0F);
    QCOMPARE(plain.lossAt(0.5), 2.0);
}

QTEST_GUILESS_MAIN(TestTerrain)
#include "test_terrain.moc"
