#include "command_line_run.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace {

QByteArray lesson(const QByteArray& id, const QByteArray& more = {}) {
    return R"({
  "format": 1, "id": ")" +
           id + R"(", "version": 1, "title": "A title", "summary": "A summary.", "minutes": 5,)" + more + R"(
  "steps": [ { "id": "one", "title": "One", "text": "Text." } ]
})";
}

constexpr const char* kExperiment = R"({
  "dataset": { "csv": "points.csv", "target": "y" },
  "network": { "layers": [ { "units": 1 } ] },
  "loss": "mse",
  "runs": [ { "id": "sgd", "optimizer": { "kind": "sgd", "learning_rate": 0.1 } } ],
  "steps": 50
})";

} // namespace

class TestCliValidate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void soundPathsOfEveryKindPass_data();
    void soundPathsOfEveryKindPass();
    void aFindingHasItsPlaceItsRuleAndItsRemedy();
    void theCaretStandsBelowThePlace_data();
    void theCaretStandsBelowThePlace();
    void allFindingsAreReportedAtOnceAndOnce();
    void whatIsNotThereIsAFinding();
    void aFolderWithoutLessonsIsAFinding();
    void aLessonThatTheCourseForgotIsCheckedToo();
    void theDataOfAnExperimentAreLookedInto_data();
    void theDataOfAnExperimentAreLookedInto();
    void textsFromFilesDoNotSteerTheTerminal();
    void warningsAreToldFromErrorsAndDoNotFail();
    void toolsGetOneJsonDocument();
    void aTextOfAFileIsShownWithItsPlace();

private:
    void write(const QString& name, const QByteArray& bytes) const {
        const QString file = folder_->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QVERIFY(writeFile(file, bytes));
    }
    void writeCourse(const QByteArray& lessons) const {
        write(QStringLiteral("lessons/course.json"),
              R"({ "format": 1, "id": "course", "title": "A course", "units": [
                 { "id": "unit", "title": "A unit", "lessons": [)" +
                  lessons + "] } ] }");
        write(QStringLiteral("lessons/first/lesson.json"), lesson("first"));
        write(QStringLiteral("lessons/second/lesson.json"), lesson("second", R"( "requires": ["first"],)"));
    }
    CommandLineRun validate(const QString& name) const {
        return runCommandLine({QStringLiteral("validate"), name}, folder_->path());
    }

    std::unique_ptr<QTemporaryDir> folder_{};
};

void TestCliValidate::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void TestCliValidate::soundPathsOfEveryKindPass_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("summary");
    const QByteArray course("courses: 1, lessons: 2, experiment files: 0, errors: 0, warnings: 0\n");
    const QByteArray one("courses: 0, lessons: 1, experiment files: 0, errors: 0, warnings: 0\n");
    QTest::newRow("course folder") << QStringLiteral("lessons") << course;
    QTest::newRow("course folder with a slash") << QStringLiteral("lessons/") << course;
    QTest::newRow("course.json") << QStringLiteral("lessons/course.json") << course;
    QTest::newRow("lesson folder") << QStringLiteral("lessons/first") << one;
    QTest::newRow("lesson.json") << QStringLiteral("lessons/first/lesson.json") << one;
    QTest::newRow("folder of lessons")
        << QStringLiteral("loose")
        << QByteArray("courses: 0, lessons: 2, experiment files: 0, errors: 0, warnings: 0\n");
    QTest::newRow("experiment")
        << QStringLiteral("experiment.json")
        << QByteArray("courses: 0, lessons: 0, experiment files: 1, errors: 0, warnings: 0\n");
}

void TestCliValidate::soundPathsOfEveryKindPass() {
    QFETCH(QString, path);
    QFETCH(QByteArray, summary);
    writeCourse(R"("first", "second")");
    write(QStringLiteral("loose/a/lesson.json"), lesson("a"));
    write(QStringLiteral("loose/b/lesson.json"), lesson("b"));
    write(QStringLiteral("experiment.json"), kExperiment);
    write(QStringLiteral("points.csv"), "x,y\n1,2\n2,3\n");
    const CommandLineRun run = validate(path);
    QCOMPARE(run.output, summary);
    QCOMPARE(run.status, 0);
    QCOMPARE(run.errors, QByteArray());
}

void TestCliValidate::aFindingHasItsPlaceItsRuleAndItsRemedy() {
    write(QStringLiteral("first/lesson.json"), lesson("first", "\n  \"minuts\": 3,"));
    const CommandLineRun run = validate(QStringLiteral("first"));
    QCOMPARE(run.status, 1);
    const QList<QByteArray> lines = run.output.split('\n');
    QVERIFY(lines.size() >= 4);
    QCOMPARE(lines[0],
             QByteArray("first/lesson.json:3:3: error[unknown-key]: unknown key “minuts” ($.minuts); did you "
                        "mean “minutes”?"));
    QCOMPARE(lines[1], QByteArray("      \"minuts\": 3,"));
    QCOMPARE(lines[2], QByteArray("      ^"));
    QCOMPARE(lines[3], QByteArray("courses: 0, lessons: 1, experiment files: 0, errors: 1, warnings: 0"));
    QCOMPARE(run.errors, QByteArray());
}

void TestCliValidate::theCaretStandsBelowThePlace_data() {
    QTest::addColumn<QByteArray>("before");
    QTest::newRow("tabs") << QByteArray("\n\t\t");
    QTest::newRow("letters of two bytes and of two units") << QByteArray("\n\"$comment\": \"äöü → 𝛼\", ");
    QTest::newRow("a long line") << QByteArray("\n\"$comment\": \"") + QByteArray(500, 'x') + "\", ";
}

void TestCliValidate::theCaretStandsBelowThePlace() {
    QFETCH(QByteArray, before);
    write(QStringLiteral("first/lesson.json"),
          lesson("first", before + "\"colour\": \"" + QByteArray(300, 'y') + "\","));
    const CommandLineRun run = validate(QStringLiteral("first"));
    QCOMPARE(run.status, 1);
    const QStringList lines = QString::fromUtf8(run.output).split(u'\n');
    QVERIFY(lines[0].contains(u"error[unknown-key]"));
    const auto column = [](const QString& line, qsizetype at) { return line.left(at).toUcs4().size(); };
    QCOMPARE(column(lines[2], lines[2].indexOf(u'^')), column(lines[1], lines[1].indexOf(u"\"colour\"")));
    QCOMPARE(lines[2].count(u'\t'), lines[1].count(u'\t'));
    QVERIFY(lines[1].size() < 130);
}

void TestCliValidate::allFindingsAreReportedAtOnceAndOnce() {
    writeCourse(R"("first", "second", "third")");
    write(QStringLiteral("lessons/first/lesson.json"), lesson("first", R"( "colour": 1, "mastery": 7,)"));
    const CommandLineRun run =
        runCommandLine({QStringLiteral("validate"), QStringLiteral("lessons"),
                        QStringLiteral("lessons/first"), QStringLiteral("lessons/first/lesson.json")},
                       folder_->path());
    QCOMPARE(run.status, 1);
    for (const char* expected : {"error[unknown-key]", "error[out-of-range]", "error[unknown-lesson]"})
        QVERIFY2(run.output.count(expected) == 1, run.output);
    QVERIFY2(run.output.endsWith("courses: 1, lessons: 2, experiment files: 0, errors: 3, warnings: 0\n"),
             run.output);
}

void TestCliValidate::whatIsNotThereIsAFinding() {
    for (const QString& name : {QStringLiteral("nowhere"), QStringLiteral("nowhere/lesson.json")}) {
        const CommandLineRun run = validate(name);
        QCOMPARE(run.status, 1);
        QVERIFY2(run.output.startsWith(name.toUtf8() + ": error[file-not-found]: "), run.output);
    }
}

void TestCliValidate::aFolderWithoutLessonsIsAFinding() {
    write(QStringLiteral("empty/notes.txt"), "nothing");
    const CommandLineRun run = validate(QStringLiteral("empty"));
    QCOMPARE(run.status, 1);
    QVERIFY2(run.output.startsWith("empty: error[missing-file]: "), run.output);
}

void TestCliValidate::aLessonThatTheCourseForgotIsCheckedToo() {
    writeCourse(R"("first", "second")");
    write(QStringLiteral("lessons/draft/lesson.json"), "{");
    const CommandLineRun run = validate(QStringLiteral("lessons"));
    QCOMPARE(run.status, 1);
    QVERIFY2(run.output.contains("lessons/draft/lesson.json:1:"), run.output);
    QVERIFY2(run.output.contains("error[not-json]"), run.output);
    QVERIFY2(run.output.contains("[unlisted-lesson]"), run.output);
}

void TestCliValidate::theDataOfAnExperimentAreLookedInto_data() {
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("ragged") << QByteArray("x,y\n1,2\n3\n")
                            << QByteArray("points.csv:3: error[experiment-does-not-fit]: ");
    QTest::newRow("text") << QByteArray("x,y\n1,two\n")
                          << QByteArray("points.csv:2: error[experiment-does-not-fit]: ");
    QTest::newRow("no target") << QByteArray("x,z\n1,2\n")
                               << QByteArray("points.csv: error[experiment-does-not-fit]: ");
}

void TestCliValidate::theDataOfAnExperimentAreLookedInto() {
    QFETCH(QByteArray, csv);
    QFETCH(QByteArray, expected);
    write(QStringLiteral("experiment.json"), kExperiment);
    write(QStringLiteral("points.csv"), csv);
    const CommandLineRun run = validate(QStringLiteral("experiment.json"));
    QCOMPARE(run.status, 1);
    QVERIFY2(run.output.contains(expected), run.output);
    QVERIFY2(run.output.endsWith("errors: 1, warnings: 0\n"), run.output);

    write(QStringLiteral("inside/lesson.json"),
          lesson("inside").replace("\"text\": \"Text.\"",
                                   "\"text\": \"Text.\", \"experiment\": " + QByteArray(kExperiment)));
    write(QStringLiteral("inside/points.csv"), csv);
    const CommandLineRun inside = validate(QStringLiteral("inside"));
    QCOMPARE(inside.status, 1);
    QVERIFY2(inside.output.contains(expected), inside.output);
}

void TestCliValidate::textsFromFilesDoNotSteerTheTerminal() {
    write(QStringLiteral("first/lesson.json"), lesson("first", " \"\\u001b[2Jcolour\u202e\": \"\x07\","));
    const CommandLineRun run = validate(QStringLiteral("first"));
    QCOMPARE(run.status, 1);
    QVERIFY2(!run.output.contains('\x1b'), run.output);
    QVERIFY2(!run.output.contains('\x07'), run.output);
    QVERIFY2(!run.output.contains("\u202e"), run.output);
}

void TestCliValidate::warningsAreToldFromErrorsAndDoNotFail() {
    write(QStringLiteral("first/lesson.json"), lesson("first"));
    write(QStringLiteral("first/notes.txt"), "x");
    const CommandLineRun run = validate(QStringLiteral("first"));
    QCOMPARE(run.status, 0);
    QCOMPARE(run.output,
             QByteArray("first/notes.txt: warning[unused-file]: nothing uses the file “notes.txt”; name it "
                        "in a text, or remove it\n"
                        "courses: 0, lessons: 1, experiment files: 0, errors: 0, warnings: 1\n"));
}

void TestCliValidate::toolsGetOneJsonDocument() {
    write(QStringLiteral("first/lesson.json"), lesson("first", "\n  \"minuts\": 3,"));
    write(QStringLiteral("first/notes.txt"), "x");
    const QStringList arguments{QStringLiteral("validate"), QStringLiteral("--json"),
                                QStringLiteral("first")};
    const CommandLineRun run = runCommandLine(arguments, folder_->path());
    QCOMPARE(run.status, 1);
    const QJsonArray findings = QJsonDocument::fromJson(run.output).array();
    const QJsonObject expected{{QStringLiteral("file"), QStringLiteral("first/lesson.json")},
                               {QStringLiteral("line"), 3},
                               {QStringLiteral("column"), 3},
                               {QStringLiteral("severity"), QStringLiteral("error")},
                               {QStringLiteral("rule"), QStringLiteral("unknown-key")},
                               {QStringLiteral("path"), QStringLiteral("$.minuts")},
                               {QStringLiteral("message"), QStringLiteral("unknown key “minuts”")},
                               {QStringLiteral("remedy"), QStringLiteral("did you mean “minutes”?")},
                               {QStringLiteral("page"), QStringLiteral("lessons/rules.md#unknown-key")}};
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings[0].toObject(), expected);

    write(QStringLiteral("first/lesson.json"), lesson("first"));
    const CommandLineRun warned = runCommandLine(arguments, folder_->path());
    QCOMPARE(warned.status, 0);
    QCOMPARE(
        QJsonDocument::fromJson(warned.output).array()[0].toObject()[QStringLiteral("severity")].toString(),
        QStringLiteral("warning"));
    QVERIFY(QFile::remove(folder_->filePath(QStringLiteral("first/notes.txt"))));
    const QJsonDocument sound = QJsonDocument::fromJson(runCommandLine(arguments, folder_->path()).output);
    QVERIFY(sound.isArray() && sound.array().isEmpty());
}

void TestCliValidate::aTextOfAFileIsShownWithItsPlace() {
    write(QStringLiteral("first/lesson.json"),
          lesson("first").replace("\"text\": \"Text.\"", R"("text": { "file": "one.md" })"));
    write(QStringLiteral("first/one.md"), "A line.\n\nÄ formula: $\\frac{1}{$ that breaks.\n");
    const CommandLineRun run = validate(QStringLiteral("first"));
    QCOMPARE(run.status, 1);
    const QList<QByteArray> lines = run.output.split('\n');
    QVERIFY2(lines[0].startsWith(
                 "first/one.md:3:12: error[bad-tex]: the formula “\\frac{1}{” cannot be typeset: "),
             run.output);
    QCOMPARE(lines[1], QByteArray("    Ä formula: $\\frac{1}{$ that breaks."));
    QCOMPARE(lines[2], QByteArray("               ^"));
}

QTEST_GUILESS_MAIN(TestCliValidate)
#include "test_cli_validate.moc"
