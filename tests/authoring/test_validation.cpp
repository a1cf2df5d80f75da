#include "../lesson/marked_text.h"
#include "authoring/validation.h"

#include <QTest>

using namespace downhill;
using namespace downhill::authoring;
using namespace downhill::lesson::testing;

namespace {

QByteArray lessonText(const QByteArray& id, const QByteArray& step, const QByteArray& more = {}) {
    return R"({"format": 1, "id": ")" + id +
           R"(", "version": 1, "title": "T", "summary": "S", "minutes": 5,)" + more +
           "\n\"steps\": [{\"id\": \"s\", \"title\": \"T\", " + step + "}]}";
}

} // namespace

/// Whole folders as an author has them.
class TestValidation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<Folder>(); }

    void textsAreCheckedWithWhatTheCourseHas();
    void aBrokenLessonsTextsAreCheckedToo();
    void filesThatNobodyNamesAreWarnedOf();
    void dataFilesAreFindingsLikeOthers();
    void translationsAreCheckedToo();
    void findingsComeInTheOrderOfTheirPlaces();
    void aValidatorCanBeUsedAgain();

private:
    void write(const QString& name, const QByteArray& bytes) const { folder_->write(name, bytes); }

    /// "rule file:line:column" of each finding.
    QStringList found(const QStringList& names) {
        QStringList paths;
        for (const QString& name : names)
            paths.append(folder_->path(name));
        const QString above = folder_->path() + u'/';
        QStringList all;
        report_ = validator_.validate(paths);
        for (const lesson::Diagnostic& each : report_.findings)
            all.append(QStringLiteral("%1 %2:%3:%4")
                           .arg(lesson::ruleId(each.rule), QString(each.file).remove(above))
                           .arg(each.line)
                           .arg(each.column));
        return all;
    }

    std::unique_ptr<Folder> folder_{};
    Validator validator_{};
    ValidationReport report_{};
};

void TestValidation::textsAreCheckedWithWhatTheCourseHas() {
    write(
        QStringLiteral("c/course.json"),
        R"({"format": 1, "id": "c", "title": "C", "units": [{"id": "u", "title": "U", "lessons": ["one"]}]})");
    write(QStringLiteral("c/glossary.json"),
          R"({"format": 1, "terms": [{"id": "loss", "term": "loss", "text": "See [this](lesson:two)."}]})");
    write(QStringLiteral("c/one/lesson.json"), lessonText("one", R"("text": {"file": "one.md"})"));
    write(QStringLiteral("c/one/one.md"), "[a](glossary:loss)\n[b](glossary:lost) [c](lesson:one)\n");
    QCOMPARE(found({QStringLiteral("c")}), (QStringList{QStringLiteral("unknown-lesson c/glossary.json:1:64"),
                                                        QStringLiteral("unknown-term c/one/one.md:2:5")}));
    QCOMPARE(report_.courses, 1);
    QCOMPARE(report_.lessons, 1);
    QCOMPARE(report_.errors(), 2);
    QCOMPARE(report_.warnings(), 0);
    // Alone, what it links to is not known.
    QCOMPARE(found({QStringLiteral("c/one")}), QStringList());
}

void TestValidation::aBrokenLessonsTextsAreCheckedToo() {
    write(QStringLiteral("one/lesson.json"), lessonText("one", R"("text": ["$\\nosuch$"], "colour": 1)"));
    QCOMPARE(found({QStringLiteral("one")}),
             (QStringList{QStringLiteral("bad-tex one/lesson.json:2:46"),
                          QStringLiteral("unknown-key one/lesson.json:2:61")}));
}

void TestValidation::filesThatNobodyNamesAreWarnedOf() {
    write(QStringLiteral("one/lesson.json"), lessonText("one", R"("text": {"file": "one.md"},
 "questions": [{"id": "q", "kind": "cloze", "prompt": "P", "language": "python", "text": {"file": "gaps.py"},
  "gaps": [{"id": "g", "accept": ["1"]}]}],
 "walkthrough": {"language": "python", "code": {"file": "loop.py"}, "stops": [{"lines": [1], "text": "A"}]},
 "experiment": {"dataset": {"csv": "data/points.csv", "target": "y"}, "network": {"layers": [{"units": 1}]},
  "loss": "mse", "runs": [{"id": "a", "optimizer": {"kind": "sgd", "learning_rate": 0.1}}]})"));
    write(QStringLiteral("one/one.md"), "![A](pictures/a.svg)");
    write(QStringLiteral("one/pictures/a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    write(QStringLiteral("one/loop.py"), "pass");
    write(QStringLiteral("one/gaps.py"), "a = [[g]]  # $ not TeX");
    write(QStringLiteral("one/data/points.csv"), "x,y\n1,2\n2,3\n");
    for (const QString& name : {QStringLiteral("README.md"), QStringLiteral("LICENSE"),
                                QStringLiteral(".gitignore"), QStringLiteral(".cache/x")})
        write(QStringLiteral("one/") + name, "x");
    QCOMPARE(found({QStringLiteral("one")}), QStringList());
    write(QStringLiteral("one/old.md"), "x");
    write(QStringLiteral("one/pictures/b.svg"), "x");
    write(QStringLiteral("one/pictures/lesson.de.json"), "x");
    QCOMPARE(found({QStringLiteral("one")}),
             (QStringList{QStringLiteral("unused-file one/old.md:0:0"),
                          QStringLiteral("unused-file one/pictures/b.svg:0:0"),
                          QStringLiteral("unused-file one/pictures/lesson.de.json:0:0")}));
    QCOMPARE(report_.errors(), 0);
    QCOMPARE(report_.warnings(), 3);
    QCOMPARE(report_.findings[1].arguments, QStringList{QStringLiteral("pictures/b.svg")});
}

void TestValidation::dataFilesAreFindingsLikeOthers() {
    write(QStringLiteral("experiment.json"),
          R"({"dataset": {"csv": "points.csv", "target": "y"}, "network": {"layers": [{"units": 1}]},
 "loss": "mse", "runs": [{"id": "a", "optimizer": {"kind": "sgd", "learning_rate": 0.1}}]})");
    write(QStringLiteral("points.csv"), "x,y\n1,2\n2\n");
    QCOMPARE(found({QStringLiteral("experiment.json")}),
             QStringList{QStringLiteral("experiment-does-not-fit points.csv:3:0")});
    QCOMPARE(report_.findings.front().arguments.value(2), QStringLiteral("csv-ragged"));
    QCOMPARE(report_.experiments, 1);
}

void TestValidation::translationsAreCheckedToo() {
    write(QStringLiteral("one/lesson.json"), lessonText("one", R"("text": "Words")"));
    write(
        QStringLiteral("one/lesson.de.json"),
        "{\"format\": 1, \"language\": \"de\", \"texts\": {\n\"nosuch\": {\"source\": \"0123456789abcdef\", "
        "\"text\": \"Worte $\\\\nosuch$\"}}}");
    const QStringList all = found({QStringLiteral("one")});
    QVERIFY2(all.contains(QStringLiteral("unknown-text one/lesson.de.json:2:1")),
             qPrintable(all.join(u'\n')));
    QVERIFY2(all.filter(QStringLiteral("bad-tex one/lesson.de.json:2:")).size() == 1,
             qPrintable(all.join(u'\n')));
    QVERIFY2(all.filter(QStringLiteral("unused-file")).isEmpty(), qPrintable(all.join(u'\n')));
}

void TestValidation::findingsComeInTheOrderOfTheirPlaces() {
    write(QStringLiteral("l/b/lesson.json"),
          lessonText("b", R"("text": {"file": "b.md"})", R"("colour": 1,)"));
    write(QStringLiteral("l/b/b.md"), "a\n<i> $$x\n\n<b>");
    write(QStringLiteral("l/a/lesson.json"), lessonText("a", R"("text": "<b>", "questions": 1)"));
    QCOMPARE(found({QStringLiteral("l"), QStringLiteral("l/a"), QStringLiteral("nowhere")}),
             (QStringList{QStringLiteral("html-in-text l/a/lesson.json:2:45"),
                          QStringLiteral("wrong-type l/a/lesson.json:2:65"),
                          QStringLiteral("html-in-text l/b/b.md:2:1"),
                          QStringLiteral("unclosed-formula l/b/b.md:2:5"),
                          QStringLiteral("html-in-text l/b/b.md:4:1"),
                          QStringLiteral("unknown-key l/b/lesson.json:1:83"),
                          QStringLiteral("file-not-found nowhere:0:0")}));
}

void TestValidation::aValidatorCanBeUsedAgain() {
    write(QStringLiteral("one/lesson.json"), lessonText("one", R"("text": "$\\nosuch$")"));
    QCOMPARE(found({QStringLiteral("one")}).size(), qsizetype(1));
    QCOMPARE(found({QStringLiteral("one")}).size(), qsizetype(1));
    write(QStringLiteral("one/lesson.json"), lessonText("one", R"("text": "$x$")"));
    QCOMPARE(found({QStringLiteral("one")}), QStringList());
    QCOMPARE(report_.lessons, 1);
}

QTEST_GUILESS_MAIN(TestValidation)
#include "test_validation.moc"
