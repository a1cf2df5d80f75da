#include "markup/document.h"
#include "markup/plain_text.h"
#include "markup/typesetter.h"
#include "sample_palette.h"

#include <QTest>
#include <QTextCursor>
#include <QTextDocument>

using namespace downhill::markup;

class TestPlainText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void speaksPages_data();
    void speaksPages();
    void copiesWhatIsSelected_data();
    void copiesWhatIsSelected();
    void copiesAPartOfALine();
    void copiesNothingOfNothing();

private:
    Typesetter typesetter_;
};

void TestPlainText::speaksPages_data() {
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* markdown, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(expected);
    };
    row("formulas", "# On $x$\n\na **b** `c` $y_1$\n$$z$$", "On $x$\n\na b c $y_1$\n\n$$z$$");
    row("lists", "1. a\n   - b\n   - c\n2. d", "1. a\n   \xE2\x80\xA2 b\n   \xE2\x80\xA2 c\n2. d");
    row("table", "|a|b|\n|---|---|\n|1|$x$|", "a\tb\n1\t$x$");
    row("callouts", "> [!TIP]\n> a\n\n> [!NOTE] T\n> b", "Tip\na\n\nT\nb");
    row("code", "```python\nif x:\n    y\n```", "if x:\n    y");
    row("tabs", "a\n\n```python tab=\"PyTorch\"\nx\n```\n```python tab=\"Keras\"\ny\n```",
        "a\n\nPyTorch\nx\n\nKeras\ny");
    row("quote and rule", "> a\n\n---\n\nb", "a\n\n---\n\nb");
    row("picture", "![a bowl](bowl.png)", "[Picture: a bowl]");
    row("bad TeX", "$\\frac{1}{$", "$\\frac{1}{$");
}

void TestPlainText::speaksPages() {
    QFETCH(QString, markdown);
    QFETCH(QString, expected);
    QCOMPARE(plainText(typesetter_.prepare(markdown)), expected);
}

void TestPlainText::copiesWhatIsSelected_data() {
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* markdown, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(expected);
    };
    row("formulas", "# On $x$\n\na ($y_1$), b\n$$z$$", "On $x$\n\na ($y_1$), b\n\n$$z$$");
    row("formulas side by side", "$x$ $x$$x$", "$x$ $x$$x$");
    row("lists", "1. a\n   - b\n   - $c$\n2. d", "1. a\n  \xE2\x80\xA2 b\n  \xE2\x80\xA2 $c$\n2. d");
    row("table", "a\n\n|a|b|\n|---|---|\n|1|$x$|\n\nb", "a\n\na\tb\n1\t$x$\n\nb");
    row("panels", "> [!TIP]\n> a $x$\n\n```python\nif x:\n\n    y\n```\n\nend",
        "Tip\n\na $x$\n\nif x:\n\n    y\n\nend");
    row("tabs", "a\n\n```python tab=\"PyTorch\"\nx\n```\n```python tab=\"Keras\"\ny\n```\n\nb",
        "a\n\nPyTorch\n\nx\n\nKeras\n\ny\n\nb");
    row("panel after panel", "> a\n\n> [!NOTE] T\n> b", "a\n\nT\n\nb");
    row("rule", "a\n\n---\n\nb", "a\n\n---\n\nb");
    row("bad TeX", "a $\\frac{1}{$", "a $\\frac{1}{$ Missing close brace");
}

void TestPlainText::copiesWhatIsSelected() {
    QFETCH(QString, markdown);
    QFETCH(QString, expected);
    QTextDocument document;
    layOut(document, typesetter_.prepare(markdown), samplePalette(false), 700);
    QTextCursor all(&document);
    all.select(QTextCursor::Document);
    const QString copied = selectedText(all);
    QVERIFY(!copied.contains(QChar::ObjectReplacementCharacter));
    QCOMPARE(copied, expected);
}

void TestPlainText::copiesAPartOfALine() {
    QTextDocument document;
    layOut(document, typesetter_.prepare(QStringLiteral("- one $x$ two\n- three")), samplePalette(false),
           700);
    QTextCursor part(&document);
    part.setPosition(2);
    part.setPosition(7, QTextCursor::KeepAnchor);
    QCOMPARE(selectedText(part), QStringLiteral("e $x$ t"));
}

void TestPlainText::copiesNothingOfNothing() {
    QTextDocument document;
    QCOMPARE(selectedText(QTextCursor(&document)), QString());
    QCOMPARE(plainText(Page{}), QString());
}

QTEST_MAIN(TestPlainText)
#include "test_plain_text.moc"
