#include "markup/markdown_reader.h"

#include <QElapsedTimer>
#include <QTest>

using namespace downhill::markup;

namespace {

QString outline(const Page& page, const std::vector<Run>& runs) {
    QString out;
    for (const Run& run : runs) {
        QString text = run.text;
        if (run.kind == RunKind::Formula) {
            const PlacedFormula& formula = page.formulas[static_cast<std::size_t>(run.formula)];
            text = (formula.display ? QStringLiteral("DM<") : QStringLiteral("M<")) + formula.tex + u'>';
        } else if (run.kind == RunKind::Code) {
            text = QStringLiteral("C<") + text + u'>';
        } else if (run.kind == RunKind::Picture) {
            text = QStringLiteral("P<") + text + u'>';
        } else if (run.kind == RunKind::LineBreak) {
            text = QStringLiteral("|");
        }
        text = run.bold ? QStringLiteral("B<") + text + u'>' : text;
        text = run.italic ? QStringLiteral("I<") + text + u'>' : text;
        text = run.struck ? QStringLiteral("S<") + text + u'>' : text;
        out += run.target.isEmpty() ? text : QStringLiteral("A<") + text + u' ' + run.target + u'>';
    }
    return out;
}

QString outline(const Page& page, const std::vector<Block>& blocks);

/// A block as "kind(content)", short enough to write by hand.
QString outline(const Page& page, const Block& block) {
    switch (block.kind) {
    case BlockKind::Paragraph:
        return QStringLiteral("p(") + outline(page, block.runs) + u')';
    case BlockKind::Heading:
        return QStringLiteral("h%1(").arg(block.level) + outline(page, block.runs) + u')';
    case BlockKind::Formula:
        return QStringLiteral("f(") + outline(page, block.runs) + u')';
    case BlockKind::Picture:
        return QStringLiteral("pic(") + outline(page, block.runs) + u')';
    case BlockKind::Tabs: {
        QStringList tabs;
        for (const Block& tab : block.children) {
            tabs << tab.title + QStringLiteral(": ") + tab.code.constFirst().text;
        }
        return QStringLiteral("tabs(") + tabs.join(QStringLiteral(" | ")) + u')';
    }
    case BlockKind::Code:
        return QStringLiteral("code ") + block.language + u'(' + block.code.constFirst().text + u')';
    case BlockKind::Rule:
        return QStringLiteral("rule");
    case BlockKind::List:
        return (block.ordered ? QStringLiteral("ol%1(").arg(block.first) : QStringLiteral("ul(")) +
               outline(page, block.children) + u')';
    case BlockKind::Item:
        return QStringLiteral("li(") + outline(page, block.children) + u')';
    case BlockKind::Quote:
        return QStringLiteral("quote(") + outline(page, block.children) + u')';
    case BlockKind::Callout:
        return QStringLiteral("callout%1[").arg(static_cast<int>(block.callout)) + outline(page, block.runs) +
               QStringLiteral("](") + outline(page, block.children) + u')';
    case BlockKind::Table: {
        QStringList rows;
        for (const auto& row : block.rows) {
            QStringList cells;
            for (const Cell& cell : row) {
                cells << QStringLiteral("<=>").mid(cell.align == Align::Left     ? 0
                                                   : cell.align == Align::Centre ? 1
                                                                                 : 2,
                                                   1) +
                             outline(page, cell.runs);
            }
            rows << cells.join(u',');
        }
        return QStringLiteral("table(") + rows.join(u'/') + u')';
    }
    }
    return {};
}

QString outline(const Page& page, const std::vector<Block>& blocks) {
    QStringList parts;
    for (const Block& block : blocks) {
        parts << outline(page, block);
    }
    return parts.join(u' ');
}

QString outlineOf(const QString& markdown) {
    const Page page = readMarkdown(markdown);
    return outline(page, page.blocks);
}

} // namespace

class TestMarkdownReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBlocks_data();
    void readsBlocks();
    void tellsFormulasFromDollars_data();
    void tellsFormulasFromDollars();
    void findsWhatToMend_data();
    void findsWhatToMend();
    void knowsTheLinesOfFormulas();
    void knowsTheLinesOfCodeBlocks();
    void listsWhatATextRefersTo();
    void boundsItsInput();
    void survivesDeepNesting();
    void isQuickWithHostileText_data();
    void isQuickWithHostileText();
};

void TestMarkdownReader::readsBlocks_data() {
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* markdown, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(expected);
    };
    row("nothing", "", "");
    row("paragraphs", "one\ntwo\n\nthree", "p(one two) p(three)");
    row("headings", "# A\n## B *c*\n###### D", "h1(A) h2(B I<c>) h6(D)");
    row("emphasis", "*a* **b** ***c*** ~~d~~", "p(I<a> B<b> I<B<c>> S<d>)");
    row("inline code", "a `b*c*` d", "p(a C<b*c*> d)");
    row("hard break", "a  \nb", "p(a|b)");
    row("list", "- a\n- b", "ul(li(p(a)) li(p(b)))");
    row("numbers", "3. a\n4. b", "ol3(li(p(a)) li(p(b)))");
    row("nested list", "1. a\n   - b\n   - c\n2. d", "ol1(li(p(a) ul(li(p(b)) li(p(c)))) li(p(d)))");
    row("loose list", "- a\n\n  b\n\n- c", "ul(li(p(a) p(b)) li(p(c)))");
    row("code in a list", "- a\n  ```python\n  x = 1\n  ```", "ul(li(p(a) code python(x = 1)))");
    row("link", "[a](https://example.org/x)", "p(A<a https://example.org/x>)");
    row("bare address", "see https://example.org", "p(see A<https://example.org https://example.org>)");
    row("no link", "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](other.md)", "p(a b c)");
    row("fence", "```python\ndef f():\n    pass\n\nx\n```", "code python(def f():\n    pass\n\nx)");
    row("fence without language", "~~~\na\n~~~", "code (a)");
    row("language and more", "``` cpp title=x\na\n```", "code cpp(a)");
    row("four spaces are no code", "a\n\n    b", "p(a) p(b)");
    row("rule", "a\n\n---\n\nb", "p(a) rule p(b)");
    row("quote", "> a\n> b", "quote(p(a b))");
    row("note", "> [!NOTE] Why *so*?\n> Because.\n>\n> Really.",
        "callout0[Why I<so>?](p(Because.) p(Really.))");
    row("tip without title", "> [!TIP]\n> a", "callout1[](p(a))");
    row("warning of a title", "> [!WARNING] only", "callout2[only]()");
    row("callout with a formula in its title", "> [!NOTE] On $x$\n> a", "callout0[On M<x>](p(a))");
    row("callout with code", "> [!NOTE] T\n> ```json\n> {}\n> ```", "callout0[T](code json({}))");
    row("unknown callout", "> [!DANGER] a", "quote(p([!DANGER] a))");
    row("table", "|a|b|c|\n|---|:-:|--:|\n|1|2|3|", "table(<a,=b,>c/<1,=2,>3)");
    row("HTML is text", "<b>a</b> <script>x</script>", "p(<b>a</b> <script>x</script>)");
    row("HTML block is text", "<div>\na\n</div>", "p(<div> a </div>)");
    row("entities", "&lt;b&gt; &amp;amp; &#8217; &#x2014; &nosuch;",
        "p(<b> &amp; \xE2\x80\x99 \xE2\x80\x94 &nosuch;)");
    row("picture", "![a bowl](pictures/bowl.png)", "pic(A<P<a bowl> pictures/bowl.png>)");
    row("picture within a line", "see ![a bowl](bowl.png)", "p(see A<P<a bowl> bowl.png>)");
    row("two pictures", "![a](a.png) ![b](b.png)", "p(A<P<a> a.png> A<P<b> b.png>)");
    row("picture in a list", "- ![a](a.png)\n- b", "ul(li(pic(A<P<a> a.png>)) li(p(b)))");
    row("tabs", "```python tab=\"PyTorch\"\na\n```\n\n```python tab=\"Keras\"\nb\n```\n\n```\nc\n```",
        "tabs(PyTorch: a | Keras: b) code (c)");
    row("tabs apart", "```python tab=\"A\"\na\n```\n\nx\n\n~~~ tab=\"B\"\nb\n~~~",
        "tabs(A: a) p(x) code tab=\"B\"(b)");
    row("tabs of the same title", "```c tab=\"A\"\na\n```\n```c tab=\"A\"\nb\n```", "tabs(A: a) tabs(A: b)");
    row("tab with an entity", "```c tab=\"A &amp; B\"\na\n```", "tabs(A & B: a)");
    row("tab without a title", "```c tab=\" \"\na\n```", "code c(a)");
    row("term", "[rate](glossary:learning-rate)", "p(A<rate glossary:learning-rate>)");
    row("lesson", "[this](lesson:adam)", "p(A<this lesson:adam>)");
    row("no term", "[a](glossary:) [b](glossary:A_b) [c](lesson:../x) [d](course:x)", "p(a b c d)");
    row("remote picture", "![a](https://example.org/a.png)", "pic(P<a>)");
    row("picture outside", "![a](../a.png) ![b](/a.png) ![c](.git/x)", "p(P<a> P<b> P<c>)");
    row("Windows lines", "a\r\n\r\nb", "p(a) p(b)");
}

void TestMarkdownReader::readsBlocks() {
    QFETCH(QString, markdown);
    QFETCH(QString, expected);
    QCOMPARE(outlineOf(markdown), expected);
}

void TestMarkdownReader::tellsFormulasFromDollars_data() {
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* markdown, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(expected);
    };
    row("inline", "a $x_i$ b", "p(a M<x_i> b)");
    row("prices", "$5 and $10", "p($5 and $10)");
    row("a range of prices", "$5-$10", "p($5-$10)");
    row("a price before a formula", "costs $5, so $x$ it is", "p(costs $5, so M<x> it is)");
    row("space after the first dollar", "$ x$", "p($ x$)");
    row("space before the last dollar", "$x $", "p($x $)");
    row("escaped", "\\$x\\$", "p($x$)");
    row("escaped within", "$\\$5$", "p(M<\\$5>)");
    row("in code", "`$x$` and $y$", "p(C<$x$> and M<y>)");
    row("a dollar in code pairs with none", "`$a` b $c$", "p(C<$a> b M<c>)");
    row("a dollar before code", "$5 and `$x$` in code", "p($5 and C<$x$> in code)");
    row("a price before a price in code", "$5 or `a$` b", "p($5 or C<a$> b)");
    row("an unclosed backtick", "` $x$", "p(` M<x>)");
    row("in a code block", "```bash\necho $HOME $x$\n```", "code bash(echo $HOME $x$)");
    row("after a code block", "```\n$\n```\n$x$", "code ($) p(M<x>)");
    row("not into a code block", "a $x\n```\ny$\n```", "p(a $x) code (y$)");
    row("not past an empty line", "a $x\n\ny$ b", "p(a $x) p(y$ b)");
    row("dollars in braces", "$\\text{if $x$ then}$", "p(M<\\text{if $x$ then}>)");
    row("an unclosed brace", "$\\frac{1}{$ here", "p(M<\\frac{1}{> here)");
    row("underscores", "$a_1$ and $b_1$", "p(M<a_1> and M<b_1>)");
    row("stars", "$a*b$ and $c*d$", "p(M<a*b> and M<c*d>)");
    row("double backslash", "$a \\\\ b$", "p(M<a \\\\ b>)");
    row("bars in a table", "|a|b|\n|---|---|\n|$|x|$|$P(A \\mid B|C)$|",
        "table(<a,<b/<M<|x|>,<M<P(A \\mid B|C)>)");
    row("in a heading", "# The $x$", "h1(The M<x>)");
    row("bold", "**a $x$**", "p(B<a >B<M<x>>)");
    row("in a link", "[on $x$](https://example.org)",
        "p(A<on  https://example.org>A<M<x> https://example.org>)");
    row("in an address", "[a](https://example.org/?$x$)", "p(A<a https://example.org/?$x$>)");
    row("display", "$$x$$", "f(DM<x>)");
    row("display within a paragraph", "a\n$$x$$\nb", "p(a) f(DM<x>) p(b)");
    row("display over lines", "$$\nx\n= y\n- z\n$$", "f(DM<x\n= y\n- z>)");
    row("display in a list", "- a\n  $$x$$\n- b", "ul(li(p(a) f(DM<x>)) li(p(b)))");
    row("display in a quote", "> a\n> $$\n> x\n> + y\n> $$", "quote(p(a) f(DM<x\n + y>))");
    row("unclosed display", "$$x", "p($$x)");
    row("four dollars", "$$$$", "p($$$$)");
    row("a formula at once after another", "$x$$y$", "p($x$$y$)");
    row("a stranger's stand-in", "a \xF3\xB0\x80\x80 $x$", "p(a \xEF\xBF\xBD M<x>)");
    row("a stranger's stand-in by number", "&#xF0000; $x$", "p(\xF3\xB0\x80\x80 M<x>)");
}

void TestMarkdownReader::tellsFormulasFromDollars() {
    QFETCH(QString, markdown);
    QFETCH(QString, expected);
    QCOMPARE(outlineOf(markdown), expected);
}

void TestMarkdownReader::findsWhatToMend_data() {
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("subject");
    const auto row = [](const char* name, const char* markdown, FindingKind kind, int line, int column,
                        const char* subject) {
        QTest::newRow(name) << QString::fromUtf8(markdown) << static_cast<int>(kind) << line << column
                            << QString::fromUtf8(subject);
    };
    row("link", "a\n\nb [c](ftp://x/y)", FindingKind::RefusedLink, 3, 7, "ftp://x/y");
    row("link by reference", "a\n\nb [c][d]\n\n[d]: ftp://x/y", FindingKind::RefusedLink, 3, 4, "ftp://x/y");
    row("link with an entity", "b [c](x:a&amp;b)", FindingKind::RefusedLink, 1, 4, "x:a&b");
    row("link without an address", "b [c]()", FindingKind::RefusedLink, 1, 4, "()");
    row("picture", "a\n\n![b](http://x/y.png)", FindingKind::RefusedPicture, 3, 6, "http://x/y.png");
    row("callout", "a\n\n> [!CARE] b\n> c\n>\n> d", FindingKind::UnknownCallout, 3, 3, "CARE");
    row("unclosed", "a\n\nb $$x\n\nb", FindingKind::UnclosedFormula, 3, 3, "$$x");
    row("link after a tall formula", "$$\na\nb\n$$\n\n[c](x:y)", FindingKind::RefusedLink, 6, 5, "x:y");
    row("link after formulas in its line", "$a$ \xC3\xA4 $bb$ [c](x:y)", FindingKind::RefusedLink, 1, 16,
        "x:y");
    row("link after the end of a tall formula", "$$\na\n$$ [c](x:y)", FindingKind::RefusedLink, 3, 8, "x:y");
    row("link after letters of four bytes", "\xF0\x9D\x9B\xBC [c](x:y)", FindingKind::RefusedLink, 1, 7,
        "x:y");
    row("tag", "a\n\n*b* <div class=\"c\">", FindingKind::HtmlInText, 3, 5, "<div class=\"c\">");
    row("comment", "a <!-- b --> c", FindingKind::HtmlInText, 1, 3, "<!-- b -->");
    row("tag over lines", "a <b\nc> d", FindingKind::HtmlInText, 1, 3, "<b");
}

void TestMarkdownReader::findsWhatToMend() {
    QFETCH(QString, markdown);
    const Page page = readMarkdown(markdown);
    QCOMPARE(page.findings.size(), std::size_t(1));
    QTEST(static_cast<int>(page.findings[0].kind), "kind");
    QTEST(page.findings[0].line, "line");
    QTEST(page.findings[0].column, "column");
    QTEST(page.findings[0].subject, "subject");
}

void TestMarkdownReader::knowsTheLinesOfFormulas() {
    const Page page = readMarkdown(QStringLiteral("a $x$\n\n$$\ny\n$$\n\n> b\n> $z$ and $u$\n"));
    QCOMPARE(page.formulas.size(), std::size_t(4));
    QCOMPARE(page.formulas[0].line, 1);
    QCOMPARE(page.formulas[1].line, 3);
    QCOMPARE(page.formulas[2].line, 8);
    QCOMPARE(page.formulas[0].column, 3);
    QCOMPARE(page.formulas[1].column, 1);
    QCOMPARE(page.formulas[2].column, 3);
    QCOMPARE(page.formulas[3].line, 8);
    QCOMPARE(page.formulas[3].column, 11);
}

void TestMarkdownReader::knowsTheLinesOfCodeBlocks() {
    const Page page = readMarkdown(QStringLiteral("$$\nx\n$$\n\n```python\na\n```\n\n```\nb\n```\n"));
    QCOMPARE(page.blocks.size(), std::size_t(3));
    QCOMPARE(page.blocks[1].line, 5);
    QCOMPARE(page.blocks[2].line, 9);
}

void TestMarkdownReader::listsWhatATextRefersTo() {
    const Page page =
        readMarkdown(QStringLiteral("A [rate](glossary:learning-rate).\n\n![a $x$ bowl](b.svg) and "
                                    "![](c.png)\n\n- see [this](lesson:adam), "
                                    "[that](https://example.org)"));
    const std::vector<Reference> expected{
        {ReferenceKind::Term, QStringLiteral("learning-rate"), QString(), 1, 10},
        {ReferenceKind::Picture, QStringLiteral("b.svg"), QStringLiteral("a $x$ bowl"), 3, 15},
        {ReferenceKind::Picture, QStringLiteral("c.png"), QString(), 3, 30},
        {ReferenceKind::Lesson, QStringLiteral("adam"), QString(), 5, 14}};
    QCOMPARE(page.references, expected);
}

void TestMarkdownReader::boundsItsInput() {
    const Page page = readMarkdown(QString(250 * 1024, u'a') + u'\n' + QString(50 * 1024, u'a'));
    QCOMPARE(page.blocks.size(), std::size_t(1));
    QCOMPARE(page.blocks[0].runs[0].text.size(), qsizetype(256 * 1024));
    QCOMPARE(page.findings.size(), std::size_t(1));
    QCOMPARE(page.findings[0].kind, FindingKind::TooLong);
    QCOMPARE(page.findings[0].line, 2);
    QCOMPARE(page.findings[0].column, 6 * 1024);
}

void TestMarkdownReader::survivesDeepNesting() {
    const Page page = readMarkdown(QStringLiteral("> ").repeated(500) + QStringLiteral("deep\n\nafter"));
    QCOMPARE(page.findings.size(), std::size_t(1));
    QCOMPARE(page.findings[0].kind, FindingKind::NestedTooDeep);
    QCOMPARE(page.findings[0].line, 1);
    QCOMPARE(page.findings[0].column, 1001);
    QVERIFY(outline(page, page.blocks).contains(u"p(deep)"));
    QVERIFY(outline(page, page.blocks).endsWith(u"p(after)"));
}

void TestMarkdownReader::isQuickWithHostileText_data() {
    QTest::addColumn<QString>("piece");
    QTest::newRow("braces") << QStringLiteral("${ ");
    QTest::newRow("dollars") << QStringLiteral("$a ");
    QTest::newRow("display") << QStringLiteral("$$ a ");
    QTest::newRow("brackets") << QStringLiteral("[![");
    QTest::newRow("stars") << QStringLiteral("*a_ ");
    QTest::newRow("fences") << QStringLiteral("```\n");
    QTest::newRow("quotes") << QStringLiteral("> ");
    QTest::newRow("lines of quotes") << QStringLiteral(">\n> $");
    QTest::newRow("refused links") << QStringLiteral("[a](b:) ");
    QTest::newRow("refused references") << QStringLiteral("[a]: b:\n\n[a] ");
    QTest::newRow("references to the end") << QStringLiteral("[a] ");
    QTest::newRow("tags") << QStringLiteral("<b> ");
    QTest::newRow("formulas") << QStringLiteral("$a$ ");
    QTest::newRow("pictures") << QStringLiteral("![](a) ");
    QTest::newRow("tables") << QStringLiteral("|a|b|\n|---|---|\n|$|$|\n");
}

void TestMarkdownReader::isQuickWithHostileText() {
    QFETCH(QString, piece);
    const QString text =
        piece.repeated(256 * 1024 / piece.size()).chopped(20) + QStringLiteral("\n\n[a]: b:c");
    QElapsedTimer timer;
    timer.start();
    const Page page = readMarkdown(text);
    QVERIFY(page.findings.size() <= 1001);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestMarkdownReader)
#include "test_markdown_reader.moc"
