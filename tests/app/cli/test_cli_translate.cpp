#include "command_line_run.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestCliTranslate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesATranslationToFillIn();
    void bringsItUpToDate();
    void aFolderMayBeNamedFromTheWorkingFolder();
    void translatesACourseWithItsLessons();
    void leavesABrokenTranslationAlone();
    void refusesABrokenLesson();
    void refusesWrongUse_data();
    void refusesWrongUse();
};

namespace {

void writeLesson(const QString& folder, const QByteArray& title) {
    QDir().mkpath(folder);
    QVERIFY(writeFile(folder + u"/one.md"_s, "Words in a file.\n"));
    QVERIFY(writeFile(folder + u"/lesson.json"_s, R"({"format": 1, "id": "small", "version": 1, "title": ")" +
                                                      title +
                                                      R"(", "summary": "S", "minutes": 5, "steps": [
                          {"id": "one", "title": "First", "text": {"file": "one.md"}}]})"));
}

} // namespace

void TestCliTranslate::writesATranslationToFillIn() {
    const QTemporaryDir dir;
    const QString folder = dir.filePath(u"small"_s);
    writeLesson(folder, "Title");
    const CommandLineRun run = runCommandLine({u"translate"_s, folder, u"de"_s});
    QVERIFY2(run.status == 0, run.errors.constData());
    QCOMPARE(QString::fromUtf8(run.output),
             folder + u"/lesson.de.json: texts: 4, added: 4, moved: 0, removed: 0; to translate: 4, "
                      "to look through: 0\n"_s);
    QCOMPARE(readFile(folder + u"/lesson.de.json"_s), QByteArray(R"({
  "format": 1,
  "language": "de",
  "texts": {
    "title": {
      "source": "7e8cd2056da73a7f",
      "original": "Title",
      "text": ""
    },
    "summary": {
      "source": "8de0b3c47f112c59",
      "original": "S",
      "text": ""
    },
    "steps.one.title": {
      "source": "a151ceb1711aad52",
      "original": "First",
      "text": ""
    },
    "steps.one.text": {
      "source": "1de971477e52f37e",
      "text": {
        "file": "one.de.md"
      }
    }
  }
}
)"));
    QCOMPARE(readFile(folder + u"/one.de.md"_s), QByteArray(""));
}

void TestCliTranslate::bringsItUpToDate() {
    const QTemporaryDir dir;
    const QString folder = dir.filePath(u"small"_s);
    const QString file = folder + u"/lesson.de.json"_s;
    writeLesson(folder, "Title");
    QCOMPARE(runCommandLine({u"translate"_s, folder, u"de"_s}).status, 0);
    QVERIFY(writeFile(file, readFile(file).replace("\"text\": \"\"", "\"text\": \"Wörter\"")));
    QVERIFY(writeFile(folder + u"/one.de.md"_s, "Wörter.\n"));
    writeLesson(folder, "Another title");
    const CommandLineRun run = runCommandLine({u"translate"_s, folder + u"/lesson.json"_s, u"de"_s});
    QVERIFY2(run.status == 0, run.errors.constData());
    QVERIFY2(run.output.contains("added: 0, moved: 0, removed: 0; to translate: 0, to look through: 1"),
             run.output.constData());
    const QByteArray now = readFile(file);
    QVERIFY(now.contains("\"stale\": true"));
    QVERIFY(now.contains("\"previous\": \"Title\""));
    QVERIFY(now.contains("\"original\": \"Another title\""));
    QCOMPARE(now.count("\"text\": \"Wörter\""), 3);
    QCOMPARE(readFile(folder + u"/one.de.md"_s), QByteArray("Wörter.\n"));
}

void TestCliTranslate::aFolderMayBeNamedFromTheWorkingFolder() {
    const QTemporaryDir dir;
    writeLesson(dir.filePath(u"small"_s), "Title");
    const CommandLineRun run = runCommandLine({u"translate"_s, u"small"_s, u"de"_s}, dir.path());
    QVERIFY2(run.status == 0, run.errors.constData());
    QVERIFY(readFile(dir.filePath(u"small/lesson.de.json"_s)).contains("\"file\": \"one.de.md\""));
    QVERIFY(QFile::exists(dir.filePath(u"small/one.de.md"_s)));
}

void TestCliTranslate::translatesACourseWithItsLessons() {
    const QTemporaryDir dir;
    writeLesson(dir.filePath(u"small"_s), "Title");
    QVERIFY(writeFile(dir.filePath(u"course.json"_s), R"({"format": 1, "id": "c", "title": "Course",
        "units": [{"id": "u", "title": "Unit", "lessons": ["small"]}]})"));
    QVERIFY(writeFile(dir.filePath(u"glossary.json"_s),
                      R"({"format": 1, "terms": [{"id": "rate", "term": "Rate", "text": "How far."}]})"));
    const CommandLineRun run = runCommandLine({u"translate"_s, dir.path(), u"fr"_s});
    QVERIFY2(run.status == 0, run.errors.constData());
    QCOMPARE(run.output.count('\n'), 3);
    QVERIFY(readFile(dir.filePath(u"course.fr.json"_s)).contains("\"units.u.title\""));
    QVERIFY(readFile(dir.filePath(u"glossary.fr.json"_s)).contains("\"terms.rate.text\""));
    QVERIFY(readFile(dir.filePath(u"small/lesson.fr.json"_s)).contains("\"steps.one.title\""));
    QVERIFY(!QFile::exists(dir.filePath(u"faq.fr.json"_s)));
}

void TestCliTranslate::leavesABrokenTranslationAlone() {
    const QTemporaryDir dir;
    const QString folder = dir.filePath(u"small"_s);
    writeLesson(folder, "Title");
    const QByteArray broken = R"({"format": 1, "language": "de", "texts": {"title": {"text": "Titel"}}})";
    QVERIFY(writeFile(folder + u"/lesson.de.json"_s, broken));
    const CommandLineRun run = runCommandLine({u"translate"_s, folder, u"de"_s});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.errors.contains("missing-key"), run.errors.constData());
    QCOMPARE(readFile(folder + u"/lesson.de.json"_s), broken);
}

void TestCliTranslate::refusesABrokenLesson() {
    const QTemporaryDir dir;
    const QString folder = dir.filePath(u"small"_s);
    writeLesson(folder, "Title\", \"colour\": \"red");
    const CommandLineRun run = runCommandLine({u"translate"_s, folder, u"de"_s});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.errors.contains("unknown-key"), run.errors.constData());
    QVERIFY(!QFile::exists(folder + u"/lesson.de.json"_s));
}

void TestCliTranslate::refusesWrongUse_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("no language") << QStringList{u"lesson"_s};
    QTest::newRow("no such language") << QStringList{u"lesson"_s, u"../de"_s};
    QTest::newRow("too much") << QStringList{u"lesson"_s, u"de"_s, u"fr"_s};
}

void TestCliTranslate::refusesWrongUse() {
    QFETCH(QStringList, arguments);
    const CommandLineRun run = runCommandLine(QStringList{u"translate"_s} + arguments);
    QCOMPARE(run.status, 2);
    QVERIFY(run.errors.contains("usage: downhill-cli translate LESSON LANGUAGE"));
}

QTEST_GUILESS_MAIN(TestCliTranslate)
#include "test_cli_translate.moc"
