#include "training/philox.h"
#include "training/portable_math.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace downhill::training;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double kSubnormal = std::numeric_limits<double>::denorm_min();

/// Distance in units of the last place of `right`.
double lastPlaces(double left, double right) {
    if (left == right)
        return 0;
    const double size = std::abs(right);
    const double unit = std::isinf(size) ? 1 : std::nextafter(size, kInfinity) - size;
    return std::abs(left - right) / unit;
}

bool same(double left, double right) {
    return (std::isnan(left) && std::isnan(right)) ||
           (left == right && std::signbit(left) == std::signbit(right));
}

using Function = double (*)(double);

} // namespace

Q_DECLARE_METATYPE(Function)

class TestPortableMath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void functionsAgreeWithTheLibrary_data() {
        QTest::addColumn<Function>("ours");
        QTest::addColumn<Function>("theirs");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("below");
        QTest::addColumn<double>("places");
        const auto row = [](const char* name, Function ours, Function theirs, double least, double below,
                            double places) {
            QTest::newRow(name) << ours << theirs << least << below << places;
        };
        row("exp", portable::exp, std::exp, -708, 709.7, 2);
        row("exp of nearly nothing", portable::exp, std::exp, -745, -708, 2);
        row("log", portable::log, std::log, 0, 1000, 3);
        row("log of nearly nothing", portable::log, std::log, 0, 1e-308, 3);
        row("sin", portable::sin, std::sin, -10, 10, 2);
        row("sin of many turns", portable::sin, std::sin, -1e6, 1e6, 2);
        row("sin of very many turns", portable::sin, std::sin, -1e22, 1e22, 3);
        row("cos", portable::cos, std::cos, -10, 10, 2);
        row("cos of very many turns", portable::cos, std::cos, -1e9, 1e9, 3);
        row("tan", portable::tan, std::tan, -10, 10, 4);
        row("tan of very many turns", portable::tan, std::tan, -1e300, 1e300, 4);
        row("tanh", portable::tanh, std::tanh, -23, 23, 4);
        row("tanh of little", portable::tanh, std::tanh, -1e-3, 1e-3, 4);
    }
    void functionsAgreeWithTheLibrary() {
        QFETCH(const Function, ours);
        QFETCH(const Function, theirs);
        QFETCH(const double, least);
        QFETCH(const double, below);
        QFETCH(const double, places);
        RandomStream random(1, Stream::Data);
        double worst = 0;
        for (int i = 0; i < 20'000; ++i) {
            const double x = random.uniform(least, below);
            worst = std::max(worst, lastPlaces(ours(x), theirs(x)));
        }
        QVERIFY2(worst <= places, qPrintable(QString::number(worst)));
    }

    void anglesOfAnySizeAreReducedExactly() {
        RandomStream random(2, Stream::Data);
        double worst = 0;
        for (int i = 0; i < 20'000; ++i) {
            const double x = std::ldexp(random.uniform(1, 2), static_cast<int>(random.index(1000)) + 20);
            worst = std::max({worst, lastPlaces(portable::sin(x), std::sin(x)),
                              lastPlaces(portable::cos(-x), std::cos(-x))});
        }
        QVERIFY2(worst <= 3, qPrintable(QString::number(worst)));
        // The double that lies nearest to a multiple of π/2.
        const double hard = 6381956970095103.0 * 0x1p797;
        QVERIFY(lastPlaces(portable::cos(hard), -4.6871659242546277e-19) <= 3);
    }

    void powersAgreeWithTheLibrary_data() {
        QTest::addColumn<double>("greatestLog");
        QTest::addColumn<double>("exponents");
        QTest::newRow("roots and small powers") << 5.0 << 3.0;
        QTest::newRow("large powers") << 3.0 << 200.0;
        QTest::newRow("near one") << 1e-6 << 1e8;
        QTest::newRow("any size") << 1000.0 << 1.0;
    }
    void powersAgreeWithTheLibrary() {
        QFETCH(const double, greatestLog);
        QFETCH(const double, exponents);
        RandomStream random(3, Stream::Data);
        double worst = 0;
        for (int i = 0; i < 20'000; ++i) {
            const double base = std::exp2(random.uniform(-greatestLog, greatestLog));
            const double exponent = random.uniform(-exponents, exponents);
            worst = std::max(worst, lastPlaces(portable::pow(base, exponent), std::pow(base, exponent)));
            const double whole = std::round(exponent);
            worst = std::max(worst, lastPlaces(portable::pow(-base, whole), std::pow(-base, whole)));
        }
        QVERIFY2(worst <= 2.5, qPrintable(QString::number(worst)));
    }

    void edgesAreThoseOfTheLibrary() {
        const std::array edges{0.0,    -0.0,       1.0,   -1.0,   0.5,       -0.5,       2.0,
                               -2.0,   3.0,        -3.0,  2.5,    1e300,     -1e300,     1e17,
                               1e-300, kSubnormal, 710.0, -746.0, kInfinity, -kInfinity, kNotANumber};
        for (const double base : edges) {
            QVERIFY2(same(portable::log(base), std::log(base)) ||
                         lastPlaces(portable::log(base), std::log(base)) <= 1,
                     qPrintable(QString::number(base)));
            for (const double exponent : edges) {
                const double ours = portable::pow(base, exponent);
                const double theirs = std::pow(base, exponent);
                QVERIFY2(same(ours, theirs) || (std::isfinite(theirs) && lastPlaces(ours, theirs) <= 2),
                         qPrintable(QStringLiteral("%1 ^ %2 = %3").arg(base).arg(exponent).arg(ours)));
            }
        }
        for (const double x : {0.0, -0.0, kInfinity, -kInfinity, kNotANumber, 800.0, -800.0}) {
            QVERIFY(same(portable::exp(x), std::exp(x)));
            QVERIFY(same(portable::tanh(x), std::tanh(x)));
        }
        for (const double x : {kInfinity, -kInfinity, kNotANumber}) {
            QVERIFY(std::isnan(portable::sin(x)) && std::isnan(portable::cos(x)) &&
                    std::isnan(portable::tan(x)));
        }
    }
};

QTEST_APPLESS_MAIN(TestPortableMath)
#include "test_portable_math.moc"
