#include "training/formula.h"
#include "training/philox.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

using namespace downhill::training;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

Formula compiled(const QString& text) {
    auto formula = Formula::compile(text.toStdString(), "f");
    if (!formula) {
        throw std::runtime_error(formula.error().detail + " at " + std::to_string(formula.error().column));
    }
    return *std::move(formula);
}

double valueOf(const QString& text, double x = 0, double y = 0) {
    return compiled(text).evaluate<double, 0>(x, y).value;
}

bool same(double left, double right) {
    return left == right || (std::isnan(left) && std::isnan(right));
}

using Function = std::function<double(double, double)>;

} // namespace

Q_DECLARE_METATYPE(ErrorCode)
Q_DECLARE_METATYPE(Function)

class TestFormula : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreThoseOfTheSameExpression_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, double value) {
            QTest::newRow(text) << QString::fromUtf8(text) << value;
        };
        // At (3, -2).
        row("1+2*3", 7);
        row("(1+2)*3", 9);
        row("10-4-3", 3);
        row("24/4/2", 3);
        row("2^3^2", 512);
        row("-2^2", -4);
        row("(-2)^2", 4);
        row("2^-1", 0.5);
        row("2^-x^0", 0.5);
        row("--x", 3);
        row("2*-x", -6);
        row("1--1", 2);
        row(" x\t*\n y ", -6);
        row("x*y^2", 12);
        row(".5e1 + 1. + 2E-1", 6.2);
        row("x^2 + 10*y^2", 49);
        row("min(x, y) + 10*max(x, y)", 28);
        row("abs(y)", 2);
        row("sqrt(x*x + 16)", 5);
        row("min(max(x, 0), 1)", 1);
        row("1/0", kInfinity);
        row("-1/0", -kInfinity);
        row("0/0", kNotANumber);
        row("0^0", 1);
        row("log(0)", -kInfinity);
        row("log(y)", kNotANumber);
        row("sqrt(y)", kNotANumber);
        row("y^3", -8);
        row("y^0.5", kNotANumber);
        row("y^-2", 0.25);
        row("9^9^9", kInfinity);
        row("(9^9)^(9^9)", kInfinity);
        row("exp(exp(exp(exp(x))))", kInfinity);
        row("max(log(y), 1)", kNotANumber);
        row("min(1, log(y))", kNotANumber);
    }
    void valuesAreThoseOfTheSameExpression() {
        QFETCH(const QString, text);
        QFETCH(const double, value);
        const double found = valueOf(text, 3, -2);
        QVERIFY2(same(found, value), qPrintable(QString::number(found)));
        const Formula formula = compiled(text);
        const auto inFloat = static_cast<double>(formula.evaluate<float, 0>(3, -2).value);
        QVERIFY(same(inFloat, static_cast<double>(static_cast<float>(value))));
        QVERIFY(same(formula.evaluate<double, 1>(3, -2).value, value));
        QVERIFY(same(formula.evaluate<double, 2>(3, -2).value, value));
        QVERIFY(same(static_cast<double>(formula.evaluate<float, 1>(3, -2).value), inFloat));
    }

    void functionsAreThoseOfTheLibrary_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Function>("function");
        const auto row = [](const char* text, Function function) {
            QTest::newRow(text) << QString::fromUtf8(text) << function;
        };
        row("sin(x)", [](double x, double) { return std::sin(x); });
        row("cos(x)", [](double x, double) { return std::cos(x); });
        row("tan(x)", [](double x, double) { return std::tan(x); });
        row("exp(x)", [](double x, double) { return std::exp(x); });
        row("log(abs(x))", [](double x, double) { return std::log(std::abs(x)); });
        row("tanh(x)", [](double x, double) { return std::tanh(x); });
        row("pi*x^e", [](double x, double) { return std::numbers::pi * std::pow(x, std::numbers::e); });
        row("abs(x)^y", [](double x, double y) { return std::pow(std::abs(x), y); });
        row("sin(3*x)*exp(-y^2/2)",
            [](double x, double y) { return std::sin(3 * x) * std::exp(-y * y / 2); });
    }
    void functionsAreThoseOfTheLibrary() {
        QFETCH(const QString, text);
        QFETCH(const Function, function);
        const Formula formula = compiled(text);
        RandomStream random(1, Stream::Data);
        for (int i = 0; i < 1000; ++i) {
            const double x = random.uniform(-3, 3);
            const double y = random.uniform(-3, 3);
            const double expected = function(x, y);
            const double found = formula.evaluate<double, 0>(x, y).value;
            QVERIFY(same(found, expected) ||
                    std::abs(found - expected) <= 2e-15 * std::max(1.0, std::abs(expected)));
        }
    }

    void derivativesAreThoseOfCentralDifferences_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"x^2 + 10*y^2", "sin(3*x)*exp(-y^2/2)", "x/y", "1/(1+exp(-4*x-y))", "tanh(x*y)+tan(x/3)",
              "log(1+x^2+y^2)", "sqrt(1+x^2*y^2)", "abs(x-y)^3", "(2+sin(x))^(y/2)", "(x^2+y^2)^x",
              "min(x*y, x+y)", "max(x*y, x+y)", "2^x*3^-y", "x^-3 + abs(y)^0.5", "-x^4/7--y",
              "cos(x+y)^2/(1+x^2)", "exp(sin(x)*cos(y))", "(x^2+y-11)^2+(x+y^2-7)^2", "e^(x*pi/4)*y^3"}) {
            QTest::newRow(text) << QString::fromUtf8(text);
        }
    }
    void derivativesAreThoseOfCentralDifferences() {
        QFETCH(const QString, text);
        const Formula formula = compiled(text);
        RandomStream random(2, Stream::Data);
        constexpr double kStep = 1e-5;
        const auto slopes = [&formula](double x, double y) {
            return formula.evaluate<double, 1>(x, y).first;
        };
        const auto value = [&formula](double x, double y) { return formula.evaluate<double, 0>(x, y).value; };
        int looked = 0;
        for (int i = 0; i < 500; ++i) {
            const double x = random.uniform(-2, 2);
            const double y = random.uniform(-2, 2);
            // Differences tell nothing close to a pole, and none across an edge.
            if (std::abs(x) < 0.2 || std::abs(y) < 0.2 || std::abs(x - y) < 0.1 ||
                std::abs(x * y - x - y) < 0.01)
                continue;
            ++looked;
            const auto jet = formula.evaluate<double, 2>(x, y);
            const auto first = slopes(x, y);
            QVERIFY(jet.first == first && jet.value == value(x, y));
            const double size = 1 + std::abs(jet.value) + std::abs(first[0]) + std::abs(first[1]) +
                                std::abs(jet.second[0]) + std::abs(jet.second[1]) + std::abs(jet.second[2]);
            const double alongX = (value(x + kStep, y) - value(x - kStep, y)) / (2 * kStep);
            const double alongY = (value(x, y + kStep) - value(x, y - kStep)) / (2 * kStep);
            QVERIFY(std::abs(first[0] - alongX) < 2e-7 * size);
            QVERIFY(std::abs(first[1] - alongY) < 2e-7 * size);
            const auto right = slopes(x + kStep, y);
            const auto left = slopes(x - kStep, y);
            const auto above = slopes(x, y + kStep);
            const auto below = slopes(x, y - kStep);
            QVERIFY(std::abs(jet.second[0] - (right[0] - left[0]) / (2 * kStep)) < 1e-6 * size);
            QVERIFY(std::abs(jet.second[1] - (right[1] - left[1]) / (2 * kStep)) < 1e-6 * size);
            QVERIFY(std::abs(jet.second[1] - (above[0] - below[0]) / (2 * kStep)) < 1e-6 * size);
            QVERIFY(std::abs(jet.second[2] - (above[1] - below[1]) / (2 * kStep)) < 1e-6 * size);
        }
        QVERIFY(looked > 200);
    }

    void derivativesAtEdgesAreAsDocumented_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("alongX");
        QTest::addColumn<double>("alongY");
        const auto row = [](const char* text, double x, double y, double alongX, double alongY) {
            QTest::addRow("%s at %g, %g", text, x, y)
                << QString::fromUtf8(text) << x << y << alongX << alongY;
        };
        row("x^2", -3, 1, -6, 0);
        row("x^2", 0, 1, 0, 0);
        row("x^3", -2, 1, 12, 0);
        row("x^0", 0, 1, 0, 0);
        row("x^0", -5, 1, 0, 0);
        row("x^1", 0, 1, 1, 0);
        row("x^0.5", 0, 1, kInfinity, 0);
        row("x^1.5", 0, 1, 0, 0);
        row("x^-1", -2, 1, -0.25, 0);
        row("0^y", 1, 2, 0, 0);
        row("x^y", 0, 2, 0, 0);
        row("x^y", 0, 1, 1, 0);
        row("x^y", -2, 3, 12, kNotANumber);
        row("(-2)^(0*y+2)", 1, 1, 0, 0);
        row("abs(x)", 0, 1, 0, 0);
        row("abs(x)", -2, 1, -1, 0);
        row("sqrt(x)", 0, 1, kInfinity, 0);
        row("sqrt(x) + y", 0, 1, kInfinity, 1);
        row("sqrt(x^2 + y^2)", 0, 0, 0, 0);
        row("min(x, y)", 1, 1, 0.5, 0.5);
        row("max(x, -x)", 0, 1, 0, 0);
        row("max(x, 0)", 0, 1, 0.5, 0);
        row("min(x, y)", 1, 2, 1, 0);
        row("max(x, y)", 1, 2, 0, 1);
        row("1/(1+exp(-1000*x))", -1, 0, 0, 0);
        row("1/(1+exp(-1000*x))", 1, 0, 0, 0);
        row("tanh(exp(1000*x))", 1, 0, 0, 0);
        row("exp(-exp(1000*x))", 1, 0, 0, 0);
    }
    void derivativesAtEdgesAreAsDocumented() {
        QFETCH(const QString, text);
        QFETCH(const double, x);
        QFETCH(const double, y);
        const Formula formula = compiled(text);
        QFETCH(const double, alongX);
        QFETCH(const double, alongY);
        const auto inDouble = formula.evaluate<double, 1>(x, y).first;
        QVERIFY2(same(inDouble[0], alongX), qPrintable(QString::number(inDouble[0])));
        QVERIFY2(same(inDouble[1], alongY), qPrintable(QString::number(inDouble[1])));
        const auto inFloat = formula.evaluate<float, 1>(static_cast<float>(x), static_cast<float>(y)).first;
        QVERIFY(same(static_cast<double>(inFloat[0]), alongX));
        QVERIFY(same(static_cast<double>(inFloat[1]), alongY));
    }

    void whatIsNoFormulaIsRefusedAtItsPlace_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* text, ErrorCode code, int column, const char* detail) {
            QTest::newRow(*text == '\0' ? "nothing" : text)
                << QString::fromUtf8(text) << code << column << QString::fromUtf8(detail);
        };
        const auto syntax = ErrorCode::FormulaSyntax;
        const auto name = ErrorCode::FormulaUnknownName;
        row("", syntax, 1, "");
        row("  ", syntax, 3, "");
        row("x +", syntax, 4, "");
        row("(x + y", syntax, 7, "");
        row("x)", syntax, 2, ")");
        row("()", syntax, 2, ")");
        row("2x", syntax, 2, "x");
        row("2 sin(x)", syntax, 3, "sin");
        row("x 12", syntax, 3, "12");
        row("x*/y", syntax, 3, "/");
        row("+x", syntax, 1, "+");
        row("sin x", syntax, 5, "x");
        row("sin", syntax, 4, "");
        row("sin()", syntax, 5, ")");
        row("sin(x, y)", syntax, 6, ",");
        row("min(x)", syntax, 6, ")");
        row("max(x, y, 1)", syntax, 9, ",");
        row("x(3)", syntax, 2, "(");
        row("x = 3", syntax, 3, "=");
        row("x**2", syntax, 3, "*");
        row("1.2.3", syntax, 4, ".");
        row(".", syntax, 1, ".");
        row("2e", syntax, 2, "e");
        row("3 + 1e999", syntax, 5, "1e999");
        row("x² + 1", syntax, 2, "²");
        row("2·x", syntax, 2, "·");
        row("x·y²", syntax, 2, "·");
        row("−x", syntax, 1, "−");
        row("x;y", syntax, 2, ";");
        row("z", name, 1, "z");
        row("x + sinus(y)", name, 5, "sinus");
        row("x + X", name, 5, "X");
        row("xy", name, 1, "xy");
        row("x1", name, 1, "x1");
        row("__import__(x)", name, 1, "__import__");
        row("inf", name, 1, "inf");
        row("nan", name, 1, "nan");
    }
    void whatIsNoFormulaIsRefusedAtItsPlace() {
        QFETCH(const QString, text);
        QFETCH(const QString, detail);
        const auto refused = Formula::compile(text.toStdString(), "surface.formula");
        QVERIFY(!refused.has_value());
        QTEST(refused.error().code, "code");
        QTEST(static_cast<int>(refused.error().column), "column");
        QCOMPARE(QString::fromStdString(refused.error().detail), detail);
        QCOMPARE(refused.error().where, std::string("surface.formula"));
    }

    void aByteThatIsNoTextIsRefused() {
        for (const std::string& text :
             {std::string("x + \0", 5), std::string("x + \xff"), std::string("\x80")})
            QVERIFY(!Formula::compile(text, "f"));
        const auto refused = Formula::compile(std::string("x\0y", 3), "f");
        QVERIFY(!refused && refused.error().column == 2 && refused.error().detail == std::string(1, '\0'));
    }

    void whatIsTooLongIsRefused_data() {
        QTest::addColumn<QString>("good");
        QTest::addColumn<QString>("bad");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<int>("limit");
        const auto repeated = [](const char* text, int count) {
            return QString::fromUtf8(text).repeated(count);
        };
        const QString x = QStringLiteral("x");
        QTest::newRow("bytes") << x + repeated(" ", 999) << x + repeated(" ", 1000) << "bytes" << 1000;
        QTest::newRow("bytes of a sum")
            << repeated("1+", 499) + x << repeated("1+", 500) + x << "bytes" << 1000;
        QTest::newRow("operations") << repeated("x+", 249) + x << repeated("x+", 250) + x << "operations"
                                    << 500;
        QTest::newRow("parentheses") << repeated("(", 63) + x + repeated(")", 63)
                                     << repeated("(", 64) + x + repeated(")", 64) << "levels" << 64;
        QTest::newRow("very many parentheses")
            << x << repeated("(", 499) + x + repeated(")", 499) << "levels" << 64;
        QTest::newRow("signs") << repeated("-", 63) + x << repeated("-", 64) + x << "levels" << 64;
        QTest::newRow("powers") << repeated("x^", 63) + x << repeated("x^", 64) + x << "levels" << 64;
        QTest::newRow("functions") << repeated("min(x,", 63) + x + repeated(")", 63)
                                   << repeated("min(x,", 64) + x + repeated(")", 64) << "levels" << 64;
        QTest::newRow("all at once") << repeated("x+x*x^(", 31) + x + repeated(")", 31)
                                     << repeated("x+x*x^(", 32) + x + repeated(")", 32) << "levels" << 64;
        QTest::newRow("open") << x << repeated("(", 1000) << "levels" << 64;
    }
    void whatIsTooLongIsRefused() {
        QFETCH(const QString, good);
        QFETCH(const QString, bad);
        QFETCH(const QString, unit);
        QFETCH(const int, limit);
        const Formula formula = compiled(good);
        QVERIFY(!std::isnan(formula.evaluate<double, 2>(0.5, 0.5).value));
        QVERIFY(formula.operations() <= static_cast<std::size_t>(Formula::kOperations));
        const auto refused = Formula::compile(bad.toStdString(), "f");
        QVERIFY(!refused && refused.error().code == ErrorCode::FormulaTooLong);
        QCOMPARE(QString::fromStdString(refused.error().detail), unit);
        QCOMPARE(refused.error().limit, static_cast<double>(limit));
        QVERIFY(refused.error().value > refused.error().limit);
    }

    void whatIsKnownIsComputedOnce_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("operations");
        const auto row = [](const char* text, int operations) {
            QTest::newRow(text) << QString::fromUtf8(text) << operations;
        };
        row("9^9^9", 1);
        row("(9^9)^(9^9)", 1);
        row("10^308", 1);
        row("sin(pi/2)*2+max(1,2)", 1);
        row("-2^2", 1);
        row("x*(2*pi)", 3);
        row("x*2*pi", 5);
    }
    void whatIsKnownIsComputedOnce() {
        QFETCH(const QString, text);
        QTEST(static_cast<int>(compiled(text).operations()), "operations");
    }
};

QTEST_APPLESS_MAIN(TestFormula)
#include "test_formula.moc"
