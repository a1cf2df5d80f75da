#include "training/band.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace downhill::training;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

} // namespace

Q_DECLARE_METATYPE(std::vector<double>)
Q_DECLARE_METATYPE(Spread)

class TestBand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSpreadIsWhatAHandFinds_data() {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<Spread>("spread");
        const auto row = [](const char* name, std::vector<double> values, const Spread& spread) {
            QTest::newRow(name) << std::move(values) << spread;
        };
        row("one", {7}, {7, 7, 7, 7, 7});
        row("two", {1, 3}, {1, 1.5, 2, 2.5, 3});
        row("three", {1, 2, 4}, {1, 1.5, 2, 3, 4});
        row("four, as numpy does", {1, 2, 3, 4}, {1, 1.75, 2.5, 3.25, 4});
        row("five, in no order", {5, -1, 3, 2, 10}, {-1, 2, 3, 5, 10});
        row("six", {0, 1, 4, 9, 16, 25}, {0, 1.75, 6.5, 14.25, 25});
        row("equal", {2, 2, 2, 2}, {2, 2, 2, 2, 2});
        row("one of three infinite", {1, kInfinity, 2}, {1, 1.5, 2, kInfinity, kInfinity});
        row("one of five infinite: the quartile stands on a number", {1, 2, 3, 4, kInfinity},
            {1, 2, 3, 4, kInfinity});
        row("half of four infinite", {kInfinity, 1, kInfinity, 2},
            {1, 1.75, kInfinity, kInfinity, kInfinity});
        row("all infinite", {kInfinity, kInfinity}, {kInfinity, kInfinity, kInfinity, kInfinity, kInfinity});
        row("NaN counts as infinite", {kNaN, 1, 2}, {1, 1.5, 2, kInfinity, kInfinity});
        row("so does the other infinity", {-kInfinity, 1, 2}, {1, 1.5, 2, kInfinity, kInfinity});
    }
    void aSpreadIsWhatAHandFinds() {
        QFETCH(const std::vector<double>, values);
        QFETCH(const Spread, spread);
        const Spread found = spreadOf(values);
        QCOMPARE(found.least, spread.least);
        QCOMPARE(found.lower, spread.lower);
        QCOMPARE(found.median, spread.median);
        QCOMPARE(found.upper, spread.upper);
        QCOMPARE(found.greatest, spread.greatest);
        QVERIFY(found == spread);
    }

    void anySharesQuantileIsInterpolated() {
        const std::vector<double> values{10, 20, 40, 80};
        QCOMPARE(quantile(values, 0.1), 13.0);
        QCOMPARE(quantile(values, 0.9), 68.0);
        QCOMPARE(quantile(values, 1), 80.0);
    }

    void nothingHasNoQuantiles() {
        const Spread found = spreadOf({});
        for (const double value : {found.least, found.lower, found.median, found.upper, found.greatest})
            QVERIFY(std::isnan(value));
    }
};

QTEST_APPLESS_MAIN(TestBand)
#include "test_band.moc"
