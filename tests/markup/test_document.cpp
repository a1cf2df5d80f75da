#include "markup/document.h"
#include "markup/formula_object.h"
#include "markup/typesetter.h"
#include "sample_palette.h"

#include <QAbstractTextDocumentLayout>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTest>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextTable>

#include <cmath>

using namespace downhill::markup;

namespace {

QString sample() {
    QFile file(QStringLiteral(DOWNHILL_TEST_DATA "/markup/sample.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QImage painted(QTextDocument& document, const Palette& palette, const QColor& background, double scale = 1) {
    const QSize size(static_cast<int>(std::ceil(document.size().width() * scale)),
                     static_cast<int>(std::ceil(document.size().height() * scale)));
    QImage image(size, QImage::Format_RGB32);
    image.fill(background);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintDocument(painter, document, palette, QRectF(QPointF(0, 0), document.size()));
    return image;
}

/// The rows that hold something darker than grey between the columns `left` and `right`; -1, -1 where none
/// does.
std::pair<int, int> inkRows(const QImage& image, int left, int right, int top = 0, int bottom = -1) {
    std::pair<int, int> rows{-1, -1};
    for (int y = top; y < (bottom < 0 ? image.height() : bottom); ++y) {
        for (int x = qMax(0, left); x < qMin(right, image.width()); ++x) {
            if (qGray(image.pixel(x, y)) < 110) {
                rows.first = rows.first < 0 ? y : rows.first;
                rows.second = y;
                break;
            }
        }
    }
    return rows;
}

QTextLine lineOf(const QTextDocument& document, int position) {
    const QTextBlock block = document.findBlock(position);
    return block.layout()->lineForTextPosition(position - block.position());
}

double baselineOf(const QTextDocument& document, int position) {
    const QTextLine line = lineOf(document, position);
    return document.documentLayout()->blockBoundingRect(document.findBlock(position)).top() + line.y() +
           line.ascent();
}

double xOf(const QTextDocument& document, int position) {
    const QTextBlock block = document.findBlock(position);
    return document.documentLayout()->blockBoundingRect(block).left() +
           lineOf(document, position).cursorToX(position - block.position());
}

int formulaAt(const QTextDocument& document, int from = 0) {
    return static_cast<int>(document.toRawText().indexOf(QChar::ObjectReplacementCharacter, from));
}

} // namespace

class TestDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void putsFormulasOnTheBaseline_data();
    void putsFormulasOnTheBaseline();
    void keepsOrdinaryLinesAsTheyAre();
    void makesRoomForTallFormulas_data();
    void makesRoomForTallFormulas();
    void keepsACommaBesideItsFormula();
    void centresDisplayFormulas();
    void scalesWideFormulasDown();
    void showsErrorsInPlace();
    void showsFormulasThatWereNotTypeset();
    void keepsLinksToTheWeb();
    void coloursCode();
    void alignsTableColumns();
    void paintsPanelsBehindTheirText_data();
    void paintsPanelsBehindTheirText();
    void panelsKeepToTheColumn();
    void laysOutAgainWithoutTypesetting();
    void theLastLayOutCounts();
    void paintsASamplePage();

private:
    Typesetter typesetter_;
    Palette light_ = samplePalette(false);

    void layOutText(QTextDocument& document, const QString& markdown, double width = 700) {
        document.setDocumentMargin(0);
        layOut(document, typesetter_.prepare(markdown), light_, width);
    }
};

void TestDocument::putsFormulasOnTheBaseline_data() {
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<double>("scale");
    for (const double scale : {1.0, 1.25, 2.0}) {
        const auto row = [scale](const char* name, const QString& markdown) {
            QTest::addRow("%s, %.2f", name, scale) << markdown << scale;
        };
        row("alone", QStringLiteral("H $\\mathrm{H}$"));
        row("heading", QStringLiteral("# H $\\mathrm{H}$"));
        row("second line", QStringLiteral("a  \nH $\\mathrm{H}$"));
        row("after a tall formula",
            QStringLiteral("$\\frac{\\frac{a}{b}}{\\frac{c}{d}}$  \nH $\\mathrm{H}$"));
        row("beside a tall formula", QStringLiteral("H $\\mathrm{H}$ $\\frac{\\frac{a}{b}}{\\frac{c}{d}}$"));
        row("beside a deep formula", QStringLiteral("H $\\mathrm{H}$ $\\underbrace{a}_{\\frac{b}{c}}$"));
        row("in a callout", QStringLiteral("> [!NOTE] T\n> H $\\mathrm{H}$"));
        row("in a list", QStringLiteral("- a\n  - H $\\mathrm{H}$"));
        row("in a table", QStringLiteral("|H $\\mathrm{H}$|\n|---|\n|b|"));
    }
}

void TestDocument::putsFormulasOnTheBaseline() {
    QFETCH(QString, markdown);
    QFETCH(double, scale);
    QTextDocument document;
    layOutText(document, markdown);
    // An H of the text and an H of the formula stand side by side: their feet must be on one row of pixels.
    const int letter = static_cast<int>(document.toRawText().indexOf(u"H "));
    const int formula = letter + 2;
    QVERIFY(letter >= 0);
    QCOMPARE(document.characterAt(formula), QChar(QChar::ObjectReplacementCharacter));
    const QImage image = painted(document, light_, Qt::white, scale);
    const double baseline = baselineOf(document, letter);
    const int top = static_cast<int>((baseline - 30) * scale);
    const int bottom = static_cast<int>((baseline + 5) * scale);
    const auto rows = [&](int from, int to) {
        return inkRows(image, static_cast<int>(xOf(document, from) * scale) - 1,
                       static_cast<int>(std::ceil(xOf(document, to) * scale)) + 1, qMax(0, top), bottom);
    };
    const auto text = rows(letter, letter + 1);
    const auto math = rows(formula, formula + 1);
    QVERIFY(text.first >= 0 && math.first >= 0);
    QVERIFY2(qAbs(text.second - math.second) <= (scale == 1.25 ? 1 : 0),
             qPrintable(QStringLiteral("the text's foot is at %1, the formula's at %2")
                            .arg(text.second)
                            .arg(math.second)));
}

void TestDocument::keepsOrdinaryLinesAsTheyAre() {
    QTextDocument without;
    layOutText(without, QStringLiteral("a x, b"));
    QTextDocument with;
    layOutText(with, QStringLiteral("a $x$, ($y_1$) b"));
    const QTextLine plain = lineOf(without, 0);
    const QTextLine mixed = lineOf(with, 0);
    QCOMPARE(mixed.ascent(), plain.ascent());
    QVERIFY2(qAbs(mixed.height() - plain.height()) <= 1,
             qPrintable(QString::number(mixed.height() - plain.height())));
}

void TestDocument::makesRoomForTallFormulas_data() {
    QTest::addColumn<QString>("tex");
    QTest::newRow("tall") << QStringLiteral("\\frac{\\frac{a}{b}}{\\frac{c}{d}}");
    QTest::newRow("deep") << QStringLiteral("\\underbrace{a}_{\\frac{b}{c}}");
    QTest::newRow("high") << QStringLiteral("x^{2^{2^{2^2}}}");
    QTest::newRow("matrix") << QStringLiteral("\\begin{bmatrix}a\\\\b\\\\c\\\\d\\end{bmatrix}");
}

void TestDocument::makesRoomForTallFormulas() {
    QFETCH(QString, tex);
    QTextDocument document;
    layOutText(document, QStringLiteral("a $") + tex + QStringLiteral("$ b"));
    const auto formula = typesetter_.formula(tex, false);
    const double em = 16 * 1.1;
    const QTextLine line = lineOf(document, 0);
    QVERIFY(line.ascent() >= formula->ascent(em) - 0.01);
    QVERIFY(line.descent() >= formula->descent(em) - 0.01);
    // and not much more than that
    const double needed = std::max(formula->ascent(em), 16.0) + std::max(formula->descent(em), 4.0);
    if (formula->descent(em) < formula->ascent(em)) {
        QVERIFY2(line.ascent() + line.descent() < needed + 3,
                 qPrintable(QStringLiteral("%1 for %2").arg(line.ascent() + line.descent()).arg(needed)));
    }
}

void TestDocument::keepsACommaBesideItsFormula() {
    const Page page = typesetter_.prepare(QStringLiteral("word ($x$), word $y$-th, **$z$**; $a$bcdef"));
    QTextDocument document;
    document.setDocumentMargin(0);
    layOut(document, page, light_, 700);
    QCOMPARE(document.toPlainText(), QStringLiteral("word (\uFFFC word \uFFFC \uFFFC \uFFFCbcdef"));
    const int formula = formulaAt(document);
    for (int width = 60; width < 200; ++width) {
        document.setTextWidth(width);
        QCOMPARE(lineOf(document, formula).lineNumber(), lineOf(document, formula - 1).lineNumber());
    }
    // The tail has its place in the line, and is painted there.
    document.setTextWidth(700);
    QTextDocument bare;
    layOutText(bare, QStringLiteral("word ($x$ word"));
    const double tail = xOf(document, formula + 1) - xOf(bare, formula + 1);
    QVERIFY(tail > 5);
    const QImage image = painted(document, light_, Qt::white);
    const int end = static_cast<int>(xOf(document, formula + 1));
    QVERIFY(inkRows(image, static_cast<int>(end - tail) + 1, end).first >= 0);
}

void TestDocument::centresDisplayFormulas() {
    QTextDocument document;
    layOutText(document, QStringLiteral("$$\\mathrm{HHH}$$"), 500);
    const QImage image = painted(document, light_, Qt::white);
    int left = image.width();
    int right = 0;
    for (int x = 0; x < image.width(); ++x) {
        if (inkRows(image, x, x + 1).first >= 0) {
            left = qMin(left, x);
            right = x;
        }
    }
    QVERIFY(qAbs(left - (500 - 1 - right)) <= 2);
}

void TestDocument::scalesWideFormulasDown() {
    const QString wide = QStringLiteral("$$") + QStringLiteral("x+").repeated(30) + QStringLiteral("y$$");
    QTextDocument document;
    layOutText(document, wide, 2000);
    const double natural = document.idealWidth();
    document.setTextWidth(natural * 0.7);
    QVERIFY(document.size().width() <= natural * 0.7 + 1);
    document.setTextWidth(natural * 0.3); // too small to read: better to scroll
    QVERIFY(document.size().width() > natural * 0.45);
    document.setTextWidth(2000);
    QVERIFY(qAbs(document.idealWidth() - natural) < 1);
}

void TestDocument::showsErrorsInPlace() {
    QTextDocument document;
    layOutText(document, QStringLiteral("a $\\frac{1}{$ b $x$"));
    QVERIFY(document.toPlainText().startsWith(u"a $\\frac{1}{$ Missing close brace b "));
    QTextCursor cursor(&document);
    cursor.setPosition(4);
    QCOMPARE(cursor.charFormat().foreground().color(), light_.error);
    QVERIFY(formulaAt(document) > 0);
}

void TestDocument::showsFormulasThatWereNotTypeset() {
    Page page = typesetter_.prepare(QStringLiteral("$x$"));
    page.formulas[0].typeset.reset();
    QTextDocument document;
    layOut(document, page, light_, 700);
    QCOMPARE(document.toPlainText(), QStringLiteral("$x$"));
}

void TestDocument::keepsLinksToTheWeb() {
    QTextDocument document;
    layOutText(document, QStringLiteral("[a](https://example.org/) [b](file:///x)"));
    QTextCursor cursor(&document);
    cursor.setPosition(1);
    QCOMPARE(cursor.charFormat().anchorHref(), QStringLiteral("https://example.org/"));
    QVERIFY(cursor.charFormat().fontUnderline());
    cursor.setPosition(3);
    QVERIFY(!cursor.charFormat().isAnchor());
}

void TestDocument::coloursCode() {
    QTextDocument document;
    layOutText(document, QStringLiteral("```python\nreturn 1  # why\n```"));
    const int start = static_cast<int>(document.toRawText().indexOf(u"return"));
    QTextCursor cursor(&document);
    cursor.setPosition(start + 1);
    QCOMPARE(cursor.charFormat().foreground().color(), light_.syntax[QStringLiteral("keyword")]);
    cursor.setPosition(start + 12);
    QCOMPARE(cursor.charFormat().foreground().color(), light_.syntax[QStringLiteral("comment")]);
    QCOMPARE(cursor.charFormat().font().pixelSize(), 14);
}

void TestDocument::alignsTableColumns() {
    QTextDocument document;
    layOutText(document, QStringLiteral("|a|b|c|\n|---|:-:|--:|\n|1|2|3|"));
    const auto* table =
        QTextCursor(document.findBlock(static_cast<int>(document.toRawText().indexOf(u'2')))).currentTable();
    QVERIFY(table != nullptr);
    QCOMPARE(table->rows(), 2);
    const auto alignment = [&](int column) {
        return table->cellAt(1, column).firstCursorPosition().blockFormat().alignment() &
               Qt::AlignHorizontal_Mask;
    };
    QCOMPARE(alignment(0), Qt::AlignLeft);
    QCOMPARE(alignment(1), Qt::AlignHCenter);
    QVERIFY(alignment(2) & Qt::AlignRight);
}

void TestDocument::paintsPanelsBehindTheirText_data() {
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QColor>("background");
    QTest::newRow("code") << QStringLiteral("```\nmmm\n```") << light_.codeBackground;
    QTest::newRow("note") << QStringLiteral("> [!NOTE] mmm\n> mmm") << light_.noteBackground;
    QTest::newRow("tip") << QStringLiteral("> [!TIP] mmm\n> mmm") << light_.tipBackground;
    QTest::newRow("warning") << QStringLiteral("> [!WARNING] mmm\n> mmm") << light_.warningBackground;
}

void TestDocument::paintsPanelsBehindTheirText() {
    QFETCH(QString, markdown);
    QFETCH(QColor, background);
    QTextDocument document;
    layOutText(document, QStringLiteral("above\n\n") + markdown + QStringLiteral("\n\nbelow"), 400);
    const QImage image = painted(document, light_, Qt::white);
    int top = -1;
    int bottom = -1;
    for (int y = 0; y < image.height(); ++y) {
        if (image.pixelColor(200, y).rgb() == background.rgb()) {
            top = top < 0 ? y : top;
            bottom = y;
        }
    }
    QVERIFY(top > 0);
    const int first = static_cast<int>(document.toRawText().indexOf(u"mmm"));
    const int last = static_cast<int>(document.toRawText().lastIndexOf(u"mmm"));
    QVERIFY(top < baselineOf(document, first) - 16);
    QVERIFY(bottom > baselineOf(document, last) + 6);
    // It leaves its neighbours alone, and its corners round.
    QVERIFY(top > baselineOf(document, 0) + 6);
    QVERIFY(bottom < baselineOf(document, static_cast<int>(document.toRawText().indexOf(u"below"))) - 14);
    QCOMPARE(image.pixelColor(399, top + 20).rgb() == QColor(Qt::white).rgb(), false);
    QCOMPARE(image.pixelColor(399, top).rgb(), QColor(Qt::white).rgb());
    // As much air above the first line as below the last.
    const double above = baselineOf(document, first) - light_.body.pixelSize() * 0.73 - top;
    const double below = bottom - baselineOf(document, last);
    QVERIFY2(qAbs(above - below) <= 4,
             qPrintable(QStringLiteral("%1 above, %2 below").arg(above).arg(below)));
}

void TestDocument::panelsKeepToTheColumn() {
    QTextDocument document;
    layOutText(document,
               QStringLiteral("- a\n\n  ```\n  ") + QStringLiteral("long ").repeated(60) +
                   QStringLiteral("\n  ```\n\n  > [!NOTE] T\n  > b\n\n> [!TIP]\n> $$") +
                   QStringLiteral("x+").repeated(25) + QStringLiteral("y$$"),
               500);
    QVERIFY2(document.size().width() <= 500.5, qPrintable(QString::number(document.size().width())));
}

void TestDocument::laysOutAgainWithoutTypesetting() {
    const Page page = typesetter_.prepare(sample());
    const int before = typesetter_.typesetCount();
    QTextDocument document;
    QElapsedTimer timer;
    double best = 1e9;
    for (int i = 0; i < 6; ++i) {
        timer.start();
        layOut(document, page, samplePalette(i % 2 == 1), 700);
        document.size();
        best = std::min(best, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    qInfo("laying out a page of %zu formulas takes %.1f ms", page.formulas.size(), best);
    QCOMPARE(typesetter_.typesetCount(), before);
    const double narrow = document.size().height();
    document.setTextWidth(900);
    QVERIFY(document.size().height() < narrow);
    QCOMPARE(typesetter_.typesetCount(), before);
}

void TestDocument::theLastLayOutCounts() {
    QTextDocument document;
    layOutText(document, QStringLiteral("$a$ $b$ $c$"));
    layOutText(document, QStringLiteral("d $e$"));
    QCOMPARE(document.findChildren<FormulaObject*>().size(), 1);
    QCOMPARE(document.toPlainText().left(2), QStringLiteral("d "));
    QVERIFY(!document.isUndoAvailable());
    layOutText(document, QString());
    QCOMPARE(document.toPlainText(), QString());
}

void TestDocument::paintsASamplePage() {
    const Page page = typesetter_.prepare(sample());
    QCOMPARE(page.findings.size(), std::size_t(1)); // the bad TeX that the page is to show
    const QString folder = qEnvironmentVariable("DOWNHILL_SAMPLE_FOLDER");
    for (const bool dark : {false, true}) {
        const Palette palette = samplePalette(dark);
        QTextDocument document;
        document.setDocumentMargin(40);
        layOut(document, page, palette, 700 + 80);
        const double width = document.size().width();
        QElapsedTimer timer;
        timer.start();
        const QColor background = dark ? QColor(0x15, 0x18, 0x1f) : QColor(Qt::white);
        const QImage image = painted(document, palette, background);
        qInfo("painting %d x %d took %lld ms", image.width(), image.height(),
              static_cast<long long>(timer.elapsed()));
        QCOMPARE(image.pixelColor(2, 2), background);
        QVERIFY(inkRows(image, 0, 780).second > 0 || dark);
        if (!folder.isEmpty()) {
            QVERIFY(image.save(
                folder + (dark ? QStringLiteral("/page_dark.png") : QStringLiteral("/page_light.png"))));
        }
        QVERIFY2(width <= 780.5, qPrintable(QString::number(width)));
    }
}

QTEST_MAIN(TestDocument)
#include "test_document.moc"
