#include "scratch_database.h"
#include "store/answer_store.h"
#include "store/profile_store.h"
#include "store/progress_store.h"
#include "store/run_store.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace downhill::store;
using namespace downhill::store::test;
namespace training = downhill::training;

class TestProfileStore : public QObject {
    Q_OBJECT

    ScratchDatabase database_{};

private Q_SLOTS:
    void init() { database_.begin({}); }
    void cleanup() { database_.close(); }

    void listsTheOldestFirst() {
        ProfileStore profiles(*database_);
        const Profile grace{uuid(2), u"Grace \"Amazing\" O'Hopper 日本 🎓"_s, 200};
        const Profile emmy{uuid(3), QString(), 100};
        QVERIFY(profiles.create(grace));
        QVERIFY(profiles.create(emmy));
        const auto list = profiles.list();
        QVERIFY2(list, why(list));
        QCOMPARE(list->size(), 2u);
        QVERIFY(list->at(0) == emmy);
        QVERIFY(list->at(1) == grace);
    }

    void findsOneOrNothing() {
        ProfileStore profiles(*database_);
        QVERIFY(profiles.create(ada()));
        const auto found = profiles.find(ada().id);
        QVERIFY2(found, why(found));
        QVERIFY(*found == ada());
        const auto missing = profiles.find(uuid(99));
        QVERIFY2(missing, why(missing));
        QVERIFY(!*missing);
    }

    void refusesTheSameIdTwice() {
        ProfileStore profiles(*database_);
        QVERIFY(profiles.create(ada()));
        const auto again = profiles.create({ada().id, u"Imposter"_s, 1});
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::Failed);
        QVERIFY(again.error().detail.contains(u"UNIQUE"_s));
        const auto kept = profiles.find(ada().id);
        QVERIFY(kept && *kept == ada());
    }

    void renames() {
        ProfileStore profiles(*database_);
        QVERIFY(profiles.create(ada()));
        const auto renamed = profiles.rename(ada().id, u"Countess"_s);
        QVERIFY2(renamed, why(renamed));
        QVERIFY(*renamed);
        const auto nobody = profiles.rename(uuid(99), u"Nobody"_s);
        QVERIFY2(nobody, why(nobody));
        QVERIFY(!*nobody);
        const auto list = profiles.list();
        QVERIFY(list && list->size() == 1);
        QCOMPARE(list->front().name, u"Countess"_s);
    }

    void removingLeavesNoTraceOfTheProfileAlone() {
        ProfileStore profiles(*database_);
        const Profile grace{uuid(2), u"Grace"_s, 2};
        const training::CurveBucket bucket{1, 1, 1, 1, 1.f, 1.f, 1.f, 1.f};
        int number = 10;
        for (const Profile& profile : {ada(), grace}) {
            const LessonKey lesson{profile.id, u"first"_s, u"slope"_s};
            QVERIFY(profiles.create(profile));
            QVERIFY(ProgressStore(*database_).visit({lesson, u"a"_s}, 5));
            QVERIFY(AnswerStore(*database_).record({.id = uuid(number++), .lesson = lesson, .answer = true}));
            const RunRecord run{.id = uuid(number++), .step = {lesson, u"a"_s}, .outcomes = {RunOutcome{}}};
            const CurveSlice curve{.buckets = {&bucket, 1}};
            QVERIFY(RunStore(*database_).save(run, {&curve, 1}));
        }
        const auto removed = profiles.remove(ada().id);
        QVERIFY2(removed, why(removed));
        QVERIFY(*removed);

        OtherProgram other(database_->file());
        for (const QString& table : {u"profiles"_s, u"lesson_progress"_s, u"visited_steps"_s, u"answers"_s,
                                     u"runs"_s, u"run_outcomes"_s, u"curves"_s, u"curve_chunks"_s})
            QCOMPARE(other.ask(u"SELECT count(*) FROM "_s + table), QStringList{u"1"_s});
        const auto again = profiles.remove(ada().id);
        QVERIFY2(again, why(again));
        QVERIFY(!*again);
    }
};

QTEST_GUILESS_MAIN(TestProfileStore)
#include "test_profile_store.moc"
