#include "lesson/content_hash.h"
#include "lesson/json_document.h"
#include "lesson/placeholders.h"
#include "lesson/translation.h"
#include "marked_text.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace downhill;
using namespace downhill::lesson;
using namespace downhill::lesson::testing;
using namespace Qt::StringLiterals;

class TestTranslation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsEveryTextUnderAKeyOfItsOwn();
    void reachesEveryTextOfALesson();
    void hashesTextsAsOthersCan();
    void acceptsLanguages_data();
    void acceptsLanguages();
    void findsTranslations();
    void readsTextsOfEveryForm();
    void reportsEachFaultOfATranslation_data();
    void reportsEachFaultOfATranslation();
    void takesTheTextsOfALanguage();
    void keepsTheHashOfItsQuestions();
    void keepsTheSourceWhereTheTranslationCannotStandIn_data();
    void keepsTheSourceWhereTheTranslationCannotStandIn();
    void translatesACourseWithItsLessons();
    void opensTheLessonDespiteABrokenTranslation();
    void findsPlaceholdersThatOnlyOneTextHas_data();
    void findsPlaceholdersThatOnlyOneTextHas();
};

namespace {

Lesson everything() {
    const auto reading = readLesson(u"" DOWNHILL_TEST_DATA "/lessons/good/everything"_s);
    if (!reading.value)
        qFatal("%s", qPrintable(toText(reading.diagnostics)));
    return *reading.value;
}

/// A small lesson in the folder "small" of `folder`.
void writeLesson(const Folder& folder) {
    folder.write(u"small/lesson.json"_s,
                 R"({"format": 1, "id": "small", "version": 1, "title": "A title", "summary": "A summary",
                 "minutes": 5, "steps": [{"id": "one", "title": "First", "text": "With {{w}} in it",
                 "questions": [{"id": "q", "kind": "number", "prompt": "How many?", "answer": 1,
                 "tolerance": 0, "hints": ["Count."]}]}]})");
}

/// A translation of that lesson of which all but `entries` is well.
QString translationText(const QString& entries) {
    return u"{\"format\": 1, \"language\": \"de\", \"texts\": {%1}}"_s.arg(entries);
}

QString entry(const QString& key, const QString& source, const QString& text) {
    return u"\"%1\": {\"source\": \"%2\", \"text\": %3}"_s.arg(key, sourceHash(source), text);
}

QString allEntries() {
    return QStringList{entry(u"title"_s, u"A title"_s, u"\"Titel\""_s),
                       entry(u"summary"_s, u"A summary"_s, u"\"Kurz\""_s),
                       entry(u"steps.one.title"_s, u"First"_s, u"\"Erstens\""_s),
                       entry(u"steps.one.text"_s, u"With {{w}} in it"_s, u"[\"Mit {{ w }}\", \"darin\"]"_s),
                       entry(u"questions.q.prompt"_s, u"How many?"_s, u"\"Wie viele?\""_s),
                       entry(u"questions.q.hints.0"_s, u"Count."_s, u"\"Zähle.\""_s)}
        .join(u", "_s);
}

Reading<Lesson> readGerman(const Folder& folder, const QString& translation) {
    writeLesson(folder);
    folder.write(u"small/lesson.de.json"_s, translation.toUtf8());
    return readLesson(folder.path(u"small"_s), u"de"_s);
}

} // namespace

void TestTranslation::showsEveryTextUnderAKeyOfItsOwn() {
    QSet<QString> keys;
    const QRegularExpression form(u"\\A[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\z"_s);
    for (const SourceText& text : textsOf(everything())) {
        QVERIFY2(form.match(text.key).hasMatch(), qPrintable(text.key));
        QVERIFY2(!keys.contains(text.key), qPrintable(text.key));
        QVERIFY2(!text.text.isEmpty(), qPrintable(text.key));
        keys.insert(text.key);
    }
    for (const QString& key :
         {u"title"_s, u"objectives.1"_s, u"steps.from-file.text"_s, u"questions.one.choices.a.feedback"_s,
          u"questions.one.hints.1"_s, u"steps.from-file.experiment.runs.fast.name"_s,
          u"steps.from-file.experiment.controls.learning_rate.label"_s,
          u"steps.from-file.experiment.views.0.title"_s, u"questions.truth.when_true"_s})
        QVERIFY2(keys.contains(key), qPrintable(key));
    QVERIFY(!keys.contains(u"steps.from-file.experiment.runs.slow.name"_s)); // it is only the id
}

void TestTranslation::reachesEveryTextOfALesson() {
    // Words of the fixture that a student sees, found in the file itself rather than through the list.
    QFile file(u"" DOWNHILL_TEST_DATA "/lessons/good/everything/lesson.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    Diagnostics diagnostics;
    const auto document = JsonDocument::parse(file.readAll(), file.fileName(), diagnostics);
    QVERIFY(document);
    const QSet<QString> seen{u"title"_s,       u"summary"_s,   u"prompt"_s,     u"text"_s,  u"feedback"_s,
                             u"explanation"_s, u"label"_s,     u"name"_s,       u"unit"_s,  u"right"_s,
                             u"wrong"_s,       u"when_true"_s, u"when_false"_s, u"hints"_s, u"objectives"_s};
    QStringList written;
    std::vector<JsonValue> rest{document->root()};
    while (!rest.empty()) {
        const JsonValue value = rest.back();
        rest.pop_back();
        for (const JsonValue& child : value.children()) {
            const bool inList = value.type() == JsonType::Array;
            const QString key = inList ? value.key() : child.key();
            if (child.type() == JsonType::String && seen.contains(key) && !(inList && key == u"text"))
                written.append(child.string());
            rest.push_back(child);
        }
    }
    QVERIFY(written.size() > 30);
    QStringList shown;
    for (const SourceText& text : textsOf(everything()))
        shown.append(text.text);
    for (const QString& text : written)
        QVERIFY2(shown.contains(text), qPrintable(text));
}

void TestTranslation::hashesTextsAsOthersCan() {
    // printf 'Grüße' | sha256sum
    QCOMPARE(sourceHash(u"Grüße"_s), u"f83e039796c6453a"_s);
    QCOMPARE(sourceHash(QString()), u"e3b0c44298fc1c14"_s);
}

void TestTranslation::acceptsLanguages_data() {
    QTest::addColumn<bool>("accepted");
    for (const char* good : {"de", "pt-BR", "zh-Hant-TW", "gsw", "es-419"})
        QTest::newRow(good) << true;
    for (const char* bad : {"", "d", "DE", "german", "de_AT", "de-", "-de", "../de", "de-x", "de\n"})
        QTest::newRow(*bad ? bad : "nothing") << false;
}

void TestTranslation::acceptsLanguages() {
    QFETCH(bool, accepted);
    const QString tag = QString::fromLatin1(QTest::currentDataTag());
    QCOMPARE(isLanguage(tag == u"nothing" ? QString() : tag), accepted);
}

void TestTranslation::findsTranslations() {
    const Folder folder;
    for (const char* name : {"lesson.json", "lesson.pt-BR.json", "lesson.de.json", "lesson..json",
                             "lesson.schema.json", "course.fr.json", "lesson.de.json.bak"})
        folder.write(QString::fromLatin1(name), "{}");
    QCOMPARE(translationsIn(folder.path(), u"lesson"_s), (QStringList{u"de"_s, u"pt-BR"_s}));
    QCOMPARE(translationsIn(folder.path(u"nowhere"_s), u"lesson"_s), QStringList());
}

void TestTranslation::readsTextsOfEveryForm() {
    const Folder folder;
    folder.write(u"text.de.md"_s, "Aus einer Datei\r\n");
    folder.write(u"empty.de.md"_s, "\n");
    folder.write(u"lesson.de.json"_s, R"({"$schema": "s", "$comment": "Anna", "format": 1, "language": "de",
        "texts": {
            "a": {"source": "1", "text": "Ein Satz", "$comment": "gut"},
            "b": {"source": "2", "text": ["Zwei", "Zeilen"], "stale": true, "previous": ["Old", "lines"]},
            "c": {"source": "3", "text": {"file": "text.de.md"}},
            "d": {"source": "4", "text": "", "original": "New"},
            "e": {"source": "5", "text": {"file": "empty.de.md"}}},
        "removed": {"x": {"source": "6", "text": "Weg"}}})");
    const auto reading = readTranslation(folder.path(), u"lesson"_s, u"de"_s);
    QVERIFY2(reading.value && reading.diagnostics.empty(), qPrintable(toText(reading.diagnostics)));
    const Translation& read = *reading.value;
    QCOMPARE(read.language, u"de"_s);
    QCOMPARE(read.comment, u"Anna"_s);
    QCOMPARE(read.texts.size(), std::size_t(5));
    QCOMPARE(read.texts[0].key, u"a"_s);
    QCOMPARE(read.texts[0].source, u"1"_s);
    QCOMPARE(read.texts[0].text, u"Ein Satz"_s);
    QCOMPARE(read.texts[0].comment, u"gut"_s);
    QCOMPARE(read.texts[0].place.line, 3);
    QCOMPARE(read.texts[0].place.path, u"$.texts.a"_s);
    QCOMPARE(read.texts[1].text, u"Zwei\nZeilen"_s);
    QVERIFY(read.texts[1].stale && !read.texts[0].stale);
    QVERIFY(read.texts[1].previous == u"Old\nlines"_s && !read.texts[1].original);
    QCOMPARE(read.texts[2].text, u"Aus einer Datei\n"_s);
    QCOMPARE(read.texts[2].file, u"text.de.md"_s);
    QVERIFY(read.texts[3].text.isEmpty() && read.texts[3].original == u"New"_s);
    QVERIFY(read.texts[4].text.isEmpty());
    QCOMPARE(read.texts[4].file, u"empty.de.md"_s);
    QCOMPARE(read.removed.size(), std::size_t(1));
    QCOMPARE(read.removed[0].text, u"Weg"_s);
}

void TestTranslation::reportsEachFaultOfATranslation_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding");
    const auto whole = [](const char* name, const QString& text, const QString& finding) {
        QTest::newRow(name) << text << finding;
    };
    const auto texts = [&](const char* name, const QString& more, const QString& finding) {
        whole(name, translationText(allEntries() + more), finding);
    };
    whole("another language", translationText(allEntries()).replace(u"\"de\""_s, u"¦\"fr\""_s),
          u"unknown-word $.language (fr|de|de)"_s);
    whole("future format", u"{\"format\": ¦2}"_s, u"unsupported-format $.format (2|1)"_s);
    whole("no texts", u"¦{\"format\": 1, \"language\": \"de\"}"_s, u"missing-key $ (texts)"_s);
    whole("texts in a list", u"{\"format\": 1, \"language\": \"de\", \"texts\": ¦[]}"_s,
          u"wrong-type $.texts (object|array)"_s);
    texts("no hash", u", \"x\": ¦{\"text\": \"\"}"_s, u"missing-key $.texts.x (source)"_s);
    texts("unknown text", u", ¦"_s + entry(u"questions.p.prompt"_s, u"?"_s, u"\"?\""_s),
          u"unknown-text $.texts[\"questions.p.prompt\"] (questions.p.prompt)"_s);
    texts("text twice", u", ¦"_s + entry(u"title"_s, u"A title"_s, u"\"Titel\""_s),
          u"duplicate-key $.texts.title (title)"_s);
    whole("missing",
          translationText(allEntries())
              .replace(u"\"Kurz\""_s, u"\"\""_s)
              .replace(u"\"summary\""_s, u"¦\"summary\""_s),
          u"missing-translation $.texts.summary (de|summary)"_s);
    whole("not there at all",
          u"{\"format\": 1, \"language\": \"de\", ¦\"texts\": {%1}}"_s.arg(
              allEntries().remove(entry(u"title"_s, u"A title"_s, u"\"Titel\""_s) + u", "_s)),
          u"missing-translation $.texts (de|title)"_s);
    whole("stale",
          translationText(allEntries())
              .replace(entry(u"title"_s, u"A title"_s, u"\"Titel\""_s),
                       u"¦"_s + entry(u"title"_s, u"An older title"_s, u"\"Titel\""_s)),
          u"stale-translation $.texts.title (de|title)"_s);
    whole("marked stale",
          translationText(allEntries())
              .replace(u"\"Titel\"}"_s, u"\"Titel\", \"stale\": true}"_s)
              .replace(u"\"title\""_s, u"¦\"title\""_s),
          u"stale-translation $.texts.title (de|title)"_s);
    whole("lost value",
          translationText(allEntries())
              .replace(u"{{ w }}"_s, u"{{v}}"_s)
              .replace(u"\"steps.one.text\""_s, u"¦\"steps.one.text\""_s),
          u"lost-placeholder $.texts[\"steps.one.text\"] ({{v}})\n"
          "lost-placeholder $.texts[\"steps.one.text\"] ({{w}})"_s);
    texts("out of the folder", u", \"x\": {\"source\": \"1\", \"text\": {\"file\": ¦\"../x.md\"}}"_s,
          u"outside-folder $.texts.x.text.file (../x.md)"_s);
}

void TestTranslation::reportsEachFaultOfATranslation() {
    QFETCH(QString, text);
    QFETCH(QString, finding);
    const MarkedText marked = unmark(text);
    const Folder folder;
    const auto reading = readGerman(folder, QString::fromUtf8(marked.text));
    QStringList found;
    bool placed = false;
    for (const Diagnostic& each : reading.diagnostics) {
        found.append(u"%1 %2 (%3)"_s.arg(ruleId(each.rule), each.path, each.arguments.join(u'|')));
        placed = placed || (each.line == marked.line && each.column == marked.column);
        QCOMPARE(each.file, folder.path(u"small/lesson.de.json"_s));
    }
    QVERIFY(reading.value);
    QCOMPARE(found.join(u'\n'), finding);
    QVERIFY2(placed, qPrintable(toText(reading.diagnostics)));
}

void TestTranslation::takesTheTextsOfALanguage() {
    const Folder folder;
    const auto reading = readGerman(folder, translationText(allEntries()));
    QVERIFY2(reading.value && reading.diagnostics.empty(), qPrintable(toText(reading.diagnostics)));
    QStringList texts;
    for (const SourceText& text : textsOf(*reading.value))
        texts.append(text.text);
    QCOMPARE(texts.join(u'|'), u"Titel|Kurz|Erstens|Mit {{ w }}\ndarin|Wie viele?|Zähle."_s);

    const auto french = readLesson(folder.path(u"small"_s), u"fr"_s);
    QVERIFY(french.value && french.diagnostics.empty());
    QCOMPARE(french.value->title, u"A title"_s);

    const auto austrian = readLesson(folder.path(u"small"_s), u"de-AT"_s); // the nearest there is
    QVERIFY(austrian.value && austrian.diagnostics.empty());
    QCOMPARE(austrian.value->title, u"Titel"_s);
}

void TestTranslation::keepsTheHashOfItsQuestions() {
    const Folder folder;
    const auto german = readGerman(folder, translationText(allEntries()));
    const auto english = readLesson(folder.path(u"small"_s));
    const Question& question = german.value->steps[0].questions[0];
    QCOMPARE(question.prompt, u"Wie viele?"_s);
    QCOMPARE(contentHash(question), contentHash(english.value->steps[0].questions[0]));
}

void TestTranslation::keepsTheSourceWhereTheTranslationCannotStandIn_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("empty") << u"[\"Mit {{ w }}\", \"darin\"]"_s << u"\"\""_s;
    QTest::newRow("without the value") << u"{{ w }}"_s << u"w"_s;
    QTest::newRow("with a gap of its own") << u"{{ w }}"_s << u"{{w}} [[gap]]"_s;
    QTest::newRow("of an older text") << sourceHash(u"With {{w}} in it"_s) << sourceHash(u"With {{w}}"_s);
    QTest::newRow("marked stale") << u"\"darin\"]"_s << u"\"darin\"], \"stale\": true"_s;
}

void TestTranslation::keepsTheSourceWhereTheTranslationCannotStandIn() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    const Folder folder;
    const auto reading = readGerman(folder, translationText(allEntries()).replace(before, after));
    QVERIFY(reading.value);
    QVERIFY(!reading.diagnostics.empty());
    QCOMPARE(reading.value->steps[0].text, u"With {{w}} in it"_s);
    QCOMPARE(reading.value->title, u"Titel"_s);
}

void TestTranslation::translatesACourseWithItsLessons() {
    const Folder folder;
    const auto german = [&](const QString& document, const QString& entries) {
        folder.write(translationName(document, u"de"_s), translationText(entries).toUtf8());
    };
    writeLesson(folder);
    folder.write(u"small/lesson.de.json"_s,
                 translationText(allEntries() + u", "_s + entry(u"gone"_s, u"x"_s, u"\"y\""_s)).toUtf8());
    folder.write(u"course.json"_s, R"({"format": 1, "id": "c", "title": "Course", "units": [
        {"id": "u", "title": "Unit", "summary": "Part", "lessons": ["small"]}]})");
    folder.write(u"glossary.json"_s, R"({"format": 1, "terms": [
        {"id": "rate", "term": "Rate", "also": ["step size", "alpha"], "text": "How far."}]})");
    folder.write(u"faq.json"_s, R"({"format": 1, "questions": [
        {"id": "why", "question": "Why?", "answer": "So."}]})");
    german(u"course"_s, entry(u"title"_s, u"Course"_s, u"\"Kurs\""_s) + u", "_s +
                            entry(u"units.u.title"_s, u"Unit"_s, u"\"Teil\""_s) + u", "_s +
                            entry(u"units.u.summary"_s, u"Part"_s, u"\"Abschnitt\""_s));
    german(u"glossary"_s, entry(u"terms.rate.term"_s, u"Rate"_s, u"\"Lernrate\""_s) + u", "_s +
                              entry(u"terms.rate.also"_s, u"step size\nalpha"_s,
                                    u"[\"Schrittweite\", \"Alpha\", \"Rate\"]"_s) +
                              u", "_s + entry(u"terms.rate.text"_s, u"How far."_s, u"\"Wie weit.\""_s));
    german(u"faq"_s, entry(u"questions.why.question"_s, u"Why?"_s, u"\"Warum?\""_s));

    const auto reading = readCourse(folder.path(), u"de"_s);
    QVERIFY(reading.value);
    const Course& course = *reading.value;
    QCOMPARE(course.title, u"Kurs"_s);
    QCOMPARE(course.units[0].title, u"Teil"_s);
    QCOMPARE(course.units[0].summary, u"Abschnitt"_s);
    QCOMPARE(course.glossary.terms[0].term, u"Lernrate"_s);
    QCOMPARE(course.glossary.terms[0].also, (QStringList{u"Schrittweite"_s, u"Alpha"_s, u"Rate"_s}));
    QCOMPARE(course.glossary.terms[0].text, u"Wie weit."_s);
    QCOMPARE(course.faq[0].question, u"Warum?"_s);
    QCOMPARE(course.faq[0].answer, u"So."_s);
    QCOMPARE(course.lessons.size(), std::size_t(1)); // a fault of its translation does not close it
    QCOMPARE(course.lessons[0].title, u"Titel"_s);
    QStringList found;
    for (const Diagnostic& each : reading.diagnostics)
        found.append(ruleId(each.rule));
    QCOMPARE(found, (QStringList{u"missing-translation"_s, u"unknown-text"_s}));
}

void TestTranslation::opensTheLessonDespiteABrokenTranslation() {
    const Folder folder;
    const auto reading = readGerman(folder, u"{"_s);
    QVERIFY(reading.value);
    QCOMPARE(reading.value->title, u"A title"_s);
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    QVERIFY(reading.diagnostics[0].rule == Rule::NotJson);
}

void TestTranslation::findsPlaceholdersThatOnlyOneTextHas_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("translation");
    QTest::addColumn<QString>("different");
    QTest::newRow("none") << u"Two"_s << u"Zwei"_s << QString();
    QTest::newRow("same") << u"{{a}} and {{ b + 1 }}"_s << u"{{b+1}} und {{a}}, nochmals {{a}}"_s
                          << QString();
    QTest::newRow("lost") << u"{{a}} [[g]]"_s << u"[[g]]"_s << u"{{a}}"_s;
    QTest::newRow("made up") << u"a"_s << u"[[g-1]]"_s << u"[[g-1]]"_s;
    QTest::newRow("no gap") << u"x[[0], [1]]"_s << u"x"_s << QString();
}

void TestTranslation::findsPlaceholdersThatOnlyOneTextHas() {
    QFETCH(QString, source);
    QFETCH(QString, translation);
    QFETCH(QString, different);
    QCOMPARE(differentPlaceholders(source, translation).join(u'|'), different);
}

QTEST_GUILESS_MAIN(TestTranslation)
#include "test_translation.moc"
