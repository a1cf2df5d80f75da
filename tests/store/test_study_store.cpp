#include "scratch_database.h"
#include "store/answer_store.h"
#include "store/study_store.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace downhill;
using namespace downhill::store;
using namespace downhill::store::test;

namespace {

AnswerRecord answer(int id, const QString& lesson, const QString& question, bool correct, UtcMs when) {
    AnswerRecord record;
    record.id = uuid(100 + id);
    record.lesson = key(lesson);
    record.question = question;
    record.answer = true;
    record.score = correct ? 2 : 0.5;
    record.points = 2;
    record.correct = correct;
    record.answered = when;
    return record;
}

} // namespace

class TestStudyStore : public QObject {
    Q_OBJECT

    ScratchDatabase database_{};

private Q_SLOTS:
    void init() { database_.begin({ada(), grace()}); }
    void cleanup() { database_.close(); }

    void timesOfADayAddUp() {
        StudyStore study(*database_);
        const QDate monday(2031, 4, 7);
        QVERIFY(study.add(key(u"slope"_s), monday.addDays(1), 500));
        QVERIFY(study.add(key(u"slope"_s), monday, 1000));
        QVERIFY(study.add(key(u"noise"_s), monday, 30));
        QVERIFY(study.add(key(u"slope"_s), monday, 2000));
        QVERIFY(study.add(key(u"slope"_s), monday, 0)); // nothing to keep
        const std::vector<StudyTime> expected{
            {u"noise"_s, monday, 30}, {u"slope"_s, monday, 3000}, {u"slope"_s, monday.addDays(1), 500}};
        QVERIFY(*study.times(ada().id, u"first"_s) == expected);
    }

    void studentsAndCoursesAreApart() {
        StudyStore study(*database_);
        const QDate day(2031, 4, 7);
        QVERIFY(study.add(key(u"slope"_s, 2), day, 1000));
        QVERIFY(study.add({ada().id, u"second"_s, u"slope"_s}, day, 1000));
        QVERIFY(study.times(ada().id, u"first"_s)->empty());
        QVERIFY(ProfileStore(*database_).remove(uuid(2)));
        QVERIFY(study.times(uuid(2), u"first"_s)->empty());
    }

    void answersComeInTheirOrder() {
        AnswerStore answers(*database_);
        QVERIFY(answers.record(answer(1, u"slope"_s, u"b"_s, false, 200)));
        QVERIFY(answers.record(answer(2, u"noise"_s, u"a"_s, true, 100))); // the clock was set back
        QVERIFY(answers.record(answer(3, u"slope"_s, u"b"_s, true, 300)));
        const std::vector<AnswerMark> expected{{u"slope"_s, u"b"_s, 0.5, 2, true, false, 200},
                                               {u"noise"_s, u"a"_s, 2, 2, true, true, 100},
                                               {u"slope"_s, u"b"_s, 2, 2, true, true, 300}};
        QVERIFY(*StudyStore(*database_).answers(ada().id, u"first"_s) == expected);
        QVERIFY(StudyStore(*database_).answers(uuid(2), u"first"_s)->empty());
    }
};

QTEST_GUILESS_MAIN(TestStudyStore)
#include "test_study_store.moc"
