#include "../lesson/marked_text.h"
#include "authoring/text_check.h"

#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace downhill;
using namespace downhill::authoring;
using namespace downhill::lesson::testing;
using lesson::TextSource;

/// Texts as they will be shown, and what is wrong with them.
class TestTextCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void soundTextsPass();
    void reportsEachFaultAtItsPlace_data();
    void reportsEachFaultAtItsPlace();
    void numbersThatAreDrawnStandForThemselves();
    void linksAreCheckedWhereTheirTargetsAreKnown();
    void programsNameALanguage();
    void picturesAreLookedAt_data();
    void picturesAreLookedAt();
    void aPictureThatNamesAFileIsReportedInItself();
    void aPipeIsNoPicture();
    void listsThePicturesThatAreShown();
    void findingsAreBounded();
    void formulasAreBounded();

private:
    /// The findings about a Markdown text in a file of its own, as "rule line:column (arguments)".
    QString findingsIn(const QString& markdown, const std::optional<LinkTargets>& targets = {}) {
        TextSource text;
        text.text = markdown;
        text.document = folder_.path(QStringLiteral("lesson/lesson.json"));
        text.path = QStringLiteral("$.steps[0].text.file");
        text.file = folder_.path(QStringLiteral("lesson/text.md"));
        text.line = text.column = 1;
        return describe(check_.check({text}, targets).diagnostics);
    }

    static QString describe(const lesson::Diagnostics& diagnostics) {
        QStringList all;
        for (const lesson::Diagnostic& each : diagnostics)
            all.append(QStringLiteral("%1 %2:%3 (%4)")
                           .arg(lesson::ruleId(each.rule))
                           .arg(each.line)
                           .arg(each.column)
                           .arg(each.arguments.join(u'|')));
        return all.join(u'\n');
    }

    Folder folder_{};
    TextCheck check_{};
};

void TestTextCheck::soundTextsPass() {
    folder_.write(QStringLiteral("lesson/bowl.svg"),
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>");
    QCOMPARE(
        findingsIn(QStringLiteral("# A *title*\n\nWith $\\frac{1}{2}$, `code`, <https://example.org>.\n\n"
                                  "$$L = w^2$$\n\n```python tab=\"PyTorch\"\nloss.backward()\n```\n\n"
                                  "> [!TIP] Look\n> here.\n\n![A bowl](bowl.svg)\n\n"
                                  "A [term](glossary:loss) and a [[gap]] and {{x}}.")),
        QString());
}

void TestTextCheck::reportsEachFaultAtItsPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("arguments");
    const auto row = [](const char* name, const QString& text, const char* rule, const QString& arguments) {
        QTest::newRow(name) << text << QString::fromLatin1(rule) << arguments;
    };
    row("TeX", QStringLiteral("a\n\nä ¦$\\nosuch$"), "bad-tex",
        QStringLiteral("\\nosuch|Undefined control sequence \\nosuch"));
    row("long TeX", QStringLiteral("¦$$%1$$").arg(QString(5001, u'x')), "bad-tex",
        QString(199, u'x') + QStringLiteral("…|too long"));
    row("unclosed formula", QStringLiteral("a\n¦$$x"), "unclosed-formula", QStringLiteral("$$x"));
    row("callout", QStringLiteral("> ¦[!CARE] a\n> b"), "unknown-callout", QStringLiteral("CARE"));
    row("link", QStringLiteral("[a](¦javascript:alert(1))"), "refused-link",
        QStringLiteral("javascript:alert(1)"));
    row("file", QStringLiteral("[a](¦file:///etc/passwd)"), "refused-link",
        QStringLiteral("file:///etc/passwd"));
    row("remote picture", QStringLiteral("a ![b](¦https://example.org/b.png)"), "refused-picture",
        QStringLiteral("https://example.org/b.png"));
    row("picture above", QStringLiteral("![b](¦../b.png)"), "refused-picture", QStringLiteral("../b.png"));
    row("missing picture", QStringLiteral("a\n![b](¦no.png)"), "missing-file", QStringLiteral("no.png"));
    row("depth", QStringLiteral("> ").repeated(13) + QStringLiteral("¦a"), "text-too-deep", QString());
    row("HTML", QStringLiteral("a ¦<script>"), "html-in-text", QStringLiteral("<script>"));
}

void TestTextCheck::reportsEachFaultAtItsPlace() {
    QFETCH(QString, text);
    QFETCH(QString, rule);
    QFETCH(QString, arguments);
    const MarkedText marked = unmark(text);
    QCOMPARE(findingsIn(QString::fromUtf8(marked.text)),
             QStringLiteral("%1 %2:%3 (%4)").arg(rule).arg(marked.line).arg(marked.column).arg(arguments));
}

void TestTextCheck::numbersThatAreDrawnStandForThemselves() {
    TextSource text;
    text.text = QStringLiteral("$w = {{w}} - {{2 * rate}}$ is $\\frac{{{a}}}{2}$ and $\\nosuch$");
    text.isDrawn = true;
    QCOMPARE(check_.check({text}).diagnostics.size(), std::size_t(1));
    QCOMPARE(check_.check({text}).diagnostics.front().arguments.front(), QStringLiteral("\\nosuch"));
    text.text = QStringLiteral("$\\sqrt[{{n}}]{x}$, $x_{{i}}$");
    QVERIFY(check_.check({text}).diagnostics.empty());
    text.text = QStringLiteral("${{\\nosuch}}$");
    QVERIFY(check_.check({text}).diagnostics.empty());
    text.isDrawn = false;
    QCOMPARE(check_.check({text}).diagnostics.size(), std::size_t(1));
}

void TestTextCheck::linksAreCheckedWhereTheirTargetsAreKnown() {
    const QString text =
        QStringLiteral("[a](glossary:loss) [b](glossary:lost)\n[c](lesson:adam) [d](lesson:eve)");
    QCOMPARE(findingsIn(text), QString());
    const LinkTargets targets{{QStringLiteral("loss")}, {QStringLiteral("adam")}};
    QCOMPARE(findingsIn(text, targets),
             QStringLiteral("unknown-term 1:24 (lost)\nunknown-lesson 2:22 (eve)"));
}

void TestTextCheck::programsNameALanguage() {
    const QString known = QStringLiteral("unknown-language 1:4 (pyton|python|");
    QVERIFY2(findingsIn(QStringLiteral("```pyton\nx\n```")).startsWith(known),
             qPrintable(findingsIn(QStringLiteral("```pyton\nx\n```"))));
    TextSource program;
    program.text = QStringLiteral("$ is no formula here, and <b> no HTML");
    program.language = QStringLiteral("Python");
    program.line = 7;
    program.column = 5;
    QVERIFY(check_.check({program}).diagnostics.empty());
    program.language = QStringLiteral("klingon");
    const QString finding = describe(check_.check({program}).diagnostics);
    QVERIFY2(finding.startsWith(u"unknown-language 7:5 (klingon||") && finding.contains(u"python"),
             qPrintable(finding));
}

void TestTextCheck::picturesAreLookedAt_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding");
    const QByteArray sound("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>");
    const QString shown = QStringLiteral("![A bowl](a.svg)");
    QTest::newRow("sound") << sound << shown << QString();
    QTest::newRow("no words") << sound << QStringLiteral("![](a.svg)")
                              << QStringLiteral("picture-without-text 1:5 (a.svg)");
    QTest::newRow("blank words") << sound << QStringLiteral("![ ](a.svg)")
                                 << QStringLiteral("picture-without-text 1:6 (a.svg)");
    QTest::newRow("no picture") << QByteArray("words") << shown
                                << QStringLiteral("unreadable-picture 1:11 (a.svg)");
    QTest::newRow("large") << QByteArray(sound).replace("4 3", "5000.5 3") << shown
                           << QStringLiteral("picture-too-large 1:11 (a.svg|5001|3|4096)");
    QTest::newRow("large file") << QByteArray((8 << 20) + 1, ' ') << shown
                                << QStringLiteral("file-too-large 1:11 (8388608)");
}

void TestTextCheck::picturesAreLookedAt() {
    QFETCH(QByteArray, content);
    QFETCH(QString, text);
    folder_.write(QStringLiteral("lesson/a.svg"), content);
    QTEST(findingsIn(text), "finding");
}

void TestTextCheck::aPictureThatNamesAFileIsReportedInItself() {
    const QString picture =
        folder_.write(QStringLiteral("lesson/a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\">\n\n"
                                                      "<image href=\"file:///etc/passwd\"/></svg>");
    TextSource text;
    text.text = QStringLiteral("![A](a.svg)");
    text.document = text.file = folder_.path(QStringLiteral("lesson/lesson.json"));
    const auto found = check_.check({text, text}).diagnostics;
    QVERIFY(!found.empty());
    QCOMPARE(found.front().file, picture);
    QCOMPARE(found.front().rule, lesson::Rule::RefusedPicture);
    QCOMPARE(found.front().line, 3);
    QCOMPARE(found.front().arguments, QStringList{QStringLiteral("file:///etc/passwd")});
}

void TestTextCheck::aPipeIsNoPicture() {
#ifdef Q_OS_UNIX
    folder_.write(QStringLiteral("lesson/x"), "");
    folder_.write(QStringLiteral("secret.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    QCOMPARE(::mkfifo(folder_.path(QStringLiteral("lesson/pipe.svg")).toLocal8Bit().constData(), 0600), 0);
    QVERIFY(QFile::link(folder_.path(QStringLiteral("secret.svg")),
                        folder_.path(QStringLiteral("lesson/link.svg"))));
    QCOMPARE(findingsIn(QStringLiteral("![A pipe](pipe.svg)\n![A link](link.svg)")),
             QStringLiteral("file-not-readable 1:11 (pipe.svg)\noutside-folder 2:11 (link.svg)"));
#else
    QSKIP("there are no pipes in folders here");
#endif
}

void TestTextCheck::listsThePicturesThatAreShown() {
    const QString picture = folder_.write(QStringLiteral("lesson/in/a.svg"), "words");
    TextSource text;
    text.text = QStringLiteral("![A](in/a.svg) ![B](in/a.svg)");
    text.document = text.file = folder_.path(QStringLiteral("lesson/lesson.json"));
    QCOMPARE(check_.check({text}).pictures, QSet<QString>{QFileInfo(picture).canonicalFilePath()});
}

void TestTextCheck::findingsAreBounded() {
    TextSource text;
    text.text = QStringLiteral("<b> ").repeated(900);
    QCOMPARE(check_.check({text}).diagnostics.size(), std::size_t(900));
    QCOMPARE(check_.check({text, text, text}).diagnostics.size(), std::size_t(1000));
}

void TestTextCheck::formulasAreBounded() {
    TextSource text;
    text.document = text.file = QStringLiteral("lesson.json");
    lesson::TextSources texts;
    for (int i = 0; i < 250; ++i) {
        text.line = i + 1;
        text.text = QStringLiteral("$x_{%1}$ and $x_{%1}$ and $$x_{%1}$$").arg(i);
        texts.push_back(text);
    }
    QVERIFY(check_.check(texts).diagnostics.empty());
    for (const QString& tex : {QStringLiteral("$one$"), QStringLiteral("$two$ $\\nosuch$")}) {
        text.line = 1000 + int(tex.size());
        text.text = tex;
        texts.push_back(text);
    }
    QCOMPARE(describe(check_.check(texts).diagnostics), QStringLiteral("text-too-long 1005:0 (500)"));
}

QTEST_GUILESS_MAIN(TestTextCheck)
#include "test_text_check.moc"
