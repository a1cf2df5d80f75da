#include "markup/display_list.h"
#include "markup/typesetter.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace downhill::markup;
using namespace std::chrono_literals;

namespace {

/// Resident memory of this process in MB; 0 where the system does not say.
double residentMegabytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6 : 0;
}

} // namespace

class TestTypesetter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void setsFormulas_data();
    void setsFormulas();
    void putsTheBaselineAtZero();
    void givesTaggedFormulasTheColumn();
    void keepsNamedColours();
    void reportsBadTex_data();
    void reportsBadTex();
    void refusesWhatReachesOutside_data();
    void refusesWhatReachesOutside();
    void refusesMonsters_data();
    void refusesMonsters();
    void stopsSlowFormulasAndGoesOn();
    void survivesBeingStoppedAnywhere();
    void stopsMacrosWithoutEnd();
    void remembersFormulas();
    void forgetsMacrosBetweenTexts();
    void keepsMacrosWithinAText();
    void highlightsCode_data();
    void highlightsCode();
    void coloursCodeInTabs();
    void namesItsLanguages();
    void leavesPlainCodeAlone();
    void findsWhatToMend();
    void givesUpWhenCancelled();
    void readsPathData();
    void readsBrokenPathData_data();
    void readsBrokenPathData();

private:
    Typesetter typesetter_;
};

void TestTypesetter::initTestCase() {
    const double before = residentMegabytes();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(typesetter_.load());
    qInfo("loading took %lld ms and %.0f MB", static_cast<long long>(timer.elapsed()),
          residentMegabytes() - before);
}

void TestTypesetter::init() {
    typesetter_.setTimeLimit(60s); // a test machine may be slow; the tests of the limit set their own
}

void TestTypesetter::setsFormulas_data() {
    QTest::addColumn<QString>("tex");
    const auto row = [](const char* name, const char* tex) { QTest::newRow(name) << QString::fromUtf8(tex); };
    row("letter", "x");
    row("mean squared error", R"(\text{MSE} = \frac{1}{n}\sum_{i=1}^{n}(\hat{y}_i - y_i)^2)");
    row("update", R"(w_{new} = w_{old} - \alpha \nabla J(w))");
    row("matrix", R"(\begin{bmatrix}1 & 2\\4 & 5\end{bmatrix}\begin{bmatrix}x\\y\end{bmatrix})");
    row("aligned", R"(\begin{aligned} z &= w^\top x + b \\ a &= \sigma(z)\end{aligned})");
    row("align", R"(\begin{align} \nabla_w L &= (a-y)x \\ \nabla_b L &= a-y \end{align})");
    row("cases", R"(f(x)=\begin{cases} x & x>0\\ 0 & \text{otherwise}\end{cases})");
    row("arg min",
        R"(\operatorname*{arg\,min}_{\theta\in\mathbb{R}^d} \mathcal{L}(\theta)+\lambda\lVert\theta\rVert_2^2)");
    row("integral", R"(\left(\int_0^\infty e^{-x^2}\,dx\right)^{\!2} = \frac{\pi}{4})");
    row("underbrace", R"(\underbrace{P(A\mid B)}_{\text{posterior}} = \frac{P(B\mid A)\,P(A)}{P(B)})");
    row("bold",
        R"(\boldsymbol{\theta}_{t+1} = \boldsymbol{\theta}_t - \eta\,\mathbf{g}_t \odot \widetilde{xyz})");
    row("tall delimiters",
        R"(\left\{ \dfrac{a}{\dfrac{b}{\dfrac{c}{d}}} \right\}\sqrt[3]{\frac{x^{2^{2}}}{1+\frac{1}{x}}})");
    row("colour", R"(\color{red}{x^2} + \textcolor{blue}{y_1} = \cancel{z} \boxed{E=mc^2})");
    row("array with rules", R"(\begin{array}{|c:c|}\hline a&b\\\hdashline c&d\\\hline\end{array})");
    row("multline", R"(\begin{multline}a+b\\c+d\end{multline})");
    row("beyond the fonts", "\\text{caf\xC3\xA9 \xE4\xB8\xAD\xE6\x96\x87}");
    row("mathtools", R"(\begin{pmatrix*}[r] -1 & 3 \\ 2 & -4 \end{pmatrix*} \coloneqq A)");
}

void TestTypesetter::setsFormulas() {
    QFETCH(QString, tex);
    for (const bool display : {false, true}) {
        const auto formula = typesetter_.formula(tex, display);
        QCOMPARE(formula->message, QString());
        QCOMPARE(formula->error, FormulaError::None);
        QVERIFY(formula->box.width() > 300 && formula->box.width() < 60'000);
        QVERIFY(formula->box.height() > 300);
        QVERIFY(!formula->items.isEmpty());
        // What is painted lies in the box, but for the overhang of a letter.
        const QRectF box = formula->box.adjusted(-250, -250, 250, 250);
        for (const FormulaItem& item : formula->items) {
            QVERIFY(item.anchor != 0 || !item.text.isEmpty() ||
                    box.contains(item.path.boundingRect().adjusted(0, 0, 1, 1)));
        }
    }
}

void TestTypesetter::putsTheBaselineAtZero() {
    const auto letter = typesetter_.formula(QStringLiteral("x"), false);
    QVERIFY(qAbs(letter->items[0].path.boundingRect().bottom() - 11) <
            2); // x overshoots by 11 units in this font
    QVERIFY(qAbs(letter->ascent(16) - 16 * 0.442) < 0.1);
    const auto fraction = typesetter_.formula(QStringLiteral("\\frac{a}{b}"), false);
    QVERIFY(fraction->descent(16) > 16 * 0.3);
    QVERIFY(fraction->box.top() < -700);
}

void TestTypesetter::givesTaggedFormulasTheColumn() {
    const auto formula = typesetter_.formula(QStringLiteral("x = 1 \\tag{7}"), true);
    QVERIFY(formula->ok());
    QVERIFY(formula->wide);
    QVERIFY(formula->box.width() > 2000 && formula->box.width() < 10'000);
    bool middle = false;
    bool end = false;
    for (const FormulaItem& item : formula->items) {
        middle = middle || item.anchor == 0.5;
        end = end || item.anchor == 1;
    }
    QVERIFY(middle && end);
}

void TestTypesetter::keepsNamedColours() {
    const auto red = typesetter_.formula(QStringLiteral("\\color{red}{x}"), false);
    QCOMPARE(red->items.constLast().fill, QColor(Qt::red));
    QVERIFY(!red->items.constLast().fillsWithText);
    const auto unknown = typesetter_.formula(QStringLiteral("\\color{nosuch}{x}"), false);
    QVERIFY(unknown->items.constLast().fillsWithText);
}

void TestTypesetter::reportsBadTex_data() {
    QTest::addColumn<QString>("tex");
    QTest::addColumn<QString>("message");
    QTest::newRow("brace") << QStringLiteral("\\frac{1}{") << QStringLiteral("Missing close brace");
    QTest::newRow("macro") << QStringLiteral("\\undefinedmacro{x}")
                           << QStringLiteral("Undefined control sequence \\undefinedmacro");
    QTest::newRow("environment") << QStringLiteral("\\begin{bmatrix} 1 & 2")
                                 << QStringLiteral("Missing \\end{bmatrix}");
    QTest::newRow("script") << QStringLiteral("x^1^2")
                            << QStringLiteral("Double exponent: use braces to clarify");
}

void TestTypesetter::reportsBadTex() {
    QFETCH(QString, tex);
    const auto formula = typesetter_.formula(tex, false);
    QCOMPARE(formula->error, FormulaError::BadTex);
    QTEST(formula->message, "message");
    QVERIFY(typesetter_.formula(QStringLiteral("x"), false)->ok());
}

void TestTypesetter::refusesWhatReachesOutside_data() {
    QTest::addColumn<QString>("tex");
    for (const char* tex :
         {"\\href{javascript:alert(1)}{x}", "\\require{physics}x", "\\style{color:red}{x}", "\\class{a}{x}",
          "\\cssId{a}{x}", "\\includegraphics{a.png}", "\\input{a}", "\\url{x}"}) {
        QTest::newRow(tex) << QString::fromUtf8(tex);
    }
}

void TestTypesetter::refusesWhatReachesOutside() {
    QFETCH(QString, tex);
    QCOMPARE(typesetter_.formula(tex, false)->error, FormulaError::BadTex);
}

void TestTypesetter::refusesMonsters_data() {
    QTest::addColumn<QString>("tex");
    QTest::addColumn<int>("error");
    const auto row = [](const char* name, const QString& tex, FormulaError error) {
        QTest::newRow(name) << tex << static_cast<int>(error);
    };
    row("kern", QStringLiteral("\\kern99999em x"), FormulaError::TooLarge);
    row("rule", QStringLiteral("\\rule{99999em}{99999em}"), FormulaError::TooLarge);
    row("raised", QStringLiteral("\\raise 99999em{x}"), FormulaError::TooLarge);
    row("painted far away", QStringLiteral("\\rlap{\\kern9999em x}"), FormulaError::TooLarge);
    row("long", QString(Typesetter::kMaxTex + 1, u'x'), FormulaError::TooLong);
    row("growth", QStringLiteral("\\def\\x{a\\x}\\x"), FormulaError::BadTex);
    row("deep braces", QStringLiteral("{").repeated(2000) + QStringLiteral("}").repeated(2000),
        FormulaError::BadTex);
}

void TestTypesetter::refusesMonsters() {
    QFETCH(QString, tex);
    QTEST(static_cast<int>(typesetter_.formula(tex, true)->error), "error");
    QVERIFY(typesetter_.prepare(QStringLiteral("$x$")).findings.empty());
}

void TestTypesetter::stopsSlowFormulasAndGoesOn() {
    typesetter_.setTimeLimit(100ms);
    QElapsedTimer timer;
    timer.start();
    const auto slow = typesetter_.formula(QStringLiteral("\\frac{x}{y}+").repeated(400), true);
    qInfo("stopped after %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(slow->error, FormulaError::TooSlow);
    QVERIFY(timer.elapsed() < 10'000);
    typesetter_.setTimeLimit(60s);
    const auto next = typesetter_.formula(QStringLiteral("\\frac{a}{b} + \\sqrt{17}"), true);
    QCOMPARE(next->error, FormulaError::None);
    QVERIFY(!next->items.isEmpty());
}

/// Qt's compiled JavaScript did not, one time in twenty.
void TestTypesetter::survivesBeingStoppedAnywhere() {
    const QString slow = QStringLiteral("\\frac{x}{y}+").repeated(400);
    for (int i = 0; i < 80; ++i) {
        typesetter_.setTimeLimit(std::chrono::milliseconds(5 + i / 2));
        QCOMPARE(typesetter_.formula(slow + QString::number(i), true)->error, FormulaError::TooSlow);
    }
    typesetter_.setTimeLimit(60s);
    QCOMPARE(typesetter_.formula(QStringLiteral("a + b"), true)->error, FormulaError::None);
}

void TestTypesetter::stopsMacrosWithoutEnd() {
    const Page page = typesetter_.prepare(QStringLiteral("$\\def\\x{\\x}\\x$ and $y$"));
    QCOMPARE(page.findings.size(), std::size_t(1));
    QCOMPARE(page.findings[0].reason, FormulaError::BadTex);
    QVERIFY(page.formulas[1].typeset->ok());
}

void TestTypesetter::remembersFormulas() {
    const QString text = QStringLiteral("$q_1$ and $q_2$ and $q_1$, and $$q_1$$");
    const int before = typesetter_.typesetCount();
    QElapsedTimer timer;
    timer.start();
    typesetter_.prepare(text);
    qInfo("three new formulas took %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(typesetter_.typesetCount() - before, 3);
    typesetter_.prepare(text);
    QCOMPARE(typesetter_.typesetCount() - before, 3);
}

void TestTypesetter::forgetsMacrosBetweenTexts() {
    QVERIFY(typesetter_.prepare(QStringLiteral("$\\newcommand{\\foo}{F}\\foo$")).findings.empty());
    QCOMPARE(typesetter_.prepare(QStringLiteral("$\\foo$")).findings.size(), std::size_t(1));
    QVERIFY(typesetter_.prepare(QStringLiteral("$\\def\\frac{Q}\\frac$ $\\frac12$")).findings.empty());
    const Page page = typesetter_.prepare(QStringLiteral("$\\frac{1}{2}$"));
    QVERIFY(page.formulas[0].typeset->box.height() > 1000); // a fraction again
}

void TestTypesetter::keepsMacrosWithinAText() {
    const Page page =
        typesetter_.prepare(QStringLiteral("$\\newcommand{\\bar}[1]{\\frac{#1}{2}}$ $\\bar{x}$"));
    QVERIFY(page.findings.empty());
    QVERIFY(page.formulas[1].typeset->box.height() > 1000);
}

void TestTypesetter::coloursCodeInTabs() {
    const Page page =
        typesetter_.prepare(QStringLiteral("```python tab=\"A\"\nif 1: x\n```\n```nosuch tab=\"B\"\nx\n```"));
    QCOMPARE(page.blocks.size(), std::size_t(1));
    QCOMPARE(page.blocks[0].kind, BlockKind::Tabs);
    QCOMPARE(page.blocks[0].children.size(), std::size_t(2));
    QVERIFY(page.blocks[0].children[0].code.size() > 1);
    QCOMPARE(findings(page).size(), std::size_t(1));
    QCOMPARE(page.findings[0], (Finding{FindingKind::UnknownLanguage, 4, 4, QStringLiteral("nosuch")}));
}

void TestTypesetter::namesItsLanguages() {
    const QStringList languages = typesetter_.languages();
    for (const QString& each : {QStringLiteral("python"), QStringLiteral("json"), QStringLiteral("text")})
        QVERIFY2(languages.contains(each), qPrintable(each));
    for (const QString& each : languages) {
        QVERIFY2(typesetter_.prepare(QStringLiteral("```%1\nx\n```").arg(each)).findings.empty(),
                 qPrintable(each));
    }
}

void TestTypesetter::highlightsCode_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* language, const char* code, const char* type, const char* text) {
        QTest::newRow(language) << QString::fromUtf8(language) << QString::fromUtf8(code)
                                << QString::fromUtf8(type) << QString::fromUtf8(text);
    };
    row("python", "def f():  # why\n    return 1e-3", "keyword", "return");
    row("py", "x = 1  # why", "comment", "# why");
    row("Python", "print('a')", "string", "'a'");
    row("cpp", "int main() { return 0; }", "number", "0");
    row("c++", "for (;;) {}", "keyword", "for");
    row("json", "{ \"a\": true }", "boolean", "true");
    row("bash", "echo $HOME", "builtin", "echo");
    row("sh", "# a", "comment", "# a");
}

void TestTypesetter::highlightsCode() {
    QFETCH(QString, language);
    QFETCH(QString, code);
    QFETCH(QString, type);
    QFETCH(QString, text);
    const Page page =
        typesetter_.prepare(QStringLiteral("```") + language + u'\n' + code + QStringLiteral("\n```"));
    QVERIFY(page.findings.empty());
    QVERIFY(page.blocks[0].code.contains(CodeToken{type, text}));
    QString together;
    for (const CodeToken& token : page.blocks[0].code) {
        together += token.text;
    }
    QCOMPARE(together, code);
}

void TestTypesetter::leavesPlainCodeAlone() {
    for (const QString& language : {QStringLiteral("plain"), QString(), QStringLiteral("nosuch")}) {
        const Page page =
            typesetter_.prepare(QStringLiteral("```") + language + QStringLiteral("\nif 1: x\n```"));
        QCOMPARE(page.blocks[0].code, (QList<CodeToken>{{QString(), QStringLiteral("if 1: x")}}));
        QCOMPARE(page.findings.size(), std::size_t(language == u"nosuch" ? 1 : 0));
    }
}

void TestTypesetter::findsWhatToMend() {
    const Page page = typesetter_.prepare(QStringLiteral("a\n\n```klingon\nx\n```\n\nb $\\nosuch$ c\n"));
    QCOMPARE(findings(page).size(), std::size_t(2));
    QCOMPARE(page.findings[0], (Finding{FindingKind::UnknownLanguage, 3, 4, QStringLiteral("klingon")}));
    QCOMPARE(page.findings[1],
             (Finding{FindingKind::BadFormula, 7, 3, QStringLiteral("\\nosuch"), FormulaError::BadTex,
                      QStringLiteral("Undefined control sequence \\nosuch")}));
}

void TestTypesetter::givesUpWhenCancelled() {
    int asked = 0;
    const int before = typesetter_.typesetCount();
    const auto page = typesetter_.prepare(QStringLiteral("$r_1$ $r_2$ $r_3$"), [&] { return ++asked > 2; });
    QVERIFY(!page);
    QCOMPARE(typesetter_.typesetCount() - before, 2);
}

void TestTypesetter::readsPathData() {
    const QPainterPath path = pathFromSvg(QStringLiteral("M10 20H30V-5L1.5 2Q1 2 3 4T7 8C1 2 3 4 5 6Z"));
    QPainterPath expected;
    expected.moveTo(10, 20);
    expected.lineTo(30, 20);
    expected.lineTo(30, -5);
    expected.lineTo(1.5, 2);
    expected.quadTo(1, 2, 3, 4);
    expected.quadTo(5, 6, 7, 8);
    expected.cubicTo(1, 2, 3, 4, 5, 6);
    expected.closeSubpath();
    QCOMPARE(path, expected);
}

void TestTypesetter::readsBrokenPathData_data() {
    QTest::addColumn<QString>("data");
    for (const char* data : {"", "Z", "ZZ", "Z 1", "M", "M1", "M1 x", "L", "7", "M1 2 3", "Q1", "T1 2",
                             "C1 2 3", "mnan", "M1e999 2", "M0 0Lnan inf", "\xC3\xA9"}) {
        QTest::newRow(data) << QString::fromUtf8(data);
    }
}

void TestTypesetter::readsBrokenPathData() {
    QFETCH(QString, data);
    const QRectF bounds = pathFromSvg(data).controlPointRect();
    QVERIFY(qIsFinite(bounds.width()) && qIsFinite(bounds.height()));
}

QTEST_GUILESS_MAIN(TestTypesetter)
#include "test_typesetter.moc"
