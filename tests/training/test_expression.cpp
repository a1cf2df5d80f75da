#include "training/expression.h"

#include <QTest>

#include <array>
#include <cmath>
#include <string_view>

using namespace downhill::training;

namespace {

constexpr std::array<std::string_view, 4> kNames{"w", "a", "slope_2", "e"};
constexpr std::array<double, 4> kValues{5, 0.5, 4, 7};

} // namespace

Q_DECLARE_METATYPE(ErrorCode)

class TestExpression : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void putsValuesInPlaceOfNames_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, double value) {
            QTest::newRow(text) << QString::fromUtf8(text) << value;
        };
        row("w", 5);
        row("w - a*slope_2", 3);
        row("w-a*slope_2^2", -3);
        row("min(w, slope_2)", 4);
        row("sqrt(slope_2)/a", 4);
        row("1e2", 100);
        row("e", 7); // a name hides the constant
        row("2*pi", 2 * 3.141592653589793);
        row("1/0*a", HUGE_VAL);
    }

    void putsValuesInPlaceOfNames() {
        QFETCH(QString, text);
        QFETCH(double, value);
        const auto expression = Expression::compile(text.toStdString(), kNames, "answer");
        QVERIFY(expression);
        QCOMPARE(expression->evaluate(kValues), value);
    }

    void refusesWhatItDoesNotKnow_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<int>("column");
        const auto row = [](const char* text, ErrorCode code, const char* detail, int column) {
            QTest::newRow(text) << QString::fromUtf8(text) << code << QString::fromUtf8(detail) << column;
        };
        row("w + x", ErrorCode::FormulaUnknownName, "x", 5);
        row("wa", ErrorCode::FormulaUnknownName, "wa", 1);
        row("w a", ErrorCode::FormulaSyntax, "a", 3);
        row("w(2)", ErrorCode::FormulaSyntax, "(", 2);
        row("", ErrorCode::FormulaSyntax, "", 1);
        row("sin w", ErrorCode::FormulaSyntax, "w", 5);
    }

    void refusesWhatItDoesNotKnow() {
        QFETCH(QString, text);
        QFETCH(ErrorCode, code);
        QFETCH(QString, detail);
        QFETCH(int, column);
        const auto expression = Expression::compile(text.toStdString(), kNames, "answer");
        QVERIFY(!expression);
        QCOMPARE(expression.error().code, code);
        QCOMPARE(QString::fromStdString(expression.error().detail), detail);
        QCOMPARE(expression.error().column, long(column));
        QCOMPARE(expression.error().where, std::string("answer"));
    }

    void knowsWhichVariablesItUses() {
        const auto expression = Expression::compile("0*w + slope_2 + 2*3", kNames, {});
        QVERIFY(expression);
        QVERIFY(expression->uses(0));
        QVERIFY(!expression->uses(1));
        QVERIFY(expression->uses(2));
        QVERIFY(!expression->uses(3));
    }

    void takesNoVariablesAtAll() {
        const auto expression = Expression::compile("2^10", {}, {});
        QVERIFY(expression);
        QCOMPARE(expression->evaluate({}), 1024.0);
    }

    void agreesWithAFormulaOfTwoVariables() {
        constexpr std::array<std::string_view, 2> names{"x", "y"};
        for (const std::string_view text : {"x^2 - 3*x*y", "max(sin(x), -y)/(1 + x^2)", "tanh(x*y) + pi"}) {
            const auto formula = Formula::compile(text, {});
            const auto expression = Expression::compile(text, names, {});
            QVERIFY(formula && expression);
            for (double x = -2; x <= 2; x += 0.37) {
                const std::array<double, 2> at{x, 1 - x * x};
                const double value = formula->evaluate<double, 0>(at[0], at[1]).value;
                QCOMPARE(expression->evaluate(at), value);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestExpression)
#include "test_expression.moc"
