#include "training/exponential.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace downhill::training;

class TestExponential : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exponentialsAreAccurate_data() {
        QTest::addColumn<bool>("single");
        QTest::newRow("float") << true;
        QTest::newRow("double") << false;
    }
    void exponentialsAreAccurate() {
        QFETCH(const bool, single);
        const auto check = [](auto one) {
            using Scalar = decltype(one);
            const double epsilon = std::numeric_limits<Scalar>::epsilon();
            for (int i = 1; i < 40000; ++i) {
                const Scalar x = Scalar(-0.002) * static_cast<Scalar>(i);
                const auto found = exponentialOfNegative(x);
                const double exact = std::exp(static_cast<double>(x));
                QVERIFY(std::abs(static_cast<double>(found.whole) - exact) <= 2 * epsilon * exact);
                const double less = std::expm1(static_cast<double>(x));
                QVERIFY(std::abs(static_cast<double>(found.minusOne) - less) <= 2 * epsilon * std::abs(less));
                const Scalar share = static_cast<Scalar>(i) / 40000;
                const double logarithm = std::log1p(static_cast<double>(share));
                QVERIFY(std::abs(static_cast<double>(logOfOneAnd(share)) - logarithm) <=
                        3 * epsilon * logarithm);
            }
            QVERIFY(exponentialOfNegative(Scalar(0)).whole == 1 &&
                    exponentialOfNegative(Scalar(0)).minusOne == 0);
            QVERIFY(exponentialOfNegative(-std::numeric_limits<Scalar>::infinity()).whole < Scalar(1e-37));
            QVERIFY(std::isnan(exponentialOfNegative(std::numeric_limits<Scalar>::quiet_NaN()).whole));
            QVERIFY(logOfOneAnd(Scalar(0)) == 0);
        };
        single ? check(1.0F) : check(1.0);
    }
};

QTEST_APPLESS_MAIN(TestExponential)
#include "test_exponential.moc"
