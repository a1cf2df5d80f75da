#include "player/reading_desk.h"
#include "text/markup_view.h"

#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <QTextTable>

using namespace downhill;
using namespace Qt::StringLiterals;
using app::MarkupView;

namespace {

constexpr int kTight = 360; // px, for the numbers
const QString kWords =
    u"| forecaster | prediction | truth | what it costs in the end, all told |\n|---|---|---|---|\n"
    "| the careful one | 0.0001 | yes | 9.2103 |\n| the bold one | 0.9999 | no | 9.2103 |\n"_s;
const QString kNumbers =
    u"| batch | epoch | step | loss | rate | norm | mean |\n|--:|--:|--:|--:|--:|--:|--:|\n"
    "| 1000 | 2000 | 30000 | 0.0054 | 0.0001 | 12.345 | −0.123 |\n"_s;

/// Words of the table that go over the end of a line.
QStringList brokenWords(const MarkupView& view) {
    QStringList broken;
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
        if (!QTextCursor(block).currentTable())
            continue;
        const QString text = block.text();
        for (int line = 0; line + 1 < block.layout()->lineCount(); ++line) {
            const QTextLine at = block.layout()->lineAt(line);
            const int end = at.textStart() + at.textLength();
            if (!text[end - 1].isSpace() && !text[end].isSpace())
                broken.append(text);
        }
    }
    return broken;
}

const QTextTable* tableOf(const MarkupView& view) {
    return QTextCursor(view.document()->begin().next()).currentTable();
}

} // namespace

/// Tables in a column of text.
class TestTableFit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noWordIsBroken_data() {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<int>("width");
        QTest::newRow("words, wide") << kWords << 680;
        QTest::newRow("words, beside an experiment") << kWords << 340;
        QTest::newRow("numbers, wide") << kNumbers << 680;
        QTest::newRow("numbers, beside an experiment") << kNumbers << 420;
        QTest::newRow("in a list") << u"- before\n\n  "_s + QString(kWords).replace(u"\n"_s, u"\n  "_s)
                                   << 340;
        QTest::newRow("with a formula")
            << u"| loss of a sample | slope |\n|---|---|\n| $\\frac{1}{2}(\\hat y - y)^2$ | $\\hat y - y$ |\n"_s
            << 340;
    }

    void noWordIsBroken() {
        QFETCH(QString, markdown);
        QFETCH(int, width);
        MarkupView view(desk_.context);
        view.setMarkdown(markdown);
        desk_.show(view, width);
        QVERIFY2(brokenWords(view).isEmpty(), qPrintable(brokenWords(view).join(u" | "_s)));
        QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
    }

    void noNumberIsBrokenWhereTheTableHasToScroll_data() {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<int>("width");
        for (const int width : {120, 150, 180}) {
            QTest::addRow("numbers in %d px", width) << kNumbers << width;
            QTest::addRow("words in %d px", width) << kWords << width;
        }
    }

    void noNumberIsBrokenWhereTheTableHasToScroll() {
        QFETCH(QString, markdown);
        QFETCH(int, width);
        MarkupView view(desk_.context);
        view.setMarkdown(markdown);
        desk_.show(view, width);
        QVERIFY(view.horizontalScrollBar()->maximum() > 0);
        QVERIFY2(brokenWords(view).isEmpty(), qPrintable(brokenWords(view).join(u" | "_s)));
    }

    void aTableIsAsWideAsItsText() {
        MarkupView view(desk_.context);
        view.setMarkdown(kWords);
        desk_.show(view, 680);
        QCOMPARE(qRound(tableOf(view)->format().width().rawValue()), 679); // and a px for what Qt rounds up
    }

    void shortColumnsShareTheRoom() {
        MarkupView view(desk_.context);
        view.setMarkdown(
            u"| rate | steps | loss |\n|---:|---:|---:|\n| 0.01 | 1000 | 0.604 |\n| 0.1 | 300 | 0.22 |\n"_s);
        desk_.show(view, 680);
        const QList<QTextLength> columns = tableOf(view)->format().columnWidthConstraints();
        for (const QTextLength& column : columns)
            QVERIFY2(column.rawValue() > 150, qPrintable(QString::number(column.rawValue())));
    }

    void aTableThatIsTooWideHasSmallerLetters() {
        MarkupView view(desk_.context);
        view.setMarkdown(kNumbers);
        desk_.show(view, 680);
        const auto pixels = [&view] {
            const QTextCursor cell = tableOf(view)->cellAt(1, 0).firstCursorPosition();
            return QFontInfo(cell.block().begin().fragment().charFormat().font()).pixelSize();
        };
        const int written = pixels();
        view.resize(kTight, view.height());
        QTRY_VERIFY(pixels() < written);
        QVERIFY(pixels() > written / 2);
        QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
        QCOMPARE(brokenWords(view), QStringList());
        view.resize(680, view.height());
        QTRY_COMPARE(pixels(), written);
    }

    void aFormulaStaysInItsColumn_data() {
        QTest::addColumn<int>("width");
        for (const int width : {160, 220, 300})
            QTest::addRow("%d px", width) << width;
    }

    void aFormulaStaysInItsColumn() {
        QFETCH(int, width);
        MarkupView view(desk_.context);
        view.setMarkdown(
            u"| loss | slope | at |\n|---|---|---:|\n| squared error | $2(p-y)p(1-p)$ | −0.002 |\n"_s);
        desk_.show(view, width);
        const QTextTable* table = tableOf(view);
        const QTextTableCell cell = table->cellAt(1, 1);
        const QTextTableCellFormat look = cell.format().toTableCellFormat();
        const double room =
            table->format().columnWidthConstraints()[1].rawValue() - look.leftPadding() - look.rightPadding();
        const QTextLayout* text = cell.begin().currentBlock().layout();
        QVERIFY(text->lineCount() == 1);
        QVERIFY2(text->lineAt(0).naturalTextWidth() <= room,
                 qPrintable(u"%1 in %2"_s.arg(text->lineAt(0).naturalTextWidth()).arg(room)));
    }

    void itFollowsTheWidth() {
        MarkupView view(desk_.context);
        view.setMarkdown(kNumbers);
        desk_.show(view, 220);
        QVERIFY(view.horizontalScrollBar()->maximum() > 0);
        view.resize(680, view.height());
        QTRY_COMPARE(view.horizontalScrollBar()->maximum(), 0);
        QCOMPARE(brokenWords(view), QStringList());
        view.resize(220, view.height());
        QTRY_VERIFY(view.horizontalScrollBar()->maximum() > 0);
    }

private:
    app::ReadingDesk desk_{};
};

QTEST_MAIN(TestTableFit)
#include "test_table_fit.moc"
