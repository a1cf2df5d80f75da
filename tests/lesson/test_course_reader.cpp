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
    void keepsUnitsInOrderWithAllTheirLessons();
    void aCourseHasNoMoreLessonsThanItMay();
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
                 QStringLiteral("{\"format\": 1, \"id\": \"c\", \"title\": \"C\", \"units\": [\n"
                                "{\"id\": \"u\", \"title\": \"U\", \"lessons\": [%1]}]}")
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
    const QString head = QStringLiteral("{\"format\": 1, \"id\": \"c\", \"title\": \"C\", ");
    const auto unit = [&](const QString& keys) {
        return head + QStringLiteral("\"units\": [{\"id\": \"u\", \"title\": \"U\"") + keys +
               QStringLiteral("}]}");
    };
    row("not JSON", QStringLiteral("{¦"), QStringLiteral("not-json  (Missing a name for object member)"),
        false);
    row("format", QStringLiteral("{\"format\": ¦9}"), QStringLiteral("unsupported-format $.format (9|1)"),
        false);
    row("no units", QStringLiteral("¦{\"format\": 1, \"id\": \"c\", \"title\": \"C\"}"),
        QStringLiteral("missing-key $ (units)"), false);
    row("unknown key", unit(QStringLiteral(", \"lessons\": [\"a\"], ¦\"lesson\": 1")),
        QStringLiteral("unknown-key $.units[0].lesson (lesson|lessons|id, title, summary, lessons)"), false);
    row("unknown lesson", unit(QStringLiteral(", \"lessons\": [\"a\", ¦\"b\"]")),
        QStringLiteral("unknown-lesson $.units[0].lessons[1] (b)"), true);
    row("path for an id", unit(QStringLiteral(", \"lessons\": [¦\"../a\", \"a\"]")),
        QStringLiteral("bad-id $.units[0].lessons[0] (../a)"), true);
    row("lesson twice", unit(QStringLiteral(", \"lessons\": [\"a\", ¦\"a\"]")),
        QStringLiteral("duplicate-id $.units[0].lessons[1] (a)"), true);
    row("lesson in two units",
        unit(QStringLiteral(
            ", \"lessons\": [\"a\"]}, {\"id\": \"v\", \"title\": \"V\", \"lessons\": [¦\"a\"]")),
        QStringLiteral("duplicate-id $.units[1].lessons[0] (a)"), true);
    row("unit twice",
        unit(QStringLiteral(
            ", \"lessons\": [\"a\"]}, {\"id\": ¦\"u\", \"title\": \"V\", \"lessons\": [\"b\"]")),
        QStringLiteral("duplicate-id $.units[1].id (u)"), false);
    row("a lesson that no unit names",
        head + QStringLiteral("¦\"units\": [{\"id\": \"u\", \"title\": \"U\", \"lessons\": [\"b\"]}]}"),
        QStringLiteral("unlisted-lesson $.units (a)"), true);
}

void TestCourseReader::reportsEachFaultOfTheCourse() {
    QFETCH(QString, text);
    QFETCH(QString, finding);
    QFETCH(bool, open);
    const Folder folder;
    const MarkedText marked = unmark(text);
    writeLesson(folder, QStringLiteral("a"));
    if (text.contains(QStringLiteral("\"b\"]")) && !finding.startsWith(QStringLiteral("unknown-lesson")))
        writeLesson(folder, QStringLiteral("b"));
    folder.write(QStringLiteral("course.json"), marked.text);
    const auto reading = readCourse(folder.path());
    QCOMPARE(toText(reading.diagnostics), expectedAt(marked, finding));
    QCOMPARE(reading.value.has_value(), open);
    if (open)
        QCOMPARE(idsOf(reading), finding.startsWith(u"unlisted") ? QStringLiteral("b") : QStringLiteral("a"));
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
             QStringLiteral("not-json 1:14  (Missing a name for object member)"));
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
    QCOMPARE(toText(reading.diagnostics), QStringLiteral("unlisted-lesson 1:40 $.units (z)\n"
                                                         "unknown-lesson 2:19 $.requires[1] (z)"));
    QCOMPARE(reading.diagnostics.back().file, folder.path(QStringLiteral("a/lesson.json")));
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
    QCOMPARE(toText(reading.diagnostics), QStringLiteral("outside-folder 2:39 $.units[0].lessons[0] (a)"));
    QCOMPARE(idsOf(reading), QStringLiteral("b"));
}

void TestCourseReader::keepsUnitsInOrderWithAllTheirLessons() {
    const Folder folder;
    for (const char* id : {"a", "b", "d"})
        writeLesson(folder, QLatin1String(id));
    folder.write(QStringLiteral("c/lesson.json"), "{}");
    folder.write(QStringLiteral("course.json"),
                 R"({"format": 1, "id": "c", "title": "C", "summary": "S", "units": [
                 {"id": "second", "title": "Two", "lessons": ["d", "c"]},
                 {"id": "first", "title": "One", "summary": "Sum", "lessons": ["b", "nowhere", "a"]}]})");
    const auto reading = readCourse(folder.path());
    QVERIFY(reading.value);
    const Course& course = *reading.value;
    QCOMPARE(course.summary, QStringLiteral("S"));
    QCOMPARE(course.folder, folder.path());
    QCOMPARE(course.units.size(), std::size_t(2));
    QCOMPARE(course.units[0].id, QStringLiteral("second"));
    QCOMPARE(course.units[1].title, QStringLiteral("One"));
    QCOMPARE(course.units[1].summary, QStringLiteral("Sum"));
    // One that cannot be read keeps its place, one that is not there has none.
    QCOMPARE(course.units[0].lessons, (QStringList{QStringLiteral("d"), QStringLiteral("c")}));
    QCOMPARE(course.units[1].lessons, (QStringList{QStringLiteral("b"), QStringLiteral("a")}));
    QCOMPARE(idsOf(reading), QStringLiteral("d b a"));
    QVERIFY(course.find(QStringLiteral("b")) == &course.lessons[1]);
    QVERIFY(!course.find(QStringLiteral("c")));
    QCOMPARE(course.lessonIds().size(), 4);
    QVERIFY(course.lessonIds().contains(QStringLiteral("c")));
}

void TestCourseReader::aCourseHasNoMoreLessonsThanItMay() {
    const Folder folder;
    QStringList units;
    for (int unit = 0; unit < 3; ++unit) {
        QStringList ids;
        for (int i = 0; i < 90; ++i)
            ids.append(QStringLiteral("\"x%1-%2\"").arg(unit).arg(i));
        units.append(QStringLiteral("{\"id\": \"u%1\", \"title\": \"U\", \"lessons\": [%2]}")
                         .arg(unit)
                         .arg(ids.join(u',')));
    }
    folder.write(QStringLiteral("course.json"),
                 QStringLiteral("{\"format\": 1, \"id\": \"c\", \"title\": \"C\", \"units\": [%1]}")
                     .arg(units.join(u','))
                     .toUtf8());
    const auto reading = readCourse(folder.path());
    QVERIFY(!reading.value);
    QCOMPARE(reading.diagnostics.size(), std::size_t(181)); // 180 lessons that are not there
    const auto& last = reading.diagnostics.back();
    QCOMPARE(last.rule, Rule::WrongLength);
    QCOMPARE(last.path, QStringLiteral("$.units[2].lessons"));
    QCOMPARE(last.arguments.front(), QStringLiteral("270"));
}

QTEST_APPLESS_MAIN(TestCourseReader)
#include "test_course_reader.moc"
