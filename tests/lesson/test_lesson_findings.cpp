#include "lesson/reader.h"
#include "marked_text.h"

#include <QRegularExpression>
#include <QTest>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;

/// Each fault of a lesson gives exactly its finding, at the place that is marked.
class TestLessonFindings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reportsEachFaultAtItsPlace_data();
    void reportsEachFaultAtItsPlace();
    void reportsAllFaultsAtOnceInTheOrderOfTheFile();
    void readsTextFilesWithCarriageReturns();
    void reportsWhatIsWrongWithATextFile_data();
    void reportsWhatIsWrongWithATextFile();
    void reportsAMissingLesson();
    void everyRuleHasAnIdOfItsOwn();
};

namespace {

/// A sound lesson of one step, with something added in front, to its step, or behind.
QString lessonText(const QString& head, const QString& step, const QString& tail) {
    return QStringLiteral("{\"format\": 1, \"id\": \"lesson\", \"version\": 1, \"title\": \"Grün\",\n"
                          "  \"summary\": \"S\", \"minutes\": 5, %1\n"
                          "  \"steps\": [{\"id\": \"s\", \"title\": \"😀\", \"text\": \"X\"%2}]\n%3}\n")
        .arg(head, step, tail);
}

QString question(const QString& rest) {
    return QStringLiteral(", \"questions\": [{\"id\": \"q\", \"prompt\": \"?\", %1}]").arg(rest);
}

QString choices(const QString& list) {
    return question(QStringLiteral("\"kind\": \"choice\", \"choices\": [%1]").arg(list));
}

const QString kExperiment =
    QStringLiteral(", \"experiment\": {\"surface\": {\"kind\": \"bowl\", \"start\": [1, 1]}, "
                   "\"runs\": [{\"id\": \"a\", \"optimizer\": {\"kind\": \"sgd\", "
                   "\"learning_rate\": 0.1}}]}");

} // namespace

void TestLessonFindings::reportsEachFaultAtItsPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding"); ///< rule, path, arguments
    const auto head = [](const char* name, const QString& text, const QString& finding) {
        QTest::newRow(name) << lessonText(text, {}, {}) << finding;
    };
    const auto step = [](const char* name, const QString& text, const QString& finding) {
        QTest::newRow(name) << lessonText({}, text, {}) << finding;
    };
    const auto tail = [](const char* name, const QString& text, const QString& finding) {
        QTest::newRow(name) << lessonText({}, kExperiment, text) << finding;
    };
    const auto whole = [](const char* name, const QString& text, const QString& finding) {
        QTest::newRow(name) << text << finding;
    };

    whole("not an object", QStringLiteral(" ¦[]"), QStringLiteral("wrong-type $ (object|array)"));
    whole("no format", QStringLiteral("¦{\"id\": \"lesson\"}"), QStringLiteral("missing-key $ (format)"));
    whole("format of the future", QStringLiteral("{\"format\": ¦2, \"shape\": \"new\"}"),
          QStringLiteral("unsupported-format $.format (2|1)"));
    whole("format in words", QStringLiteral("{\"format\": ¦\"1\"}"),
          QStringLiteral("wrong-type $.format (integer|string)"));
    whole("other folder", lessonText({}, {}, {}).replace(u"\"lesson\""_qs, u"¦\"other\""_qs),
          QStringLiteral("wrong-id $.id (other|lesson)"));
    whole("bad id", lessonText({}, {}, {}).replace(u"\"lesson\""_qs, u"¦\"Lesson_1\""_qs),
          QStringLiteral("bad-id $.id (Lesson_1)"));
    whole(
        "no steps",
        lessonText({}, {}, {}).replace(QRegularExpression(QStringLiteral("\\[.*\\]")), QStringLiteral("¦[]")),
        QStringLiteral("wrong-length $.steps (0|1|100)"));
    whole("version is not whole",
          lessonText({}, {}, {}).replace(u"\"version\": 1"_qs, u"\"version\": ¦1.5"_qs),
          QStringLiteral("wrong-type $.version (integer|number)"));
    whole("version is a word", lessonText({}, {}, {}).replace(u"\"version\": 1"_qs, u"\"version\": ¦true"_qs),
          QStringLiteral("wrong-type $.version (integer|boolean)"));
    whole("too many minutes", lessonText({}, {}, {}).replace(u"\"minutes\": 5"_qs, u"\"minutes\": ¦241"_qs),
          QStringLiteral("out-of-range $.minutes (241|1|240)"));
    whole("no title",
          lessonText({}, {}, {})
              .replace(u"{\"format\""_qs, u"¦{\"format\""_qs)
              .remove(u"\"title\": \"Grün\","_qs),
          QStringLiteral("missing-key $ (title)"));
    whole("blank summary", lessonText({}, {}, {}).replace(u"\"S\""_qs, u"¦\" \\t\""_qs),
          QStringLiteral("empty-text $.summary ()"));
    whole("null", lessonText({}, {}, {}).replace(u"\"S\""_qs, u"¦null"_qs),
          QStringLiteral("wrong-type $.summary (string|null)"));

    head("unknown key", QStringLiteral("¦\"masterly\": 1,"),
         QStringLiteral(
             "unknown-key $.masterly (masterly|mastery|format, id, version, title, summary, minutes, "
             "requires, objectives, mastery, steps, claims)"));
    head("unlike any key", QStringLiteral("¦\"glossary\": [],"),
         QStringLiteral("unknown-key $.glossary (glossary||format, id, version, title, summary, minutes, "
                        "requires, objectives, mastery, steps, claims)"));
    head("duplicate key", QStringLiteral("¦\"minutes\": 6,"),
         QStringLiteral("duplicate-key $.minutes (minutes)"));
    head("mastery above 1", QStringLiteral("\"mastery\": ¦1.5,"),
         QStringLiteral("out-of-range $.mastery (1.5|0|1)"));
    head("requires itself", QStringLiteral("\"requires\": [¦\"lesson\"],"),
         QStringLiteral("cyclic-requirement $.requires[0] (lesson → lesson)"));
    head("requires twice", QStringLiteral("\"requires\": [\"a\", ¦\"a\"],"),
         QStringLiteral("duplicate-id $.requires[1] (a)"));
    head("requires a path", QStringLiteral("\"requires\": [¦\"../a\"],"),
         QStringLiteral("bad-id $.requires[0] (../a)"));
    head("empty objective", QStringLiteral("\"objectives\": [¦\"\"],"),
         QStringLiteral("empty-text $.objectives[0] ()"));

    step("second step of that id", QStringLiteral("}, {\"id\": ¦\"s\", \"title\": \"T\", \"text\": \"X\""),
         QStringLiteral("duplicate-id $.steps[1].id (s)"));
    step("step without text", QStringLiteral("}, ¦{\"id\": \"t\", \"title\": \"T\""),
         QStringLiteral("missing-key $.steps[1] (text)"));
    step("number for a text", QStringLiteral("}, {\"id\": \"t\", \"title\": \"T\", \"text\": ¦7"),
         QStringLiteral("wrong-type $.steps[1].text (text|number)"));
    step("blank lines", QStringLiteral("}, {\"id\": \"t\", \"title\": \"T\", \"text\": ¦[\"\", \" \"]"),
         QStringLiteral("empty-text $.steps[1].text ()"));
    step("number among lines", QStringLiteral("}, {\"id\": \"t\", \"title\": \"T\", \"text\": [\"a\", ¦1]"),
         QStringLiteral("wrong-type $.steps[1].text[1] (string|number)"));

    step("unknown kind", question(QStringLiteral("\"kind\": ¦\"chioce\", \"choices\": []")),
         QStringLiteral(
             "unknown-word $.steps[0].questions[0].kind (chioce|choice|choice, true-false, number, order, "
             "match, cloze, predict, experiment)"));
    step("second question of that id",
         question(QStringLiteral(
             "\"kind\": \"number\", \"answer\": 1, \"tolerance\": 0}, {\"id\": ¦\"q\", \"prompt\": \"?\", "
             "\"kind\": \"number\", \"answer\": 1, \"tolerance\": 0")),
         QStringLiteral("duplicate-id $.steps[0].questions[1].id (q)"));
    step("one choice",
         question(QStringLiteral(
             "\"kind\": \"choice\", \"choices\": ¦[{\"id\": \"a\", \"text\": \"A\", \"right\": true}]")),
         QStringLiteral("wrong-length $.steps[0].questions[0].choices (1|2|8)"));
    step("second choice of that id",
         choices(QStringLiteral("{\"id\": \"a\", \"text\": \"A\", \"right\": true}, {\"id\": ¦\"a\", "
                                "\"text\": \"B\", \"feedback\": \"F\"}")),
         QStringLiteral("duplicate-id $.steps[0].questions[0].choices[1].id (a)"));
    step("wrong choice without feedback",
         choices(QStringLiteral(
             "{\"id\": \"a\", \"text\": \"A\", \"right\": true}, ¦{\"id\": \"b\", \"text\": \"B\"}")),
         QStringLiteral("missing-feedback $.steps[0].questions[0].choices[1] (b)"));
    step("no right choice",
         question(QStringLiteral(
             "\"kind\": \"choice\", ¦\"choices\": [{\"id\": \"a\", \"text\": \"A\", \"feedback\": \"F\"}, "
             "{\"id\": \"b\", \"text\": \"B\", \"feedback\": \"F\"}]")),
         QStringLiteral("no-right-choice $.steps[0].questions[0].choices ()"));
    step("no right choice of several",
         question(QStringLiteral("\"kind\": \"choice\", \"several\": true, ¦\"choices\": [{\"id\": \"a\", "
                                 "\"text\": \"A\", \"feedback\": \"F\"}, "
                                 "{\"id\": \"b\", \"text\": \"B\", \"feedback\": \"F\"}]")),
         QStringLiteral("no-right-choice $.steps[0].questions[0].choices ()"));
    step("two right choices of one",
         question(QStringLiteral(
             "\"kind\": \"choice\", ¦\"choices\": [{\"id\": \"a\", \"text\": \"A\", \"right\": true}, "
             "{\"id\": \"b\", \"text\": \"B\", \"right\": true}]")),
         QStringLiteral("several-right-choices $.steps[0].questions[0].choices ()"));
    step("true-false without feedback",
         QStringLiteral(", \"questions\": [¦{\"id\": \"q\", \"prompt\": \"?\", \"kind\": \"true-false\", "
                        "\"answer\": true, "
                        "\"when_true\": \"Yes\"}]"),
         QStringLiteral("missing-feedback $.steps[0].questions[0] (false)"));
    step("true-false in words",
         question(QStringLiteral("\"kind\": \"true-false\", \"answer\": ¦\"true\", \"when_false\": \"No\"")),
         QStringLiteral("wrong-type $.steps[0].questions[0].answer (boolean|string)"));
    step("two tolerances",
         question(QStringLiteral(
             "\"kind\": \"number\", \"answer\": 1, \"tolerance\": 0, ¦\"relative_tolerance\": 0")),
         QStringLiteral(
             "conflicting-keys $.steps[0].questions[0].relative_tolerance (tolerance|relative_tolerance)"));
    step("no tolerance",
         QStringLiteral(
             ", \"questions\": [¦{\"id\": \"q\", \"prompt\": \"?\", \"kind\": \"number\", \"answer\": 1}]"),
         QStringLiteral("missing-key $.steps[0].questions[0] (tolerance)"));
    step("negative tolerance",
         question(QStringLiteral("\"kind\": \"number\", \"answer\": 1, \"tolerance\": ¦-1")),
         QStringLiteral("out-of-range $.steps[0].questions[0].tolerance (-1|0|1e+300)"));
    step("key of another kind",
         question(QStringLiteral("\"kind\": \"number\", \"answer\": 1, \"tolerance\": 0, ¦\"choices\": []")),
         QStringLiteral(
             "unknown-key $.steps[0].questions[0].choices (choices||id, prompt, points, hints, explanation, "
             "kind, tries, parameters, answer, tolerance, relative_tolerance, unit, right, wrong)"));

    tail("claim about another step",
         QStringLiteral(", \"claims\": [{\"step\": ¦\"t\", \"expect\": {\"reason\": \"finished\"}}]"),
         QStringLiteral("unknown-step $.claims[0].step (t)"));
    tail("claim about another run",
         QStringLiteral(
             ", \"claims\": [{\"step\": \"s\", \"run\": ¦\"b\", \"expect\": {\"reason\": \"finished\"}}]"),
         QStringLiteral("unknown-run $.claims[0].run (b)"));
    tail("claim without expectation", QStringLiteral(", \"claims\": [¦{\"step\": \"s\"}]"),
         QStringLiteral("missing-key $.claims[0] (expect)"));
    tail("claim of another reason",
         QStringLiteral(", \"claims\": [{\"step\": \"s\", \"expect\": {\"reason\": ¦\"stopped\"}}]"),
         QStringLiteral("unknown-word $.claims[0].expect.reason (stopped||finished, goal-reached, diverged, "
                        "left-window)"));
    const auto claim = [&](const char* name, const QString& rest, const QString& finding) {
        tail(name, QStringLiteral(", \"claims\": [{\"step\": \"s\", %1}]").arg(rest), finding);
    };
    const auto expect = [&](const char* name, const QString& rest, const QString& finding) {
        claim(name, QStringLiteral("\"expect\": {%1}").arg(rest), finding);
    };
    const auto figure = [&](const char* name, const QString& rest, const QString& finding) {
        expect(name, QStringLiteral("\"figures\": [{%1}]").arg(rest), finding);
    };
    step("experiment of more work than a lesson may be",
         QString(kExperiment)
             .replace(u"\"runs\""_qs, u"\"steps\": ¦100000000, \"runs\""_qs)
             .replace(u"}}]}"_qs,
                      u"}}, {\"id\": \"b\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}}, "
                      u"{\"id\": \"c\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}}]}"_qs),
         u"too-much-work $.steps[0].experiment.steps (600|400)"_qs);
    claim("claim for too many seeds", u"\"seeds\": ¦101, \"expect\": {\"reason\": \"finished\"}"_qs,
          u"out-of-range $.claims[0].seeds (101|0|100)"_qs);
    claim("claim at an unknown setting",
          u"\"at\": {¦\"learningrate\": 1}, \"expect\": {\"reason\": \"finished\"}"_qs,
          u"unknown-key $.claims[0].at.learningrate (learningrate|learning_rate|learning_rate, batch_size, "
          u"noise, start_x, start_y, momentum, beta1, beta2, smoothing, epsilon, weight_decay, l1, "
          u"clip_value, clip_norm, dropout, huber_delta, curvature, condition, parameters)"_qs);
    claim("claim at a setting that the experiment lacks",
          u"\"at\": {¦\"condition\": 10}, \"expect\": {\"reason\": \"finished\"}"_qs,
          u"control-does-not-fit $.claims[0].at.condition (condition|needs a surface that has it)"_qs);
    claim("claim at parameters of a surface",
          u"\"at\": {¦\"parameters\": [1, 1]}, \"expect\": {\"reason\": \"finished\"}"_qs,
          u"control-does-not-fit $.claims[0].at.parameters (parameters|needs a dataset)"_qs);
    claim("claim that expects nothing", u"\"expect\": ¦{\"within\": 3}"_qs,
          u"missing-key $.claims[0].expect (reason)"_qs);
    expect("claim of a goal that is not there", u"\"reason\": ¦\"goal-reached\""_qs,
           u"no-goal $.claims[0].expect.reason (goal-reached)"_qs);
    figure("claim of steps to a goal that is not there", u"\"figure\": ¦\"steps_to_goal\", \"at_most\": 5"_qs,
           u"no-goal $.claims[0].expect.figures[0].figure (steps_to_goal)"_qs);
    figure("claim of an accuracy of a surface", u"\"figure\": ¦\"train_accuracy\", \"at_least\": 1"_qs,
           u"no-such-figure $.claims[0].expect.figures[0].figure (train_accuracy|needs a network)"_qs);
    figure("claim of a third parameter", u"\"figure\": ¦\"parameter\", \"index\": 2, \"at_least\": 1"_qs,
           u"no-such-figure $.claims[0].expect.figures[0].figure (parameter|no such index)"_qs);
    expect("claim of a parameter without index",
           u"\"figures\": [¦{\"figure\": \"parameter\", \"at_least\": 1}]"_qs,
           u"missing-key $.claims[0].expect.figures[0] (index)"_qs);
    expect("claim without a bound", u"\"figures\": [¦{\"figure\": \"steps\"}]"_qs,
           u"missing-key $.claims[0].expect.figures[0] (at_most)"_qs);
    figure("claim of bounds the wrong way round",
           u"\"figure\": \"steps\", \"at_least\": 5, \"at_most\": ¦4"_qs,
           u"out-of-range $.claims[0].expect.figures[0].at_most (4|5|1e+300)"_qs);
    figure("claim of a figure at a moment it does not have",
           u"\"figure\": \"curvature\", \"when\": ¦\"lowest\", \"at_most\": 1"_qs,
           u"unknown-word $.claims[0].expect.figures[0].when (lowest||end, start)"_qs);
    figure("claim of a moment of a whole run",
           u"\"figure\": \"steps\", ¦\"when\": \"end\", \"at_most\": 1"_qs,
           u"unknown-key $.claims[0].expect.figures[0].when (when||figure, at_least, at_most, times)"_qs);
    figure("comparison with a step that is not there",
           u"\"figure\": \"steps\", \"at_most\": 1, \"times\": {\"step\": ¦\"t\"}"_qs,
           u"unknown-step $.claims[0].expect.figures[0].times.step (t)"_qs);
    figure("comparison with a run that is not there",
           u"\"figure\": \"steps\", \"at_most\": 1, \"times\": {\"run\": ¦\"b\"}"_qs,
           u"unknown-run $.claims[0].expect.figures[0].times.run (b)"_qs);
    figure("comparison with a figure that is not there",
           u"\"figure\": \"steps\", \"at_most\": 1, \"times\": {\"figure\": ¦\"test_loss\"}"_qs,
           u"no-such-figure $.claims[0].expect.figures[0].times.figure (test_loss|needs a network)"_qs);
    whole("claim without experiment",
          lessonText(
              {}, {},
              QStringLiteral(", \"claims\": [{\"step\": ¦\"s\", \"expect\": {\"reason\": \"finished\"}}]")),
          QStringLiteral("no-experiment $.claims[0].step (s)"));
}

void TestLessonFindings::reportsEachFaultAtItsPlace() {
    QFETCH(QString, text);
    QFETCH(QString, finding);
    const MarkedText marked = unmark(text);
    QVERIFY(marked.line > 0);
    const Folder folder;
    const QString file = folder.write(QStringLiteral("lesson/lesson.json"), marked.text);
    const Reading<Lesson> reading = readLesson(folder.path(QStringLiteral("lesson")));
    QVERIFY(!reading.value);
    QCOMPARE(toText(reading.diagnostics), expectedAt(marked, finding));
    QCOMPARE(reading.diagnostics.front().file, file);
}

void TestLessonFindings::reportsAllFaultsAtOnceInTheOrderOfTheFile() {
    const Folder folder;
    folder.write(QStringLiteral("lesson/lesson.json"),
                 "{\"steps\": [{\"id\": \"A\", \"text\": 1}],\n \"colour\": 1, \"minutes\": 0, \"version\": "
                 "1, \"version\": 2,\n"
                 " \"summary\": \"\", \"id\": \"lesson\", \"title\": [], \"format\": 1}");
    QStringList rules;
    const auto reading = readLesson(folder.path(QStringLiteral("lesson")));
    for (const Diagnostic& diagnostic : reading.diagnostics)
        rules.append(ruleId(diagnostic.rule));
    QCOMPARE(rules.join(u' '),
             QStringLiteral("missing-key bad-id wrong-type unknown-key out-of-range duplicate-key "
                            "empty-text wrong-type"));
}

void TestLessonFindings::readsTextFilesWithCarriageReturns() {
    const Folder folder;
    folder.write(QStringLiteral("lesson/lesson.json"),
                 lessonText({}, {}, {}).replace(u"\"X\""_qs, u"{\"file\": \"täxt.md\"}"_qs).toUtf8());
    folder.write(QStringLiteral("lesson/täxt.md"), "\xEF\xBB\xBFOne.\r\n\r\nTwo.\r\n");
    const Reading<Lesson> reading = readLesson(folder.path(QStringLiteral("lesson")));
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    QCOMPARE(reading.value->steps.front().text, QStringLiteral("One.\n\nTwo.\n"));
}

void TestLessonFindings::reportsWhatIsWrongWithATextFile_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("finding");
    QTest::newRow("missing") << QStringLiteral("no.md") << QByteArray("x")
                             << QStringLiteral("missing-file 3:56 $.steps[0].text.file (no.md)");
    QTest::newRow("folder") << QStringLiteral(".") << QByteArray("x")
                            << QStringLiteral("outside-folder 3:56 $.steps[0].text.file (.)");
    QTest::newRow("parent") << QStringLiteral("../text.md") << QByteArray("x")
                            << QStringLiteral("outside-folder 3:56 $.steps[0].text.file (../text.md)");
    QTest::newRow("hidden parent") << QStringLiteral("a/..\\\\text.md") << QByteArray("x")
                                   << QStringLiteral(
                                          "outside-folder 3:56 $.steps[0].text.file (a/..\\text.md)");
    QTest::newRow("absolute") << QStringLiteral("/etc/hostname") << QByteArray("x")
                              << QStringLiteral("outside-folder 3:56 $.steps[0].text.file (/etc/hostname)");
    QTest::newRow("drive") << QStringLiteral("C:text.md") << QByteArray("x")
                           << QStringLiteral("outside-folder 3:56 $.steps[0].text.file (C:text.md)");
    QTest::newRow("resource") << QStringLiteral(":/text.md") << QByteArray("x")
                              << QStringLiteral("outside-folder 3:56 $.steps[0].text.file (:/text.md)");
    QTest::newRow("nul in the name") << QStringLiteral("text.md\\u0000") << QByteArray("x")
                                     << QStringLiteral("missing-file 3:56 $.steps[0].text.file (text.md") +
                                            QChar(0) + u')';
    QTest::newRow("blank") << QStringLiteral("text.md") << QByteArray(" \n\n")
                           << QStringLiteral("empty-text 3:56 $.steps[0].text.file ()");
    QTest::newRow("large") << QStringLiteral("text.md") << QByteArray((256 << 10) + 1, 'x')
                           << QStringLiteral("file-too-large 3:56 $.steps[0].text.file (262144)");
    QTest::newRow("Latin-1") << QStringLiteral("text.md") << QByteArray("a\n\xC3\xA4\xE4 b")
                             << QStringLiteral("not-utf-8 2:2  ()");
}

void TestLessonFindings::reportsWhatIsWrongWithATextFile() {
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, finding);
    const Folder folder;
    folder.write(
        QStringLiteral("lesson/lesson.json"),
        lessonText({}, {}, {}).replace(u"\"X\""_qs, QStringLiteral("{\"file\": \"%1\"}").arg(name)).toUtf8());
    folder.write(QStringLiteral("lesson/text.md"), content);
    folder.write(QStringLiteral("text.md"), "not to be read");
    const Reading<Lesson> reading = readLesson(folder.path(QStringLiteral("lesson")));
    QVERIFY(!reading.value);
    QCOMPARE(toText(reading.diagnostics), finding);
}

void TestLessonFindings::reportsAMissingLesson() {
    const Folder folder;
    const Reading<Lesson> reading = readLesson(folder.path());
    QVERIFY(!reading.value);
    QCOMPARE(toText(reading.diagnostics), QStringLiteral("file-not-found 0:0  ()"));
    QCOMPARE(reading.diagnostics.front().file, folder.path(QStringLiteral("lesson.json")));
}

void TestLessonFindings::everyRuleHasAnIdOfItsOwn() {
    QStringList ids;
    for (const Rule rule : allRules())
        ids.append(ruleId(rule));
    QVERIFY(!ids.contains(QString()));
    QCOMPARE(ids.removeDuplicates(), 0);
    QVERIFY(ids.contains(QStringLiteral("unknown-key")));
}

QTEST_APPLESS_MAIN(TestLessonFindings)
#include "test_lesson_findings.moc"
