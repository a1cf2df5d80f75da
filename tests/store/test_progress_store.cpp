#include "scratch_database.h"
#include "store/progress_store.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace downhill::store;
using namespace downhill::store::test;

class TestProgressStore : public QObject {
    Q_OBJECT

    ScratchDatabase database_{};

private Q_SLOTS:
    void init() { database_.begin({ada(), grace()}); }
    void cleanup() { database_.close(); }

    void aLessonThatWasNeverOpenedHasNoProgress() {
        const auto progress = ProgressStore(*database_).lesson(key(u"slope"_s));
        QVERIFY2(progress, why(progress));
        QVERIFY(!*progress);
        const auto course = ProgressStore(*database_).course(ada().id, u"first"_s);
        QVERIFY2(course, why(course));
        QVERIFY(course->empty());
    }

    void visitingMovesTheCurrentStepAndKeepsTheVisited() {
        ProgressStore progress(*database_);
        for (const auto& [step, when] : {std::pair{u"a"_s, 10}, {u"c"_s, 20}, {u"b"_s, 30}, {u"a"_s, 40}})
            QVERIFY(progress.visit({key(u"slope"_s), step}, when));
        database_.reopen();
        const auto lesson = ProgressStore(*database_).lesson(key(u"slope"_s));
        QVERIFY2(lesson, why(lesson));
        const LessonProgress expected{
            u"slope"_s, u"a"_s, 40, {{u"a"_s, 10, 40}, {u"c"_s, 20, 20}, {u"b"_s, 30, 30}}};
        QVERIFY(*lesson == expected);
    }

    void aClockSetBackMovesTheCurrentStepButNoVisit() {
        ProgressStore progress(*database_);
        QVERIFY(progress.visit({key(u"slope"_s), u"a"_s}, 100));
        QVERIFY(progress.visit({key(u"slope"_s), u"b"_s}, 110));
        QVERIFY(progress.visit({key(u"slope"_s), u"a"_s}, 50));
        const auto lesson = progress.lesson(key(u"slope"_s));
        QVERIFY2(lesson && *lesson, why(lesson));
        QCOMPARE(lesson->value().currentStep, u"a"_s);
        QVERIFY(
            (lesson->value().visited == std::vector<VisitedStep>{{u"a"_s, 100, 100}, {u"b"_s, 110, 110}}));
    }

    void profilesCoursesAndLessonsAreApart() {
        ProgressStore progress(*database_);
        QVERIFY(progress.visit({key(u"slope"_s), u"a"_s}, 1));
        QVERIFY(progress.visit({key(u"slope"_s, 2), u"b"_s}, 2));
        QVERIFY(progress.visit({key(u"slope"_s, 1, u"other"_s), u"c"_s}, 3));
        QVERIFY(progress.visit({key(u"noise"_s), u"d"_s}, 4));
        const auto lesson = progress.lesson(key(u"slope"_s));
        QVERIFY2(lesson, why(lesson));
        QVERIFY((*lesson == LessonProgress{u"slope"_s, u"a"_s, 1, {{u"a"_s, 1, 1}}}));
    }

    void aCourseListsTheLessonEnteredLastFirst() {
        ProgressStore progress(*database_);
        QVERIFY(progress.visit({key(u"slope"_s), u"a"_s}, 1));
        QVERIFY(progress.visit({key(u"noise"_s), u"a"_s}, 2));
        QVERIFY(progress.visit({key(u"slope"_s), u"b"_s}, 3));
        QVERIFY(progress.visit({key(u"elsewhere"_s, 1, u"other"_s), u"a"_s}, 4));
        const auto course = progress.course(ada().id, u"first"_s);
        QVERIFY2(course, why(course));
        const std::vector<LessonProgress> expected{{u"slope"_s, u"b"_s, 3, {{u"a"_s, 1, 1}, {u"b"_s, 3, 3}}},
                                                   {u"noise"_s, u"a"_s, 2, {{u"a"_s, 2, 2}}}};
        QVERIFY(*course == expected);
    }

    void ofTwoTestsOfALessonTheBetterCounts() {
        ProgressStore progress(*database_);
        QVERIFY(progress.passTest(key(u"slope"_s), 0.8, 10));
        QVERIFY(progress.passTest(key(u"slope"_s), 0.9, 20));
        QVERIFY(progress.passTest(key(u"slope"_s), 0.85, 30));
        QVERIFY(progress.passTest(key(u"noise"_s), 1, 5));
        QVERIFY(progress.passTest(key(u"slope"_s, 2), 1, 5));
        QVERIFY(progress.passTest(key(u"slope"_s, 1, u"other"_s), 1, 5));
        database_.reopen();
        const auto passed = ProgressStore(*database_).passedTests(ada().id, u"first"_s);
        QVERIFY2(passed, why(passed));
        QVERIFY((*passed == std::vector<PassedTest>{{u"noise"_s, 1, 5}, {u"slope"_s, 0.9, 20}}));
        QVERIFY(ProfileStore(*database_).remove(ada().id));
        QVERIFY(ProgressStore(*database_).passedTests(ada().id, u"first"_s)->empty());
    }

    void aStrangerHasNoProgress() {
        const auto visited = ProgressStore(*database_).visit({key(u"slope"_s, 99), u"a"_s}, 1);
        QVERIFY(!visited);
        QCOMPARE(visited.error().code, ErrorCode::Failed);
        QVERIFY(visited.error().detail.contains(u"FOREIGN KEY"_s));
        QVERIFY(ProgressStore(*database_).visit({key(u"slope"_s), u"a"_s}, 1)); // nothing stays locked
    }
};

QTEST_GUILESS_MAIN(TestProgressStore)
#include "test_progress_store.moc"
