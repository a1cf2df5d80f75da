#include "course_files.h"
#include "player/question_card.h"
#include "student_desk.h"

#include <QComboBox>
#include <QLineEdit>

using namespace downhill;
using app::ExperimentController;
using app::Student;

namespace {

constexpr int kPatience = Student::kPatience;

void runAt(Student& student, const QString& rate) {
    auto* field = student.named<QLineEdit>(QStringLiteral("Learning rate, value"));
    if (!field)
        QFAIL("there is no field for the learning rate");
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, rate);
    QTest::keyClick(field, Qt::Key_Return);
    auto* speed = student.named<QComboBox>(QStringLiteral("Speed"));
    if (!speed)
        QFAIL("the speed cannot be chosen");
    speed->setFocus();
    QTest::keyClick(speed, Qt::Key_End);
    student.press(QStringLiteral("Play"));
    QTRY_COMPARE_WITH_TIMEOUT(student.experiment().state(), ExperimentController::State::Stopped, kPatience);
}

void choose(const app::QuestionCard* card, const QString& choice) {
    for (QAbstractButton* button : card->findChildren<QAbstractButton*>())
        if (button->property("choice").toString() == choice)
            QTest::mouseClick(button, Qt::LeftButton);
}

const lesson::Question& choiceQuestion(const lesson::Step& step) {
    return *std::ranges::find_if(step.questions, [](const lesson::Question& question) {
        return std::holds_alternative<lesson::ChoiceQuestion>(question.body);
    });
}

QString choiceId(const lesson::Question& question, bool right) {
    const auto& choices = std::get<lesson::ChoiceQuestion>(question.body).choices;
    return std::ranges::find(choices, right, &lesson::Choice::right)->id;
}

} // namespace

class TestStudentJourney : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void threeRatesAWrongAndARightAnswerAndAllOfItThereTheNextDay() {
        app::StudentDesk desk;
        desk.setUp(app::shippedCourse());
        std::vector<training::CurveBucket> lastCurve;
        QString questionId;
        QString rightChoice;
        {
            Student student = desk.student();
            student.openLesson(QStringLiteral("lesson-learning-rate"));
            student.continueTo(QStringLiteral("search"));

            runAt(student, QStringLiteral("0.001"));
            QVERIFY(!student.experiment().diverged());
            QCOMPARE(student.experiment().reasons().front(), training::StopReason::Finished);
            runAt(student, QStringLiteral("1"));
            QVERIFY(student.experiment().diverged());
            QVERIFY(std::ranges::any_of(student.texts(), [](const QString& text) {
                return text.startsWith(QStringLiteral("Diverged"));
            }));
            student.press(QStringLiteral("Rewind and try 0.33"));
            QTRY_COMPARE_WITH_TIMEOUT(student.experiment().state(), ExperimentController::State::Ready,
                                      kPatience);
            runAt(student, QStringLiteral("0.3"));
            QCOMPARE(student.experiment().reasons().front(), training::StopReason::GoalReached);
            const auto buckets = student.experiment().frame().curves.front().batch.buckets();
            lastCurve.assign(buckets.begin(), buckets.end());
            QVERIFY(lastCurve.size() > 100);
            QCOMPARE(student.experiment().frame().past.size(), std::size_t(2));

            const lesson::Question& question = choiceQuestion(student.lesson().step());
            questionId = question.id;
            rightChoice = choiceId(question, true);
            auto* card = student.named<app::QuestionCard>(QStringLiteral("question-") + questionId);
            QVERIFY(card);
            choose(card, choiceId(question, false));
            student.press(QStringLiteral("Check"));
            QTRY_VERIFY_WITH_TIMEOUT(student.texts().contains(QStringLiteral("Not yet.")), kPatience);
            student.press(QStringLiteral("Try again"));
            choose(card, rightChoice);
            student.press(QStringLiteral("Check"));
            QTRY_VERIFY_WITH_TIMEOUT(student.texts().contains(QStringLiteral("Right.")), kPatience);
            student.quit();
        }
        {
            Student student = desk.student();
            student.openLesson(QStringLiteral("continue"));
            QCOMPARE(student.lesson().lesson().id, QStringLiteral("learning-rate"));
            QCOMPARE(student.lesson().step().id, QStringLiteral("search"));

            QTRY_VERIFY_WITH_TIMEOUT(student.texts().contains(QStringLiteral("Right.")), kPatience);
            const app::QuestionProgress progress = student.lesson().progress(questionId);
            QCOMPARE(std::get<lesson::ChosenIds>(*progress.answer).ids, QStringList{rightChoice});
            QCOMPARE(progress.tries, 2);

            QTRY_COMPARE_WITH_TIMEOUT(student.experiment().frame().past.size(), std::size_t(1), kPatience);
            QVERIFY(std::ranges::equal(student.experiment().frame().past.front().curve.buckets(), lastCurve));
        }
    }
};

QTEST_MAIN(TestStudentJourney)
#include "test_student_journey.moc"
