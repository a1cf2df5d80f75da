#include "player/number_editor.h"
#include "player/typed_number.h"

#include <QTest>

using downhill::app::NumberEditor;

class TestNumberEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsNumbersAsPeopleWriteThem_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::newRow("whole") << QStringLiteral("4") << 4.0;
        QTest::newRow("point") << QStringLiteral("1.6") << 1.6;
        QTest::newRow("comma") << QStringLiteral("1,6") << 1.6;
        QTest::newRow("spaces") << QStringLiteral("  1 000 ") << 1000.0;
        QTest::newRow("typographic minus") << QStringLiteral("\u22122.4") << -2.4;
        QTest::newRow("fraction") << QStringLiteral("1/4") << 0.25;
        QTest::newRow("negative fraction") << QStringLiteral("-1/4") << -0.25;
        QTest::newRow("exponent") << QStringLiteral("2e-3") << 0.002;
        QTest::newRow("grouped thousands") << QStringLiteral("12,500.5") << 12500.5;
    }
    void readsNumbersAsPeopleWriteThem() {
        QFETCH(QString, text);
        QFETCH(double, value);
        const auto parsed = downhill::app::numberFrom(text);
        QVERIFY(parsed.has_value());
        QCOMPARE(*parsed, value);
    }

    void refusesWhatIsNoNumber_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("word") << QStringLiteral("two");
        QTest::newRow("trailing") << QStringLiteral("2 minutes");
        QTest::newRow("division by zero") << QStringLiteral("1/0");
        QTest::newRow("half a fraction") << QStringLiteral("1/");
        QTest::newRow("infinity") << QStringLiteral("inf");
        QTest::newRow("not a number") << QStringLiteral("nan");
    }
    void refusesWhatIsNoNumber() {
        QFETCH(QString, text);
        QVERIFY(!downhill::app::numberFrom(text).has_value());
    }

    void anAnswerComesBackAsItWasGiven() {
        NumberEditor editor({});
        QVERIFY(!editor.answer().has_value());
        editor.setAnswer(1234.5);
        QCOMPARE(std::get<double>(*editor.answer()), 1234.5);
    }
};

QTEST_MAIN(TestNumberEditor)
#include "test_number_editor.moc"
