#include "experiment/thin_slider.h"
#include "player/lesson_session.h"
#include "player/question_card.h"
#include "shell/main_window.h"
#include "text/markup_service.h"
#include "theme/appearance.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace downhill;
using app::ExperimentController;
using app::MainWindow;

namespace {

constexpr int kPatience = 60'000;

/// A student in front of the window: finds things by the names that a screen reader would say, and uses mouse
/// and keys.
class Student {
public:
    Student(const QString& folder, app::Appearance& appearance, app::MarkupService& markup)
        : window_(std::make_unique<MainWindow>(
              MainWindow::Folders{QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons"), folder}, appearance,
              markup)) {
        QSignalSpy shown(window_.get(), &MainWindow::courseShown);
        window_->show();
        window_->start();
        [&] { QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience); }();
    }

    MainWindow& window() { return *window_; }
    ExperimentController& experiment() { return window_->session()->experiment(); }
    app::LessonController& lesson() { return window_->session()->lesson(); }

    template <class Widget>
    Widget* named(const QString& name) {
        for (Widget* widget : window_->findChildren<Widget*>())
            if (widget->isVisible() && (widget->accessibleName() == name || widget->objectName() == name))
                return widget;
        return nullptr;
    }

    void press(const QString& name) {
        QAbstractButton* button = named<QAbstractButton>(name);
        if (!button) {
            const auto all = window_->findChildren<QPushButton*>();
            const auto found = std::ranges::find_if(
                all, [&](const QPushButton* each) { return each->isVisible() && each->text() == name; });
            button = found == all.end() ? nullptr : *found;
        }
        QVERIFY2(button && button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    void openLesson(const QString& button) {
        QSignalSpy shown(window_.get(), &MainWindow::lessonShown);
        press(button);
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
    }

    void continueTo(const QString& step) {
        while (lesson().step().id != step && lesson().stepIndex() + 1 < lesson().stepCount())
            press(QStringLiteral("Continue"));
        QCOMPARE(lesson().step().id, step);
        QTRY_COMPARE_WITH_TIMEOUT(experiment().state(), ExperimentController::State::Ready, kPatience);
    }

    void runAt(const QString& rate) {
        auto* field = named<QLineEdit>(QStringLiteral("Learning rate, value"));
        if (!field)
            QFAIL("there is no field for the learning rate");
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, rate);
        QTest::keyClick(field, Qt::Key_Return);
        auto* speed = named<QComboBox>(QStringLiteral("Speed"));
        if (!speed)
            QFAIL("the speed cannot be chosen");
        speed->setFocus();
        QTest::keyClick(speed, Qt::Key_End);
        press(QStringLiteral("Play"));
        QTRY_COMPARE_WITH_TIMEOUT(experiment().state(), ExperimentController::State::Stopped, kPatience);
    }

    void choose(const app::QuestionCard* card, const QString& choice) {
        for (QAbstractButton* button : card->findChildren<QAbstractButton*>())
            if (button->property("choice").toString() == choice)
                QTest::mouseClick(button, Qt::LeftButton);
    }

    QStringList texts() const {
        QStringList all;
        for (const QLabel* label : window_->findChildren<QLabel*>())
            if (label->isVisible())
                all.append(label->text());
        return all;
    }

    void quit() {
        window_->close();
        window_.reset();
    }

private:
    std::unique_ptr<MainWindow> window_;
};

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
        QTemporaryDir folder;
        app::Appearance appearance(*qApp);
        app::MarkupService markup;
        std::vector<training::CurveBucket> lastCurve;
        QString questionId;
        QString rightChoice;
        {
            Student student(folder.path(), appearance, markup);
            student.openLesson(QStringLiteral("lesson-learning-rate"));
            student.continueTo(QStringLiteral("search"));

            student.runAt(QStringLiteral("0.001"));
            QVERIFY(!student.experiment().diverged());
            QCOMPARE(student.experiment().reasons().front(), training::StopReason::Finished);
            student.runAt(QStringLiteral("1"));
            QVERIFY(student.experiment().diverged());
            QVERIFY(std::ranges::any_of(student.texts(), [](const QString& text) {
                return text.startsWith(QStringLiteral("Diverged"));
            }));
            student.press(QStringLiteral("Rewind and try 0.33"));
            QTRY_COMPARE_WITH_TIMEOUT(student.experiment().state(), ExperimentController::State::Ready,
                                      kPatience);
            student.runAt(QStringLiteral("0.3"));
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
            student.choose(card, choiceId(question, false));
            student.press(QStringLiteral("Check"));
            QTRY_VERIFY_WITH_TIMEOUT(student.texts().contains(QStringLiteral("Not yet.")), kPatience);
            student.press(QStringLiteral("Try again"));
            student.choose(card, rightChoice);
            student.press(QStringLiteral("Check"));
            QTRY_VERIFY_WITH_TIMEOUT(student.texts().contains(QStringLiteral("Right.")), kPatience);
            student.quit();
        }
        {
            Student student(folder.path(), appearance, markup);
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
