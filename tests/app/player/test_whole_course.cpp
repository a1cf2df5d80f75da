#include "lesson/course.h"
#include "lesson/reader.h"
#include "lesson/standing.h"
#include "lesson/wrong_answer.h"
#include "player/lesson_session.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace downhill;
using app::ExperimentController;
using State = ExperimentController::State;

namespace {

constexpr int kPatience = 60'000;

/// A student who goes through a lesson from its first step to its last, and answers everything that it asks.
class MadeUpStudent {
public:
    MadeUpStudent(const QString& course, const lesson::Lesson& lesson, app::StudentMemory& memory, bool errs)
        : session_(course, lesson, memory), errs_(errs) {}

    void goThrough() {
        QSignalSpy begun(&session_.lesson(), &app::LessonController::ready);
        session_.begin();
        QTRY_COMPARE_WITH_TIMEOUT(begun.count(), 1, kPatience);
        for (int step = 0; step < session_.lesson().stepCount() && !QTest::currentTestFailed(); ++step) {
            session_.lesson().goTo(step);
            for (const lesson::Question& question : session_.lesson().step().questions)
                solve(question);
            if (session_.lesson().step().experiment && !session_.lesson().hasRun(step))
                runWith({});
        }
        session_.leave();
    }

    app::LessonController& lesson() { return session_.lesson(); }

private:
    void solve(const lesson::Question& question) {
        const QString where = lesson().lesson().id + u'/' + question.id;
        if (const auto* asked = std::get_if<lesson::ExperimentQuestion>(&question.body)) {
            if (errs_)
                runWith({}); // as it stands: not what was asked for
            runWith(asked->solution);
            QTRY_VERIFY2_WITH_TIMEOUT(isRight(question), qPrintable(where), kPatience);
            return;
        }
        if (errs_) {
            if (const auto wrong = lesson::wrongAnswer(lesson().drawn(question))) {
                give(question, *wrong);
                const bool predicted = std::holds_alternative<lesson::PredictQuestion>(question.body);
                QVERIFY2(predicted || !isRight(question), qPrintable(where));
                if (predicted)
                    return; // it is made once
            }
        }
        if (const auto* predicted = std::get_if<lesson::PredictQuestion>(&question.body);
            predicted && predicted->at != lesson::Settings{}) {
            runWith({}); // elsewhere
            QVERIFY2(!lesson().isRevealed(question), qPrintable(where));
            runWith(predicted->at);
            QVERIFY2(lesson().isRevealed(question), qPrintable(where));
        }
        give(question, *lesson::rightAnswer(lesson().drawn(question)));
        QVERIFY2(isRight(question), qPrintable(where));
    }

    bool isRight(const lesson::Question& question) {
        const app::QuestionProgress progress = lesson().progress(question.id);
        return progress.grade && (progress.grade->correct || !progress.grade->marked);
    }

    void give(const lesson::Question& question, const lesson::Answer& answer) {
        lesson().answer(question, answer);
        QTRY_VERIFY_WITH_TIMEOUT(lesson().progress(question.id).grade.has_value(), kPatience);
        if (!isRight(question))
            lesson().tryAgain(question);
    }

    /// Sets the knobs as a student moves them, and lets the runs come to their end.
    void runWith(const lesson::Settings& settings) {
        ExperimentController& experiment = session_.experiment();
        QTRY_VERIFY_WITH_TIMEOUT(experiment.state() != State::Loading, kPatience);
        experiment.reset();
        QTRY_COMPARE_WITH_TIMEOUT(experiment.state(), State::Ready, kPatience);
        const auto& controls = experiment.original().controls;
        for (const lesson::KnobSetting& setting : settings.knobs) {
            const auto control = std::ranges::find(controls, setting.knob, &lesson::Control::knob);
            QVERIFY(control != controls.end());
            experiment.setKnob(*control, setting.value);
            QTRY_COMPARE_WITH_TIMEOUT(experiment.state(), State::Ready, kPatience);
        }
        for (const lesson::Control& control : controls)
            if (control.knob == lesson::Knob::Parameter && control.parameter < settings.parameters.size())
                experiment.setKnob(control, settings.parameters[control.parameter]);
        experiment.setSpeed(ExperimentController::Speed::Full);
        experiment.play();
        QTRY_COMPARE_WITH_TIMEOUT(experiment.state(), State::Stopped, kPatience);
    }

    app::LessonSession session_;
    bool errs_;
};

} // namespace

/// The shipped course, from its first lesson to its last, as students go through it.
class TestWholeCourse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStudentEndsWithAllLessonsOpenAndMastered_data() {
        QTest::addColumn<bool>("errs");
        QTest::newRow("who gets everything right") << false;
        QTest::newRow("who errs once at each question") << true;
    }
    void aStudentEndsWithAllLessonsOpenAndMastered();
};

void TestWholeCourse::aStudentEndsWithAllLessonsOpenAndMastered() {
    QFETCH(bool, errs);
    const auto reading = lesson::readCourse(QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons"));
    QVERIFY(reading.value);
    const lesson::Course& course = *reading.value;
    QVERIFY(course.lessons.size() >= 20);

    const QTemporaryDir folder;
    app::StudentMemory memory;
    bool opened = false;
    memory.open(folder.path(), this, [&](const store::Result<void>& result) { opened = result.has_value(); });
    QTRY_VERIFY_WITH_TIMEOUT(opened, kPatience);

    QHash<QString, lesson::Earned> earned;
    for (const lesson::Lesson& lesson : course.lessons) {
        const auto before = lesson::standingsOf(course, earned);
        QVERIFY2(before[lesson.id].open,
                 qPrintable(lesson.id)); // the course's order opens every lesson in time
        QCOMPARE(before[lesson.id].mastery.level, lesson::Level::None);

        MadeUpStudent student(course.id, lesson, memory, errs);
        student.goThrough();
        if (QTest::currentTestFailed())
            return;
        const lesson::Mastery mastery = student.lesson().mastery();
        QCOMPARE(mastery.answered, mastery.questions);
        QVERIFY2(mastery.opensNext(), qPrintable(lesson.id));
        if (!errs)
            QCOMPARE(mastery.earned, mastery.points);

        bool recalled = false;
        memory.recallCourse(course, this, [&](const store::Result<app::CourseMemory>& found) {
            recalled = found.has_value();
            if (recalled)
                earned = found->earned();
        });
        QTRY_VERIFY_WITH_TIMEOUT(recalled, kPatience);
        QCOMPARE(lesson::masteryOf(lesson, earned[lesson.id]).level, mastery.level); // what the store kept
    }
    for (const lesson::Standing& standing : lesson::standingsOf(course, earned)) {
        QVERIFY(standing.open);
        QVERIFY(standing.mastery.level >= (errs ? lesson::Level::Proficient : lesson::Level::Mastered));
    }
}

QTEST_MAIN(TestWholeCourse)
#include "test_whole_course.moc"
