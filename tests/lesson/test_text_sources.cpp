#include "lesson/reader.h"
#include "marked_text.h"

#include <QTest>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;

/// Where the texts of a lesson stand, as findings about them are told.
class TestTextSources : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsKeptInTheOrderOfTheFile();
    void aPlaceInATextIsAPlaceInItsFile_data();
    void aPlaceInATextIsAPlaceInItsFile();
    void textsAreKeptOfALessonWithErrors();
    void aPlaceOnAVeryLongLineIsExact();
};

namespace {

constexpr const char* kHead = R"({"format": 1, "id": "lesson", "version": 1, "title": "T", "summary": "S",
 "minutes": 5, "steps": [)";

Reading<Lesson> read(const Folder& folder, const QByteArray& steps) {
    folder.write(QStringLiteral("lesson/lesson.json"), kHead + steps + "]}");
    return readLesson(folder.path(QStringLiteral("lesson")));
}

} // namespace

void TestTextSources::everyTextIsKeptInTheOrderOfTheFile() {
    const Folder folder;
    folder.write(QStringLiteral("lesson/long.md"), "From a file.");
    const auto reading = read(folder, R"(
 {"id": "a", "title": "A", "text": {"file": "long.md"}, "questions": [
   {"id": "q", "prompt": "Prompt", "kind": "choice", "hints": ["H1", "H2"], "explanation": "E", "choices": [
     {"id": "x", "text": "X", "right": true, "feedback": "FX"}, {"id": "y", "text": "Y", "feedback": "FY"}]}]},
 {"id": "b", "title": "B", "text": ["One", "two"]})");
    QVERIFY(reading.value);
    QStringList found;
    for (const TextSource& text : reading.texts)
        found.append(text.path + QStringLiteral(" = ") + text.text);
    found.sort();
    QCOMPARE(found.join(u'\n'), QStringLiteral("$.steps[0].questions[0].choices[0].feedback = FX\n"
                                               "$.steps[0].questions[0].choices[0].text = X\n"
                                               "$.steps[0].questions[0].choices[1].feedback = FY\n"
                                               "$.steps[0].questions[0].choices[1].text = Y\n"
                                               "$.steps[0].questions[0].explanation = E\n"
                                               "$.steps[0].questions[0].hints[0] = H1\n"
                                               "$.steps[0].questions[0].hints[1] = H2\n"
                                               "$.steps[0].questions[0].prompt = Prompt\n"
                                               "$.steps[0].text.file = From a file.\n"
                                               "$.steps[1].text = One\ntwo"));
}

void TestTextSources::aPlaceInATextIsAPlaceInItsFile_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("a file") << QByteArray(R"({"file": "long.md"})") << QStringLiteral("long.md:2:5 ");
    QTest::newRow("a string") << QByteArray(R"("a\nbcdefg")")
                              << QStringLiteral("lesson.json:2:60 $.steps[0].text");
    QTest::newRow("a list of lines") << QByteArray("[\"a\",\n \"bcdefg\"]")
                                     << QStringLiteral("lesson.json:3:2 $.steps[0].text[1]");
    QTest::newRow("a list with a line of two")
        << QByteArray("[\"ä\\nb\",\n \"bcdefg\"]") << QStringLiteral("lesson.json:2:61 $.steps[0].text[0]");
}

void TestTextSources::aPlaceInATextIsAPlaceInItsFile() {
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    const Folder folder;
    folder.write(QStringLiteral("lesson/long.md"), "a\nbcdefg");
    const auto reading = read(folder, R"({"id": "a", "title": "A", "text": )" + text + "}");
    QVERIFY(reading.value);
    QCOMPARE(reading.texts.size(), std::size_t(1));
    const Diagnostic finding =
        reading.texts.front().finding(Rule::UnknownCallout, 2, 5, {QStringLiteral("X")});
    QCOMPARE(finding.rule, Rule::UnknownCallout);
    QCOMPARE(finding.arguments, QStringList{QStringLiteral("X")});
    const QString name = finding.file.mid(folder.path(QStringLiteral("lesson/")).size());
    QCOMPARE(QStringLiteral("%1:%2:%3 %4").arg(name).arg(finding.line).arg(finding.column).arg(finding.path),
             place);
}

void TestTextSources::textsAreKeptOfALessonWithErrors() {
    const Folder folder;
    const auto reading = read(folder, R"({"id": "a", "title": "A", "text": "Words", "colour": 1})");
    QVERIFY(!reading.value);
    QCOMPARE(reading.texts.size(), std::size_t(1));
    QCOMPARE(reading.texts.front().text, QStringLiteral("Words"));
}

void TestTextSources::aPlaceOnAVeryLongLineIsExact() {
    const Folder folder;
    const QByteArray comment = "{\"$comment\": \"" + QByteArray("ä").repeated(5'000) + "\", ";
    const auto reading = read(folder, "\n" + comment + R"("id": "a", "title": "A", "text": "Words"})");
    QVERIFY(reading.value);
    QCOMPARE(reading.texts.front().line, 3);
    QCOMPARE(reading.texts.front().column,
             int(QString::fromUtf8(comment + R"("id": "a", "title": "A", "text": )").size()) + 1);
}

QTEST_APPLESS_MAIN(TestTextSources)
#include "test_text_sources.moc"
