#include "charts/axis_scale.h"
#include "charts/number_text.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace downhill::app;
using namespace Qt::StringLiterals;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

QStringList labels(const std::vector<Tick>& ticks) {
    QStringList all;
    for (const Tick& tick : ticks)
        if (!tick.label.isEmpty())
            all << tick.label;
    return all;
}

} // namespace

class TestAxisScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void growsInStepsOfAQuarter();
    void growsDownwardsToo();
    void staysWhereEverythingFits();
    void ignoresWhatIsNotFinite();
    void growsToTheLargestFloat();
    void labelsRoundNumbers_data();
    void labelsRoundNumbers();
    void labelsALogarithmicAxis_data();
    void labelsALogarithmicAxis();
    void survivesAnyLogarithmicRange_data();
    void survivesAnyLogarithmicRange();
    void writesValues_data();
    void writesValues();
};

void TestAxisScale::growsInStepsOfAQuarter() {
    QCOMPARE(grown({0, 100}, 0, 101).high, 125.0);
    QCOMPARE(grown({0, 100}, 0, 130).high, 156.25);
    QCOMPARE(grown({0, 100}, 0, 125).high, 125.0);
}

void TestAxisScale::growsDownwardsToo() {
    const AxisRange range = grown({-1, 1}, -1.1, 0);
    QCOMPARE(range.high, 1.0);
    QCOMPARE(range.low, -1.5);
}

void TestAxisScale::staysWhereEverythingFits() {
    QCOMPARE(grown({-2, 3}, -2, 3), (AxisRange{-2, 3}));
}

void TestAxisScale::ignoresWhatIsNotFinite() {
    QCOMPARE(grown({0, 1}, kNaN, kNaN), (AxisRange{0, 1}));
    QCOMPARE(grown({0, 1}, -kInfinity, kInfinity), (AxisRange{0, 1}));
}

void TestAxisScale::growsToTheLargestFloat() {
    const AxisRange range = grown({0, 1}, 0, 3.4e38);
    QVERIFY(range.high >= 3.4e38);
    QVERIFY(range.high < 3.4e38 * 1.2501);
}

void TestAxisScale::labelsRoundNumbers_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<int>("most");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("steps") << 0.0 << 5000.0 << 5
                           << QStringList{u"0"_s, u"1,000"_s, u"2,000"_s, u"3,000"_s, u"4,000"_s, u"5,000"_s};
    QTest::newRow("around zero") << -1.2 << 1.2 << 5
                                 << QStringList{u"−1.0"_s, u"−0.5"_s, u"0"_s, u"0.5"_s, u"1.0"_s};
    QTest::newRow("small") << 0.0 << 0.003 << 3 << QStringList{u"0"_s, u"0.001"_s, u"0.002"_s, u"0.003"_s};
    QTest::newRow("huge") << 0.0 << 2e9 << 2 << QStringList{u"0"_s, u"1·10⁹"_s, u"2·10⁹"_s};
    QTest::newRow("never one alone") << -9.0 << 9.0 << 2 << QStringList{u"−5"_s, u"0"_s, u"5"_s};
    QTest::newRow("upside down") << 1.0 << 0.0 << 5 << QStringList{};
    QTest::newRow("not a number") << 0.0 << kNaN << 5 << QStringList{};
    QTest::newRow("finer than a double") << 1.0 << 1.0 + 2e-16 << 5 << QStringList{};
}

void TestAxisScale::labelsRoundNumbers() {
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(int, most);
    QFETCH(QStringList, expected);
    QCOMPARE(labels(linearTicks({low, high}, most)), expected);
}

void TestAxisScale::labelsALogarithmicAxis_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("decades") << -3.1 << 0.2 << QStringList{u"0.001"_s, u"0.01"_s, u"0.1"_s, u"1"_s};
    QTest::newRow("about a decade") << -1.05 << 0.05 << QStringList{u"0.1"_s, u"0.2"_s, u"0.5"_s, u"1"_s};
    QTest::newRow("a decade and a half")
        << -0.25 << 1.35 << QStringList{u"1"_s, u"2"_s, u"5"_s, u"10"_s, u"20"_s};
    QTest::newRow("part of a decade")
        << std::log10(0.22) << std::log10(0.52)
        << QStringList{u"0.25"_s, u"0.30"_s, u"0.35"_s, u"0.40"_s, u"0.45"_s, u"0.50"_s};
    QTest::newRow("many decades") << -32.0 << 1.0 << QStringList{u"10⁻³⁰"_s, u"10⁻²⁰"_s, u"10⁻¹⁰"_s, u"1"_s};
}

void TestAxisScale::labelsALogarithmicAxis() {
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QStringList, expected);
    QCOMPARE(labels(logarithmicTicks({low, high}, 5)), expected);
}

void TestAxisScale::survivesAnyLogarithmicRange_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("not a number") << kNaN << 1.0;
    QTest::newRow("infinite") << -kInfinity << 1.0;
    QTest::newRow("empty") << 1.0 << 1.0;
    QTest::newRow("all floats") << -45.0 << 38.6;
    QTest::newRow("all doubles") << -323.0 << 308.0;
    QTest::newRow("a hair") << 0.1 << 0.1000001;
}

void TestAxisScale::survivesAnyLogarithmicRange() {
    QFETCH(double, low);
    QFETCH(double, high);
    const std::vector<Tick> ticks = logarithmicTicks({low, high}, 6);
    QVERIFY(ticks.size() < 100);
    if (high > low && std::isfinite(low))
        QVERIFY(!labels(ticks).isEmpty());
    for (const Tick& tick : ticks)
        QVERIFY(std::isfinite(tick.at));
}

void TestAxisScale::writesValues_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("expected");
    QTest::newRow("zero") << 0.0 << u"0"_s;
    QTest::newRow("four digits") << 0.123456 << u"0.1235"_s;
    QTest::newRow("no idle zeros") << 1.5 << u"1.5"_s;
    QTest::newRow("thousands") << 12345.6 << u"12,346"_s;
    QTest::newRow("minus") << -2.4 << u"−2.4"_s;
    QTest::newRow("huge") << 4.07e38 << u"4.07·10³⁸"_s;
    QTest::newRow("tiny") << -1.28e-28 << u"−1.28·10⁻²⁸"_s;
    QTest::newRow("denormal") << 4.9e-324 << u"4.94·10⁻³²⁴"_s;
    QTest::newRow("rounds up to the next power") << 9.9999e7 << u"1·10⁸"_s;
    QTest::newRow("not a number") << kNaN << u"not a number"_s;
    QTest::newRow("infinite") << -kInfinity << u"−∞"_s;
}

void TestAxisScale::writesValues() {
    QFETCH(double, value);
    QFETCH(QString, expected);
    QCOMPARE(valueText(value), expected);
}

QTEST_GUILESS_MAIN(TestAxisScale)
#include "test_axis_scale.moc"
