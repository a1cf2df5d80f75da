#include "lesson/library.h"
#include "marked_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace downhill::lesson;
using namespace downhill::lesson::testing;

namespace {

void writeLesson(const Folder& folder, const QString& place, const QString& id,
                 const QString& required = {}) {
    folder.write(place + u"/lesson.json"_s,
                 u"{\"format\": 1, \"id\": \"%1\", \"version\": 1, \"title\": \"Title of %1\","
                 " \"summary\": \"S\", \"requires\": [%2], \"minutes\": 5,"
                 " \"steps\": [{\"id\": \"s\", \"title\": \"T\", \"text\": \"X\"}]}"_s.arg(id, required)
                     .toUtf8());
}

/// A course with one lesson, "a".
void writeCourse(const Folder& folder, const QString& place, const QString& id) {
    writeLesson(folder, place + u"/a"_s, u"a"_s);
    folder.write(place + u"/course.json"_s,
                 u"{\"format\": 1, \"id\": \"%1\", \"title\": \"C\", \"units\": ["
                 "{\"id\": \"u\", \"title\": \"U\", \"lessons\": [\"a\"]}]}"_s.arg(id)
                     .toUtf8());
}

/// "shipped downhill, installed -": origins and ids, a hyphen where there is no course.
QString shelf(const std::vector<FoundCourse>& courses) {
    const QStringList origins{u"opened"_s, u"shipped"_s, u"installed"_s};
    QStringList all;
    for (const FoundCourse& found : courses)
        all.append(origins[static_cast<int>(found.origin)] + u' ' +
                   (found.reading.value ? found.reading.value->id : u"-"_s));
    return all.join(u", "_s);
}

QString lessonsOf(const Course& course) {
    QStringList ids;
    for (const Lesson& lesson : course.lessons)
        ids.append(lesson.id);
    return ids.join(u' ');
}

} // namespace

class TestLibrary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsCoursesOfEveryOrigin();
    void whatIsNotThereIsPassedOver();
    void aFolderNamedTwiceIsReadOnce();
    void noCourseHidesAnother();
    void aBrokenCourseKeepsItsPlaceAndItsFindings();
    void installationsUnderWayAndLinksAreNotLookedInto();
    void lessonsWithoutACourseFormOne();
    void aLessonAloneIsACourse();
    void looseFoldersOfOneNameAreToldApart();
    void whatLooseLessonsRequireElsewhereIsNotAskedFor();
    void aFolderWithoutLessonsIsNoCourse();
};

void TestLibrary::findsCoursesOfEveryOrigin() {
    const Folder folder;
    writeCourse(folder, u"opened"_s, u"mine"_s);
    writeCourse(folder, u"shipped"_s, u"downhill"_s);
    writeCourse(folder, u"installed/z"_s, u"french"_s);
    writeCourse(folder, u"installed/b"_s, u"physics"_s);
    folder.write(u"installed/notes.txt"_s, "no course");
    const auto courses =
        findCourses({folder.path(u"opened"_s), folder.path(u"shipped"_s), folder.path(u"installed"_s)});
    QCOMPARE(shelf(courses), u"opened mine, shipped downhill, installed physics, installed french"_s);
    for (const FoundCourse& found : courses) {
        QVERIFY2(found.reading.diagnostics.empty(), qPrintable(toText(found.reading.diagnostics)));
        QCOMPARE(found.reading.value->folder, found.folder);
    }
}

void TestLibrary::whatIsNotThereIsPassedOver() {
    const Folder folder;
    writeCourse(folder, u"shipped"_s, u"downhill"_s);
    const auto courses = findCourses({{}, folder.path(u"shipped"_s), folder.path(u"nowhere"_s)});
    QCOMPARE(shelf(courses), u"shipped downhill"_s);
    QVERIFY(findCourses({}).empty());
}

void TestLibrary::aFolderNamedTwiceIsReadOnce() {
    const Folder folder;
    writeCourse(folder, u"lessons"_s, u"downhill"_s);
    const auto courses = findCourses({folder.path(u"lessons/"_s), folder.path(u"lessons/../lessons"_s), {}});
    QCOMPARE(shelf(courses), u"opened downhill"_s);
    QVERIFY(courses.front().reading.diagnostics.empty());
}

void TestLibrary::noCourseHidesAnother() {
    const Folder folder;
    writeCourse(folder, u"opened"_s, u"downhill"_s);
    writeCourse(folder, u"shipped"_s, u"downhill"_s);
    writeCourse(folder, u"installed/again"_s, u"downhill"_s);
    const auto courses =
        findCourses({folder.path(u"opened"_s), folder.path(u"shipped"_s), folder.path(u"installed"_s)});
    QCOMPARE(shelf(courses), u"opened downhill, shipped -, installed -"_s);
    for (std::size_t i = 1; i < 3; ++i) {
        const Diagnostics& findings = courses[i].reading.diagnostics;
        QCOMPARE(findings.size(), std::size_t(1));
        QCOMPARE(findings.front().rule, Rule::DuplicateId);
        QCOMPARE(findings.front().arguments, QStringList{u"downhill"_s});
        QCOMPARE(findings.front().file, courses[i].folder + u"/course.json"_s);
    }
}

void TestLibrary::aBrokenCourseKeepsItsPlaceAndItsFindings() {
    const Folder folder;
    writeCourse(folder, u"shipped"_s, u"downhill"_s);
    folder.write(u"installed/broken/course.json"_s, "{");
    writeCourse(folder, u"installed/good"_s, u"good"_s);
    const auto courses = findCourses({{}, folder.path(u"shipped"_s), folder.path(u"installed"_s)});
    QCOMPARE(shelf(courses), u"shipped downhill, installed -, installed good"_s);
    QCOMPARE(courses[1].reading.diagnostics.front().rule, Rule::NotJson);
}

void TestLibrary::installationsUnderWayAndLinksAreNotLookedInto() {
    const Folder folder;
    writeCourse(folder, u"installed/.half"_s, u"half"_s);
    writeCourse(folder, u"elsewhere"_s, u"elsewhere"_s);
    QVERIFY(QFile::link(folder.path(u"elsewhere"_s), folder.path(u"installed/link"_s)));
    QVERIFY(findCourses({{}, {}, folder.path(u"installed"_s)}).empty());
}

void TestLibrary::lessonsWithoutACourseFormOne() {
    const Folder folder;
    writeLesson(folder, u"My lessons/b"_s, u"b"_s, u"\"a\""_s);
    writeLesson(folder, u"My lessons/a"_s, u"a"_s);
    folder.write(u"My lessons/c/lesson.json"_s, "{");
    folder.write(u"My lessons/pictures/one.svg"_s, "<svg/>");
    const auto courses = findCourses({folder.path(u"My lessons"_s), {}, {}});
    QCOMPARE(courses.size(), std::size_t(1));
    const auto& reading = courses.front().reading;
    QVERIFY(reading.value);
    QCOMPARE(reading.value->title, u"My lessons"_s);
    QCOMPARE(reading.value->units.size(), std::size_t(1));
    QCOMPARE(reading.value->units.front().lessons, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(lessonsOf(*reading.value), u"a b"_s);
    QCOMPARE(reading.value->find(u"b"_s)->requires_, QStringList{u"a"_s});
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    QCOMPARE(reading.diagnostics.front().rule, Rule::NotJson);
}

void TestLibrary::aLessonAloneIsACourse() {
    const Folder folder;
    writeLesson(folder, u"slope"_s, u"slope"_s);
    const auto reading = readCourseOrLessons(folder.path(u"slope"_s));
    QVERIFY2(reading.diagnostics.empty(), qPrintable(toText(reading.diagnostics)));
    QCOMPARE(lessonsOf(*reading.value), u"slope"_s);
    QCOMPARE(reading.value->lessons.front().folder, folder.path(u"slope"_s));
}

void TestLibrary::looseFoldersOfOneNameAreToldApart() {
    const Folder one;
    const Folder other;
    writeLesson(one, u"lessons/a"_s, u"a"_s);
    writeLesson(other, u"lessons/a"_s, u"a"_s);
    const QString first = readCourseOrLessons(one.path(u"lessons"_s)).value->id;
    QVERIFY(first != readCourseOrLessons(other.path(u"lessons"_s)).value->id);
    QCOMPARE(readCourseOrLessons(one.path(u"lessons/"_s)).value->id, first);
}

void TestLibrary::whatLooseLessonsRequireElsewhereIsNotAskedFor() {
    const Folder folder;
    writeLesson(folder, u"loose/b"_s, u"b"_s, u"\"elsewhere\", \"a\""_s);
    writeLesson(folder, u"loose/a"_s, u"a"_s, u"\"b\""_s);
    const auto reading = readCourseOrLessons(folder.path(u"loose"_s));
    QCOMPARE(reading.diagnostics.size(), std::size_t(2)); // the cycle stays one
    QCOMPARE(reading.diagnostics.front().rule, Rule::CyclicRequirement);
    writeLesson(folder, u"loose/a"_s, u"a"_s);
    const auto mended = readCourseOrLessons(folder.path(u"loose"_s));
    QVERIFY(mended.diagnostics.empty());
    QCOMPARE(mended.value->find(u"b"_s)->requires_, QStringList{u"a"_s});
}

void TestLibrary::aFolderWithoutLessonsIsNoCourse() {
    const Folder folder;
    folder.write(u"empty/notes.txt"_s, "nothing");
    const auto reading = readCourseOrLessons(folder.path(u"empty"_s));
    QVERIFY(!reading.value);
    QCOMPARE(reading.diagnostics.front().rule, Rule::FileNotFound);
    QVERIFY(reading.diagnostics.front().file.endsWith(u"course.json"));
}

QTEST_APPLESS_MAIN(TestLibrary)
#include "test_library.moc"
