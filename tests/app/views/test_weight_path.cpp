#include "views/weight_path.h"

#include <QtTest>

#include <array>
#include <limits>

using namespace downhill::app;

class TestWeightPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsFirstAndLastOfALongWay_data();
    void keepsFirstAndLastOfALongWay();
    void beginsAnewWithAnEarlierStep();
    void replacesWhatItKnowsOfTheSameStep();
    void passesOverWhatIsNoPlace();
};

void TestWeightPath::keepsFirstAndLastOfALongWay_data() {
    QTest::addColumn<int>("places");
    QTest::addColumn<int>("stride"); // steps between two frames
    QTest::newRow("short") << 10 << 1;
    QTest::newRow("just full") << static_cast<int>(WeightPath::kMost) << 1;
    QTest::newRow("long") << 5000 << 1;
    QTest::newRow("at full speed") << 1000 << 997;
}

void TestWeightPath::keepsFirstAndLastOfALongWay() {
    QFETCH(int, places);
    QFETCH(int, stride);
    WeightPath path;
    for (int i = 0; i < places; ++i) {
        const std::array weights{static_cast<float>(i), 1.0F};
        path.add(std::int64_t(i) * stride, weights);
        QVERIFY(path.places().size() <= WeightPath::kMost);
        QCOMPARE(path.places().back().step, std::int64_t(i) * stride);
        QCOMPARE(path.places().back().weights[0], static_cast<float>(i));
    }
    QCOMPARE(path.places().front().step, std::int64_t{0});
    QVERIFY(path.places().size() >= std::min<std::size_t>(static_cast<std::size_t>(places), 20));
    // Evenly: no two neighbours are farther apart than a few times the mean.
    const auto all = path.places();
    const double mean = static_cast<double>(all.back().step) / static_cast<double>(all.size() - 1);
    for (std::size_t i = 1; i < all.size(); ++i) {
        QVERIFY(all[i].step > all[i - 1].step);
        QVERIFY(static_cast<double>(all[i].step - all[i - 1].step) <= 4 * mean);
    }
}

void TestWeightPath::beginsAnewWithAnEarlierStep() {
    WeightPath path;
    for (int i = 0; i < 200; ++i)
        path.add(i, std::array{static_cast<float>(i)});
    path.add(3, std::array{7.0F});
    QCOMPARE(path.places().size(), std::size_t{1});
    QCOMPARE(path.places().front().weights, std::vector<float>{7});
    path.add(4, std::array{8.0F});
    QCOMPARE(path.places().size(), std::size_t{2});
}

void TestWeightPath::replacesWhatItKnowsOfTheSameStep() {
    WeightPath path;
    path.add(0, std::array{1.0F});
    path.add(0, std::array{2.0F}); // set by hand
    QCOMPARE(path.places().size(), std::size_t{1});
    QCOMPARE(path.places().front().weights, std::vector<float>{2});
}

void TestWeightPath::passesOverWhatIsNoPlace() {
    WeightPath path;
    path.add(0, std::array{1.0F, 2.0F});
    path.add(1, std::array{std::numeric_limits<float>::quiet_NaN(), 2.0F});
    path.add(2, std::array{1.0F, std::numeric_limits<float>::infinity()});
    path.add(3, std::array{1.0F});
    path.add(4, std::span<const float>());
    QCOMPARE(path.places().size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestWeightPath)
#include "test_weight_path.moc"
