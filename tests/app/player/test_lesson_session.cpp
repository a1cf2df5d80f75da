#include "lesson/reader.h"
#include "sitting.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace downhill;
using app::ExperimentController;
using app::Sitting;

namespace {

constexpr int kPatience = Sitting::kPatience;

lesson::Lesson shipped(const char* id) {
    auto reading = lesson::readLesson(QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons/") + QLatin1String(id));
    return reading.value.value_or(lesson::Lesson{});
}

int indexOf(const lesson::Lesson& lesson, const char* step) {
    const auto found = std::ranges::find(lesson.steps, QLatin1String(step), &lesson::Step::id);
    return static_cast<int>(found - lesson.steps.begin());
}

} // namespace

class TestLessonSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void beginsAtTheFirstStep() {
        Sitting sitting(folder_->path(), shipped("learning-rate"));
        QCOMPARE(sitting.session.lesson().stepIndex(), 0);
        QVERIFY(sitting.session.lesson().isVisited(0));
        QVERIFY(!sitting.session.lesson().isVisited(1));
    }

    void comesBackToTheStepThatWasLeft() {
        const lesson::Lesson lesson = shipped("learning-rate");
        {
            Sitting sitting(folder_->path(), lesson);
            sitting.session.lesson().goTo(4);
        }
        Sitting sitting(folder_->path(), lesson);
        QCOMPARE(sitting.session.lesson().stepIndex(), 4);
        QVERIFY(sitting.session.lesson().isVisited(0));
    }

    void anAnswerCountsOnlyOnceItIsOnDisk() {
        const lesson::Lesson lesson = shipped("learning-rate");
        Sitting sitting(folder_->path(), lesson);
        app::LessonController& controller = sitting.session.lesson();
        const lesson::Question& question = lesson.steps.front().questions.front();
        controller.answer(question, 1.6);
        QVERIFY(controller.progress(question.id).saving);
        QVERIFY(!controller.progress(question.id).grade.has_value());
        QTRY_VERIFY_WITH_TIMEOUT(controller.progress(question.id).grade.has_value(), kPatience);
        QVERIFY(controller.progress(question.id).grade->correct);
        QVERIFY(controller.isAnswered(0));
    }

    void anAnswerIsThereAgainWithItsMark() {
        const lesson::Lesson lesson = shipped("learning-rate");
        const lesson::Question& question = lesson.steps.front().questions.front();
        {
            Sitting sitting(folder_->path(), lesson);
            app::LessonController& controller = sitting.session.lesson();
            for (const double number : {7.0, 1.6}) {
                controller.tryAgain(question);
                controller.answer(question, number);
                QTRY_VERIFY_WITH_TIMEOUT(controller.progress(question.id).grade.has_value(), kPatience);
            }
        }
        Sitting sitting(folder_->path(), lesson);
        const app::QuestionProgress progress = sitting.session.lesson().progress(question.id);
        QCOMPARE(std::get<double>(*progress.answer), 1.6);
        QVERIFY(progress.grade->correct);
        QCOMPARE(progress.tries, 2);
        QCOMPARE(sitting.session.lesson().mastery().earned, question.points);
    }

    void anAnswerToAQuestionThatHasChangedIsAskedAgain() {
        lesson::Lesson lesson = shipped("learning-rate");
        lesson::Question& question = lesson.steps.front().questions.front();
        {
            Sitting sitting(folder_->path(), lesson);
            sitting.session.lesson().answer(question, 1.6);
            QTRY_VERIFY_WITH_TIMEOUT(sitting.session.lesson().progress(question.id).grade.has_value(),
                                     kPatience);
        }
        question.prompt += QStringLiteral(" Really?");
        Sitting sitting(folder_->path(), lesson);
        QVERIFY(!sitting.session.lesson().progress(question.id).grade.has_value());
        QCOMPARE(sitting.session.lesson().mastery().earned, 0.0);
    }

    void triesAtAQuestionBeforeItChangedDoNotCount() {
        lesson::Lesson lesson = shipped("learning-rate");
        lesson::Question& question = lesson.steps.front().questions.front();
        const auto answer = [&](double number) {
            Sitting sitting(folder_->path(), lesson);
            sitting.session.lesson().tryAgain(question);
            sitting.session.lesson().answer(question, number);
            QTRY_VERIFY_WITH_TIMEOUT(sitting.session.lesson().progress(question.id).grade, kPatience);
        };
        question.tries = 2;
        answer(7);
        answer(8); // the solution is shown
        question.prompt += QStringLiteral(" Really?");
        answer(7);
        {
            Sitting sitting(folder_->path(), lesson);
            QCOMPARE(sitting.session.lesson().progress(question.id).tries, 1);
            QVERIFY(!sitting.session.lesson().progress(question.id).solved);
        }
        answer(1.6);
        Sitting sitting(folder_->path(), lesson);
        QCOMPARE(sitting.session.lesson().mastery().earned, question.points);
    }

    void whoCopiesTheSolutionEarnsHalf() {
        lesson::Lesson lesson = shipped("learning-rate");
        lesson::Question& question = lesson.steps.front().questions.front();
        question.tries = 1;
        question.hints.clear();
        for (const double number : {7.0, 1.6, 1.6}) { // each time the lesson is opened anew
            Sitting sitting(folder_->path(), lesson);
            app::LessonController& controller = sitting.session.lesson();
            controller.tryAgain(question);
            controller.answer(question, number);
            QTRY_VERIFY_WITH_TIMEOUT(controller.progress(question.id).grade, kPatience);
            QVERIFY(controller.progress(question.id).solved);
        }
        Sitting sitting(folder_->path(), lesson);
        QVERIFY(sitting.session.lesson().progress(question.id).grade->correct);
        QCOMPARE(sitting.session.lesson().mastery().earned, question.points / 2);
    }

    void everyStudentIsAskedWithOtherNumbers() {
        const lesson::Lesson lesson = shipped("momentum");
        const QTemporaryDir other;
        Sitting one(folder_->path(), lesson);
        Sitting two(other.path(), lesson);
        for (const lesson::Step& step : lesson.steps) {
            for (const lesson::Question& question : step.questions)
                QVERIFY(one.session.lesson().seed(question) != two.session.lesson().seed(question));
        }
    }

    void aPredictionWaitsForTheRun() {
        const lesson::Lesson lesson = shipped("learning-rate");
        const int step = indexOf(lesson, "too-low");
        Sitting sitting(folder_->path(), lesson);
        sitting.session.lesson().goTo(step);
        QVERIFY(!sitting.session.lesson().hasRun(step));
        ExperimentController& experiment = sitting.session.experiment();
        experiment.setSpeed(ExperimentController::Speed::Full);
        experiment.play();
        QTRY_COMPARE_WITH_TIMEOUT(experiment.state(), ExperimentController::State::Stopped, kPatience);
        QVERIFY(sitting.session.lesson().hasRun(step));
    }

    void aRunBelongsToTheStepInWhichItWasMade() {
        const lesson::Lesson lesson = shipped("learning-rate");
        const int step = indexOf(lesson, "network");
        std::vector<training::CurveBucket> curve;
        {
            Sitting sitting(folder_->path(), lesson);
            sitting.session.lesson().goTo(step);
            ExperimentController& experiment = sitting.session.experiment();
            QTRY_COMPARE_WITH_TIMEOUT(experiment.state(), ExperimentController::State::Ready, kPatience);
            experiment.stepOnce();
            experiment.stepOnce();
            QTRY_COMPARE_WITH_TIMEOUT(experiment.step(), 2, kPatience);
            QTRY_COMPARE_WITH_TIMEOUT(experiment.frame().curves.front().batch.buckets().size(),
                                      std::size_t(2), kPatience);
            const auto buckets = experiment.frame().curves.front().batch.buckets();
            curve.assign(buckets.begin(), buckets.end());
            sitting.session.lesson().next(); // the run is kept on the way out
            QVERIFY(!sitting.session.lesson().hasRun(step + 1));
        }
        Sitting sitting(folder_->path(), lesson);
        sitting.session.lesson().goTo(step);
        QTRY_COMPARE_WITH_TIMEOUT(sitting.session.experiment().frame().past.size(), std::size_t(1),
                                  kPatience);
        const auto recalled = sitting.session.experiment().frame().past.front().curve.buckets();
        QVERIFY(std::ranges::equal(recalled, curve));
    }

private:
    std::unique_ptr<QTemporaryDir> folder_{};
};

QTEST_MAIN(TestLessonSession)
#include "test_lesson_session.moc"
