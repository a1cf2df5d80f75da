#include "lesson/reader.h"
#include "marked_text.h"

#include <QTest>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;

/// A program of a step that is narrated line by line.
class TestWalkthrough : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isReadWithItsStopsAndValues();
    void takesItsProgramFromAFile();
    void reportsEachFaultAtItsPlace_data();
    void reportsEachFaultAtItsPlace();
    void keepsItsTextsWithTheirPlaces();
};

namespace {

QString lessonWith(const QString& walkthrough) {
    return QStringLiteral(
               "{\"format\": 1, \"id\": \"lesson\", \"version\": 1, \"title\": \"T\", \"summary\": "
               "\"S\", \"minutes\": 5,\n \"steps\": [{\"id\": \"s\", \"title\": \"T\", \"text\": "
               "\"X\",\n \"walkthrough\": %1}]}")
        .arg(walkthrough);
}

QString twoLines(const QString& stops) {
    return QStringLiteral("{\"language\": \"python\", \"code\": [\"a = 1\", \"b = a\"], \"stops\": %1}")
        .arg(stops);
}

} // namespace

void TestWalkthrough::isReadWithItsStopsAndValues() {
    const Folder folder;
    folder.write(
        QStringLiteral("lesson/lesson.json"),
        lessonWith(twoLines(QStringLiteral(
                       "[{\"lines\": [2], \"text\": \"Then $b$.\", \"values\": {\"b\": \"1\", "
                       "\"$comment\": \"-\", \"a\": \"1\"}}, {\"lines\": [1, 2], \"text\": \"All.\"}]")))
            .toUtf8());
    const auto reading = readLesson(folder.path(QStringLiteral("lesson")));
    QVERIFY(reading.value);
    Walkthrough expected;
    expected.language = QStringLiteral("python");
    expected.code = QStringLiteral("a = 1\nb = a");
    const QString one = QStringLiteral("1");
    expected.stops = {
        {2, 2, QStringLiteral("Then $b$."), {{QStringLiteral("b"), one}, {QStringLiteral("a"), one}}},
        {1, 2, QStringLiteral("All."), {}}};
    QCOMPARE(reading.value->steps.front().walkthrough, expected);
}

void TestWalkthrough::takesItsProgramFromAFile() {
    const Folder folder;
    folder.write(QStringLiteral("lesson/code/loop.py"), "for x, y in loader:\r\n    step()\r\n");
    folder.write(
        QStringLiteral("lesson/lesson.json"),
        lessonWith(QStringLiteral("{\"language\": \"python\", \"code\": {\"file\": \"code/loop.py\"}, "
                                  "\"stops\": [{\"lines\": [2], \"text\": \"A step.\"}]}"))
            .toUtf8());
    const auto reading = readLesson(folder.path(QStringLiteral("lesson")));
    QVERIFY(reading.value);
    QCOMPARE(reading.value->steps.front().walkthrough->code,
             QStringLiteral("for x, y in loader:\n    step()"));
    QCOMPARE(reading.value->steps.front().walkthrough->file, QStringLiteral("code/loop.py"));
}

void TestWalkthrough::reportsEachFaultAtItsPlace_data() {
    QTest::addColumn<QString>("walkthrough");
    QTest::addColumn<QString>("finding");
    const auto row = [](const char* name, const QString& text, const QString& finding) {
        QTest::newRow(name) << text << finding;
    };
    const auto stops = [](const char* name, const QString& text, const QString& finding) {
        QTest::newRow(name) << twoLines(text) << finding;
    };
    row("a list", QStringLiteral("¦[]"), QStringLiteral("wrong-type $.steps[0].walkthrough (object|array)"));
    row("without a program",
        QStringLiteral("¦{\"language\": \"python\", \"stops\": [{\"lines\": [1], \"text\": \"A\"}]}"),
        QStringLiteral("missing-key $.steps[0].walkthrough (code)"));
    row("without a language",
        QStringLiteral("¦{\"code\": [\"a\"], \"stops\": [{\"lines\": [1], \"text\": \"A\"}]}"),
        QStringLiteral("missing-key $.steps[0].walkthrough (language)"));
    row("a program elsewhere",
        QStringLiteral(
            "{\"language\": \"python\", \"code\": {\"file\": ¦\"../loop.py\"}, \"stops\": [{\"lines\": [1], "
            "\"text\": \"A\"}]}"),
        QStringLiteral("outside-folder $.steps[0].walkthrough.code.file (../loop.py)"));
    row("a program of 401 lines",
        QStringLiteral(
            "{\"language\": \"python\", \"code\": ¦\"a%1\", \"stops\": [{\"lines\": [1], \"text\": \"A\"}]}")
            .arg(QStringLiteral("\\na").repeated(400)),
        QStringLiteral("wrong-length $.steps[0].walkthrough.code (401|1|400)"));
    row("blank",
        QStringLiteral(
            "{\"language\": \"python\", \"code\": ¦[\"\"], \"stops\": [{\"lines\": [1], \"text\": \"A\"}]}"),
        QStringLiteral("empty-text $.steps[0].walkthrough.code ()"));
    row("key of another", twoLines(QStringLiteral("[{\"lines\": [1], \"text\": \"A\"}], ¦\"title\": \"T\"")),
        QStringLiteral("unknown-key $.steps[0].walkthrough.title (title||language, code, stops)"));
    stops("no stops", QStringLiteral("¦[]"),
          QStringLiteral("wrong-length $.steps[0].walkthrough.stops (0|1|200)"));
    stops("line 0", QStringLiteral("[{\"lines\": [¦0], \"text\": \"A\"}]"),
          QStringLiteral("out-of-range $.steps[0].walkthrough.stops[0].lines[0] (0|1|2)"));
    stops("a line behind the end", QStringLiteral("[{\"lines\": [2, ¦3], \"text\": \"A\"}]"),
          QStringLiteral("out-of-range $.steps[0].walkthrough.stops[0].lines[1] (3|2|2)"));
    stops("backwards", QStringLiteral("[{\"lines\": [2, ¦1], \"text\": \"A\"}]"),
          QStringLiteral("out-of-range $.steps[0].walkthrough.stops[0].lines[1] (1|2|2)"));
    stops("three lines", QStringLiteral("[{\"lines\": ¦[1, 1, 2], \"text\": \"A\"}]"),
          QStringLiteral("wrong-length $.steps[0].walkthrough.stops[0].lines (3|1|2)"));
    stops("half a line", QStringLiteral("[{\"lines\": [¦1.5], \"text\": \"A\"}]"),
          QStringLiteral("wrong-type $.steps[0].walkthrough.stops[0].lines[0] (integer|number)"));
    stops("no words", QStringLiteral("[¦{\"lines\": [1]}]"),
          QStringLiteral("missing-key $.steps[0].walkthrough.stops[0] (text)"));
    stops("a value that is no string",
          QStringLiteral("[{\"lines\": [1], \"text\": \"A\", \"values\": {\"a\": ¦1}}]"),
          QStringLiteral("wrong-type $.steps[0].walkthrough.stops[0].values.a (string|number)"));
    stops("a value without a name",
          QStringLiteral("[{\"lines\": [1], \"text\": \"A\", \"values\": {¦\"\": \"1\"}}]"),
          QStringLiteral("empty-text $.steps[0].walkthrough.stops[0].values[\"\"] ()"));
    stops("values in a list", QStringLiteral("[{\"lines\": [1], \"text\": \"A\", \"values\": ¦[]}]"),
          QStringLiteral("wrong-type $.steps[0].walkthrough.stops[0].values (object|array)"));
    QStringList many;
    for (int i = 0; i < 21; ++i)
        many.append(QStringLiteral("\"v%1\": \"1\"").arg(i));
    stops("21 values",
          QStringLiteral("[{\"lines\": [1], \"text\": \"A\", \"values\": ¦{%1}}]")
              .arg(many.join(QStringLiteral(", "))),
          QStringLiteral("wrong-length $.steps[0].walkthrough.stops[0].values (21|0|20)"));
}

void TestWalkthrough::reportsEachFaultAtItsPlace() {
    QFETCH(QString, walkthrough);
    QFETCH(QString, finding);
    const MarkedText marked = unmark(lessonWith(walkthrough));
    QVERIFY(marked.line > 0);
    const Folder folder;
    folder.write(QStringLiteral("lesson/lesson.json"), marked.text);
    const auto reading = readLesson(folder.path(QStringLiteral("lesson")));
    QVERIFY(!reading.value);
    QCOMPARE(toText(reading.diagnostics), expectedAt(marked, finding));
}

void TestWalkthrough::keepsItsTextsWithTheirPlaces() {
    const Folder folder;
    folder.write(QStringLiteral("lesson/lesson.json"),
                 lessonWith(twoLines(QStringLiteral("[{\"lines\": [1], \"text\": \"Here.\"}]"))).toUtf8());
    const auto reading = readLesson(folder.path(QStringLiteral("lesson")));
    QCOMPARE(reading.texts.size(), std::size_t(3));
    const TextSource& program = reading.texts[1];
    QCOMPARE(program.language, QStringLiteral("python"));
    QCOMPARE(program.path, QStringLiteral("$.steps[0].walkthrough.language"));
    QCOMPARE(program.text, QStringLiteral("a = 1\nb = a"));
    QCOMPARE(reading.texts[2].path, QStringLiteral("$.steps[0].walkthrough.stops[0].text"));
    QVERIFY(reading.texts[2].language.isEmpty());
}

QTEST_APPLESS_MAIN(TestWalkthrough)
#include "test_walkthrough.moc"
