#include "text/code_fence.h"

#include <QTest>

using downhill::app::codeFence;
using downhill::app::inlineCode;

class TestCodeFence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingInTheCodeClosesIt_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("fenced");
        QTest::newRow("plain") << QStringLiteral("x = 1") << QStringLiteral("```python\nx = 1\n```");
        QTest::newRow("a fence of three")
            << QStringLiteral("```\nx") << QStringLiteral("````python\n```\nx\n````");
        QTest::newRow("a row of five")
            << QStringLiteral("`````") << QStringLiteral("``````python\n`````\n``````");
    }
    void nothingInTheCodeClosesIt() {
        QFETCH(QString, code);
        QFETCH(QString, fenced);
        QCOMPARE(codeFence(code, QStringLiteral("python")), fenced);
    }

    void aLineOfCodeStaysOneLine_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::newRow("plain") << QStringLiteral("x = 1") << QStringLiteral("`x = 1`");
        QTest::newRow("backticks") << QStringLiteral("`x`") << QStringLiteral("`` `x` ``");
        QTest::newRow("lines") << QStringLiteral("a\n b") << QStringLiteral("`a b`");
    }
    void aLineOfCodeStaysOneLine() {
        QFETCH(QString, text);
        QFETCH(QString, code);
        QCOMPARE(inlineCode(text), code);
    }
};

QTEST_MAIN(TestCodeFence)
#include "test_code_fence.moc"
