#include "lesson/reader.h"
#include "marked_text.h"

#include <QTest>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;

class TestCourseReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrderOfTheCourse();
    void reportsEachFaultOfTheCourse_data();
    void reportsEachFaultOfTheCourse();
    void leavesOutLessonsWithFindings();
    void reportsPrerequisitesThatTheCourseDoesNotHave();
    void reportsACycleInEveryLessonOfIt();
    void doesNotFollowALinkOutOfTheCourse();
};

namespace {

void writeLesson(const Folder& folder, const QString& id, const QString& prerequisites = {}) {
    folder.write(id + QStringLiteral("/lesson.json"),
                 QStringLiteral(
                     "{\"format\": 1, \"id\": \"%1\", \"version\": 1, \"title\": \"T\", \"summary\": \"S\",\n"
                     "\"requires\": [%2], \"minutes\": 5,\n"
                     "\"steps\": [{\"id\": \"s\", \"title\": \"T\", \"text\": \"X\"}]}")
                     .arg(id, prerequisites)
                     .toUtf8());
}

void writeCourse(const Folder& folder, const QString& lessons) {
    folder.write(QStringLiteral("course.json"),
                 QStringLiteral("{\"format\": 1, \"id\": \"c\", \"title\": \"C\", \"lessons\": [%1]}")
                     .arg(lessons)
                     .toUtf8());
}

QString idsOf(const Reading<Course>& reading) {
    QStringList ids;
    for (const Lesson& lesson : reading.value->lessons)
        ids.append(lesson.id);
    return ids.join(u' ');
}

} // namespace

void TestCourseReader::keepsTheOrderOfTheCourse() {
    const Folder folder;
    writeLesson(folder, QStringLiteral("b"), QStringLiteral("\"a\""));
    writeLesson(folder, QStringLiteral("a"));
    writeLesson(folder, QStringLiteral("not-listed"), QStringLiteral("\"nowhere\""));
    writeCourse(folder, QStringLiteral("\"b\", \"a\""));
    const auto reading = readCourse(folder.path());
    QVERIFY2(reading.diagnostics.empty(), qPrintable(toText(reading.diagnostics)));
    QCOMPARE(reading.value->id, QStringLiteral("c"));
    QCOMPARE(reading.value->title, QStringLiteral("C"));
    QCOMPARE(idsOf(reading), QStringLiteral("b a"));
    QCOMPARE(reading.value->lessons.front().folder, folder.path(QStringLiteral("b")));
}

void TestCourseReader::reportsEachFaultOfTheCourse_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding");
    QTest::addColumn<bool>("open"); ///< whether the course can be used all the same
    const auto row = [](const char* name, const QString& text, const QString& finding, bool open) {
        QTest::newRow(name) << text << finding << open;
    };
    row("not JSON", QStringLiteral("{¦"), QStringLiteral("not-json  (Missing a name for object member.)"),
        false);
    row("format", QStringLiteral("{\"format\": ¦9}"), QStringLiteral("unsupported-format $.format (9|1)"),
        false);
    row("no lessons", QStringLiteral("¦{\"format\": 1, \"id\": \"c\", \"title\": \"C\"}"),
        QStringLiteral("missing-key $ (lessons)"), false);
    row("unknown key",
        QStringLiteral(
            "{\"format\": 1, \"id\": \"c\", \"title\": \"C\", \"lessons\": [\"a\"], ¦\"lesson\": 1}"),
        QStringLiteral("unknown-key $.lesson (lesson|lessons|format, id, title, lessons)"), false);
    row("unknown lesson",
        QStringLiteral("{\"format\": 1, \"id\": \"c\", \"title\": \"C\", \"lessons\": [\"a\", ¦\"b\"]}"),
        QStringLiteral("unknown-lesson $.lessons[1] (b)"), true);
    row("path for an id",
        QStringLiteral("{\"format\": 1, \"id\": \"c\", \"title\": \"C\", \"lessons\": [¦\"../a\", \"a\"]}"),
        QStringLiteral("bad-id $.lessons[0] (../a)"), true);
    row("lesson twice",
        QStringLiteral("{\"format\": 1, \"id\": \"c\", \"title\": \"C\", \"lessons\": [\"a\", ¦\"a\"]}"),
        QStringLiteral("duplicate-id $.lessons[1] (a)"), true);
}

void TestCourseReader::reportsEachFaultOfTheCourse() {
    QFETCH(QString, text);
    QFETCH(QString, finding);
    QFETCH(bool, open);
    const Folder folder;
    const MarkedText marked = unmark(text);
    writeLesson(folder, QStringLiteral("a"));
    folder.write(QStringLiteral("course.json"), marked.text);
    const auto reading = readCourse(folder.path());
    const QString place = QStringLiteral(" %1:%2 ").arg(marked.line).arg(marked.column);
    QCOMPARE(toText(reading.diagnostics), finding.replace(finding.indexOf(u' '), 1, place));
    QCOMPARE(reading.value.has_value(), open);
    if (open)
        QCOMPARE(idsOf(reading), QStringLiteral("a"));
}

void TestCourseReader::leavesOutLessonsWithFindings() {
    const Folder folder;
    writeLesson(folder, QStringLiteral("a"));
    const QString broken = folder.write(QStringLiteral("b/lesson.json"), "{\"format\": 1,}");
    writeLesson(folder, QStringLiteral("c"), QStringLiteral("\"b\""));
    writeCourse(folder, QStringLiteral("\"a\", \"b\", \"c\""));
    const auto reading = readCourse(folder.path());
    QCOMPARE(idsOf(reading), QStringLiteral("a c"));
    QCOMPARE(toText(reading.diagnostics),
             QStringLiteral("not-json 1:14  (Missing a name for object member.)"));
    QCOMPARE(reading.diagnostics.front().file, broken);
}

void TestCourseReader::reportsPrerequisitesThatTheCourseDoesNotHave() {
    const Folder folder;
    writeLesson(folder, QStringLiteral("a"), QStringLiteral("\"b\", \"z\""));
    writeLesson(folder, QStringLiteral("b"));
    writeLesson(folder, QStringLiteral("z"));
    writeCourse(folder, QStringLiteral("\"a\", \"b\""));
    const auto reading = readCourse(folder.path());
    QCOMPARE(idsOf(reading), QStringLiteral("b"));
    QCOMPARE(toText(reading.diagnostics), QStringLiteral("unknown-lesson 2:19 $.requires[1] (z)"));
    QCOMPARE(reading.diagnostics.front().file, folder.path(QStringLiteral("a/lesson.json")));
}

void TestCourseReader::reportsACycleInEveryLessonOfIt() {
    const Folder folder;
    writeLesson(folder, QStringLiteral("a"), QStringLiteral("\"d\", \"b\""));
    writeLesson(folder, QStringLiteral("b"), QStringLiteral("\"c\""));
    writeLesson(folder, QStringLiteral("c"), QStringLiteral("\"a\""));
    writeLesson(folder, QStringLiteral("d"));
    writeLesson(folder, QStringLiteral("e"), QStringLiteral("\"c\""));
    writeCourse(folder, QStringLiteral("\"e\", \"a\", \"b\", \"c\", \"d\""));
    const auto reading = readCourse(folder.path());
    QCOMPARE(toText(reading.diagnostics),
             QStringLiteral("cyclic-requirement 2:19 $.requires[1] (a → b → c → a)\n"
                            "cyclic-requirement 2:14 $.requires[0] (b → c → a → b)\n"
                            "cyclic-requirement 2:14 $.requires[0] (c → a → b → c)"));
    QCOMPARE(idsOf(reading), QStringLiteral("e d"));
}

void TestCourseReader::doesNotFollowALinkOutOfTheCourse() {
    const Folder elsewhere;
    const Folder folder;
    writeLesson(elsewhere, QStringLiteral("a"));
    writeLesson(folder, QStringLiteral("b"));
    QVERIFY(QFile::link(elsewhere.path(QStringLiteral("a")), folder.path(QStringLiteral("a"))));
    writeCourse(folder, QStringLiteral("\"a\", \"b\""));
    const auto reading = readCourse(folder.path());
    QCOMPARE(toText(reading.diagnostics), QStringLiteral("outside-folder 1:52 $.lessons[0] (a)"));
    QCOMPARE(idsOf(reading), QStringLiteral("b"));
}

QTEST_APPLESS_MAIN(TestCourseReader)
#include "test_course_reader.moc"
