#include "lesson/glossary_reader.h"
#include "lesson/reader.h"
#include "marked_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace downhill::lesson;
using namespace downhill::lesson::testing;

namespace {

const QSet<QString> kLessons{u"slope"_s, u"noise"_s};

} // namespace

class TestGlossaryReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCourseNeedsNeither();
    void readsTerms();
    void readsQuestions();
    void reportsEachFault_data();
    void reportsEachFault();
    void aTermWithAFaultStaysKnown();
    void theCourseBringsThem();
    void aLinkOutOfTheFolderIsNotFollowed();
};

void TestGlossaryReader::aCourseNeedsNeither() {
    const Folder folder;
    Diagnostics findings;
    TextSources texts;
    QVERIFY(readGlossary(folder.path(), kLessons, findings, texts).terms.empty());
    QVERIFY(readFaq(folder.path(), kLessons, findings, texts).empty());
    QVERIFY(findings.empty());
}

void TestGlossaryReader::readsTerms() {
    const Folder folder;
    folder.write(u"gradient.md"_s, "The **slope** in every direction: $\\nabla L$.\n");
    folder.write(u"glossary.json"_s, R"json({ "format": 1, "$comment": "ours", "terms": [
        { "id": "sgd", "term": "SGD", "also": ["stochastic gradient descent"], "text": "A *step* a batch.",
          "snippet": { "language": "python", "code": ["opt = SGD(params, lr=0.1)", "opt.step()"] },
          "lessons": ["slope", "noise"] },
        { "id": "gradient", "term": "gradient", "text": { "file": "gradient.md" } } ] })json");
    Diagnostics findings;
    TextSources texts;
    const Glossary glossary = readGlossary(folder.path(), kLessons, findings, texts);
    QVERIFY2(findings.empty(), qPrintable(toText(findings)));
    QCOMPARE(glossary.terms.size(), std::size_t(2));
    const Term& sgd = glossary.terms.front();
    QCOMPARE(sgd.id, u"sgd"_s);
    QCOMPARE(sgd.term, u"SGD"_s);
    QCOMPARE(sgd.also, QStringList{u"stochastic gradient descent"_s});
    QCOMPARE(sgd.text, u"A *step* a batch."_s);
    QCOMPARE(sgd.snippet.language, u"python"_s);
    QCOMPARE(sgd.snippet.code, u"opt = SGD(params, lr=0.1)\nopt.step()"_s);
    QCOMPARE(sgd.lessons, (QStringList{u"slope"_s, u"noise"_s}));
    const Term* gradient = glossary.find(u"gradient"_s);
    QVERIFY(gradient);
    QVERIFY(gradient->text.contains(u"$\\nabla L$"));
    QVERIFY(gradient->snippet.code.isEmpty());
    QVERIFY(!glossary.find(u"nowhere"_s));
}

void TestGlossaryReader::readsQuestions() {
    const Folder folder;
    folder.write(u"faq.json"_s, R"({ "format": 1, "questions": [
        { "id": "nan", "question": "Why is my loss NaN?", "answer": ["Too far.", "", "Go slower."],
          "lessons": ["slope"] },
        { "id": "why", "question": "Why losses?", "answer": "They have a slope." } ] })");
    Diagnostics findings;
    TextSources texts;
    const std::vector<Faq> faq = readFaq(folder.path(), kLessons, findings, texts);
    QVERIFY2(findings.empty(), qPrintable(toText(findings)));
    QCOMPARE(faq.size(), std::size_t(2));
    QCOMPARE(faq[0].id, u"nan"_s);
    QCOMPARE(faq[0].question, u"Why is my loss NaN?"_s);
    QCOMPARE(faq[0].answer, u"Too far.\n\nGo slower."_s);
    QCOMPARE(faq[0].lessons, QStringList{u"slope"_s});
    QVERIFY(faq[1].lessons.isEmpty());
}

void TestGlossaryReader::reportsEachFault_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding");
    const auto term = [](const char* row, const QString& keys, const QString& finding) {
        QTest::newRow(row) << u"glossary.json"_s
                           << QString(u"{\"format\": 1, \"terms\": [{\"id\": \"a\", \"term\": \"A\", "_s +
                                      keys + u"}]}"_s)
                           << finding;
    };
    term("no text", u"\"also\": []"_s, u"missing-key $.terms[0] (text)"_s);
    term("unknown key", u"\"text\": \"T\", ¦\"txt\": 1"_s,
         u"unknown-key $.terms[0].txt (txt|text|id, term, also, text, snippet, lessons)"_s);
    term("unknown lesson", u"\"text\": \"T\", \"lessons\": [\"slope\", ¦\"steep\"]"_s,
         u"unknown-lesson $.terms[0].lessons[1] (steep)"_s);
    term("lesson twice", u"\"text\": \"T\", \"lessons\": [\"slope\", ¦\"slope\"]"_s,
         u"duplicate-id $.terms[0].lessons[1] (slope)"_s);
    term("id twice", u"\"text\": \"T\"}, {\"id\": ¦\"a\", \"term\": \"B\", \"text\": \"T\""_s,
         u"duplicate-id $.terms[1].id (a)"_s);
    term("term twice", u"\"text\": \"T\"}, {\"id\": \"b\", \"term\": ¦\" a\", \"text\": \"T\""_s,
         u"repeated-text $.terms[1].term ( a)"_s);
    term("another's other name",
         u"\"text\": \"T\"}, {\"id\": \"b\", \"term\": \"B\", \"also\": [\"C\", ¦\"A\"], \"text\": \"T\""_s,
         u"repeated-text $.terms[1].also[1] (A)"_s);
    term("file outside", u"\"text\": {\"file\": ¦\"../secret.md\"}"_s,
         u"outside-folder $.terms[0].text.file (../secret.md)"_s);
    term("snippet without code", u"\"text\": \"T\", \"snippet\": ¦{\"language\": \"python\"}"_s,
         u"missing-key $.terms[0].snippet (code)"_s);
    QTest::newRow("no terms") << u"glossary.json"_s << u"{\"format\": 1, \"terms\": ¦[]}"_s
                              << u"wrong-length $.terms (0|1|1000)"_s;
    QTest::newRow("format") << u"glossary.json"_s << u"{\"format\": ¦2}"_s
                            << u"unsupported-format $.format (2|1)"_s;
    QTest::newRow("not an object") << u"glossary.json"_s << u"¦[]"_s << u"wrong-type $ (object|array)"_s;
    QTest::newRow("not JSON") << u"faq.json"_s << u"{¦"_s
                              << u"not-json  (Missing a name for object member)"_s;
    QTest::newRow("question twice")
        << u"faq.json"_s
        << u"{\"format\": 1, \"questions\": [{\"id\": \"a\", \"question\": \"Q\", \"answer\": \"A\"},"
           "{\"id\": ¦\"a\", \"question\": \"R\", \"answer\": \"A\"}]}"_s
        << u"duplicate-id $.questions[1].id (a)"_s;
    QTest::newRow("empty answer")
        << u"faq.json"_s
        << u"{\"format\": 1, \"questions\": [{\"id\": \"a\", \"question\": \"Q\", \"answer\": ¦\" \"}]}"_s
        << u"empty-text $.questions[0].answer ()"_s;
}

void TestGlossaryReader::reportsEachFault() {
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(QString, finding);
    const Folder folder;
    MarkedText marked = unmark(text);
    const QString file = folder.write(name, marked.text);
    Diagnostics findings;
    TextSources texts;
    readGlossary(folder.path(), kLessons, findings, texts);
    readFaq(folder.path(), kLessons, findings, texts);
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(findings.front().file, file);
    if (marked.line == 0) { // anywhere
        marked.line = findings.front().line;
        marked.column = findings.front().column;
    }
    QCOMPARE(toText(findings), expectedAt(marked, finding));
}

void TestGlossaryReader::aTermWithAFaultStaysKnown() {
    const Folder folder;
    folder.write(u"glossary.json"_s, R"({ "format": 1, "terms": [
        { "id": "a", "term": "A", "text": { "file": "missing.md" } } ] })");
    Diagnostics findings;
    TextSources texts;
    const Glossary glossary = readGlossary(folder.path(), kLessons, findings, texts);
    QCOMPARE(findings.size(), std::size_t(1));
    QVERIFY(glossary.find(u"a"_s));
}

void TestGlossaryReader::theCourseBringsThem() {
    const Folder folder;
    folder.write(u"slope/lesson.json"_s, R"({"format": 1, "id": "slope", "version": 1, "title": "T",
        "summary": "S", "minutes": 5, "steps": [{"id": "s", "title": "T", "text": "X"}]})");
    folder.write(u"course.json"_s, R"({"format": 1, "id": "c", "title": "C", "units": [
        {"id": "u", "title": "U", "lessons": ["slope"]}]})");
    folder.write(u"glossary.json"_s, R"({ "format": 1, "terms": [
        { "id": "a", "term": "A", "text": "T", "lessons": ["slope", "noise"] } ] })");
    folder.write(u"faq.json"_s, R"({ "format": 1, "questions": [
        { "id": "a", "question": "Q", "answer": "A", "lessons": ["slope"] } ] })");
    const auto reading = readCourse(folder.path());
    QVERIFY(reading.value); // a fault of the glossary does not close the course
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    QCOMPARE(reading.diagnostics.front().rule, Rule::UnknownLesson);
    QCOMPARE(reading.diagnostics.front().file, folder.path(u"glossary.json"_s));
    QVERIFY(reading.value->glossary.find(u"a"_s));
    QCOMPARE(reading.value->faq.size(), std::size_t(1));
}

void TestGlossaryReader::aLinkOutOfTheFolderIsNotFollowed() {
    const Folder elsewhere;
    const QString outside = elsewhere.write(u"glossary.json"_s, R"({ "format": 1, "terms": [] })");
    const Folder folder;
    QVERIFY(QFile::link(outside, folder.path(u"glossary.json"_s)));
    QVERIFY(QFile::link(u"/nowhere"_s, folder.path(u"faq.json"_s)));
    Diagnostics findings;
    TextSources texts;
    readGlossary(folder.path(), kLessons, findings, texts);
    readFaq(folder.path(), kLessons, findings, texts);
    QCOMPARE(findings.size(), std::size_t(2));
    QCOMPARE(findings[0].rule, Rule::OutsideFolder);
    QCOMPARE(findings[1].rule, Rule::FileNotFound);
}

QTEST_APPLESS_MAIN(TestGlossaryReader)
#include "test_glossary_reader.moc"
