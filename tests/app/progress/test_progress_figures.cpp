#include "progress/progress_figures.h"
#include "progress/study_clock.h"
#include "review/review_page.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace downhill;
using app::CourseMemory;
using app::ProgressFigures;
using app::Study;
using app::StudyClock;

namespace {

constexpr std::int64_t kDay = lesson::fsrs::kDay;
const QDate kToday(2031, 4, 9);

std::int64_t noonOf(const QDate& day) {
    return day.startOfDay().addSecs(12 * 3600).toMSecsSinceEpoch();
}

lesson::Course course() {
    lesson::Course result;
    result.id = u"test"_s;
    for (const QString& id : {u"slope"_s, u"noise"_s}) {
        lesson::Lesson lesson;
        lesson.id = id;
        lesson.title = id == u"slope"_s ? u"Slopes, \"steep\" ones"_s : u"Noise"_s;
        lesson.steps.resize(1);
        lesson.steps[0].id = u"only"_s;
        lesson::Question question{.id = u"one"_s, .prompt = u"Is it?"_s, .points = 2};
        question.body = lesson::TrueFalseQuestion{.answer = true};
        lesson.steps[0].questions = {question};
        result.lessons.push_back(lesson);
    }
    result.lessons[1].requires_ = {u"slope"_s};
    return result;
}

store::AnswerMark answer(const QString& lesson, bool correct, const QDate& day, bool marked = true) {
    return {lesson, u"one"_s, correct ? 2.0 : 0.0, 2, marked, correct, noonOf(day)};
}

} // namespace

class TestProgressFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingDoneIsNothing() {
        const ProgressFigures figures = app::progressOf(course(), {}, {}, kToday, noonOf(kToday), 28);
        QCOMPARE(figures.lessons.size(), std::size_t(2));
        QCOMPARE(figures.days.size(), std::size_t(28));
        QCOMPARE(figures.days.front().day, kToday.addDays(-27));
        QCOMPARE(figures.days.back().day, kToday);
        QCOMPARE(figures.tries + figures.right + figures.mastered + figures.proficient + figures.daysActive,
                 0);
        QVERIFY(!figures.lessons[0].last.isValid());
    }

    void answersAndTimesAreCountedByLessonAndDay() {
        CourseMemory memory;
        memory.lessons[u"slope"_s].earned.scores[u"one"_s] = 2;
        memory.lessons[u"slope"_s].earned.solved.insert(u"one"_s);
        memory.lessons[u"slope"_s].currentStep = u"only"_s;
        Study study;
        study.answers = {answer(u"slope"_s, false, kToday.addDays(-40)),
                         answer(u"slope"_s, true, kToday.addDays(-1)), answer(u"noise"_s, false, kToday),
                         answer(u"noise"_s, false, kToday, false),
                         answer(u"gone"_s, true, kToday)}; // a lesson that the course no longer has
        study.times = {{u"slope"_s, kToday.addDays(-2), 60'000}, {u"noise"_s, kToday, 90'000}};
        const ProgressFigures figures = app::progressOf(course(), memory, study, kToday, noonOf(kToday), 28);
        QCOMPARE(figures.tries, 4);
        QCOMPARE(figures.right, 2);
        QCOMPARE(figures.milliseconds, std::int64_t(150'000));
        QCOMPARE(figures.daysActive, 4);
        QCOMPARE(figures.mastered, 1);
        QCOMPARE(figures.proficient, 1);
        QCOMPARE(figures.lessons[0].tries, 2);
        QCOMPARE(figures.lessons[0].right, 1);
        QCOMPARE(figures.lessons[0].last, kToday.addDays(-1));
        QCOMPARE(figures.lessons[1].milliseconds, std::int64_t(90'000));
        QCOMPARE(figures.days[27].tries, 2);
        QCOMPARE(figures.days[27].milliseconds, std::int64_t(90'000));
        QCOMPARE(figures.days[26].tries, 1);
        QCOMPARE(figures.days[25].milliseconds, std::int64_t(60'000));
    }

    void theExportIsCsvThatProgramsRead() {
        CourseMemory memory;
        memory.lessons[u"slope"_s].earned.scores[u"one"_s] = 1;
        memory.lessons[u"slope"_s].currentStep = u"only"_s;
        Study study;
        study.answers = {answer(u"slope"_s, false, kToday)};
        study.times = {{u"slope"_s, kToday, 90'000}};
        const QByteArray csv =
            app::progressCsv(app::progressOf(course(), memory, study, kToday, noonOf(kToday), 7));
        const QByteArrayList lines = csv.split('\n');
        QCOMPARE(lines.size(), 4); // a header, two lessons, and the end of the last line
        QCOMPARE(lines[0],
                 QByteArray("lesson,title,level,passed_by_test,points,points_possible,answers,right_answers,"
                            "minutes,last_day\r"));
        QCOMPARE(lines[1],
                 QByteArray("slope,\"Slopes, \"\"steep\"\" ones\",familiar,no,1,2,1,0,1.5,2031-04-09\r"));
        QCOMPARE(lines[2], QByteArray("noise,Noise,none,no,0,2,0,0,0.0,\r"));
    }

    void theClockCountsNoLongPauses() {
        StudyClock clock;
        QSignalSpy spent(&clock, &StudyClock::spent);
        clock.note(5'000); // no lesson is open
        clock.begin(u"slope"_s, 10'000);
        clock.note(12'000);
        clock.note(15'000);
        QVERIFY(spent.isEmpty()); // too little to be told
        clock.note(15'000 + 600'000);
        QCOMPARE(spent.count(), 1);
        QCOMPARE(spent.front().at(1).toLongLong(), qint64(5'000 + StudyClock::kLongestPause));
        clock.end(15'000 + 601'000);
        QCOMPARE(spent.count(), 2);
        QCOMPARE(spent.back().at(0).toString(), u"slope"_s);
        QCOMPARE(spent.back().at(1).toLongLong(), qint64(1'000));
        clock.note(900'000);
        clock.end(950'000);
        QCOMPARE(spent.count(), 2);
    }

    void whenSomethingReturnsIsSaidInDays_data() {
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("said");
        QTest::newRow("past") << -3 << u"today"_s;
        QTest::newRow("now") << 0 << u"today"_s;
        QTest::newRow("next") << 1 << u"tomorrow"_s;
    }
    void whenSomethingReturnsIsSaidInDays() {
        QFETCH(int, days);
        QFETCH(QString, said);
        const std::int64_t now = noonOf(kToday);
        QCOMPARE(app::ReviewPage::whenDue(now + days * kDay, now), said);
    }
};

QTEST_MAIN(TestProgressFigures)
#include "test_progress_figures.moc"
