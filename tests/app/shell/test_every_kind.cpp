#include "course_files.h"
#include "lesson/grading.h"
#include "player/choice_box.h"
#include "player/order_row.h"
#include "player/question_card.h"
#include "player/walkthrough_card.h"
#include "student_desk.h"
#include "text/code_view.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTabBar>
#include <QTextBrowser>
#include <QToolButton>

using namespace downhill;
using app::QuestionCard;
using app::Student;

namespace {

constexpr int kPatience = Student::kPatience;
const QString kCourse = QStringLiteral("everything");

/// Choices are ticked in whatever order the student's own shuffling shows them.
lesson::Answer inOneOrder(lesson::Answer answer) {
    if (auto* chosen = std::get_if<lesson::ChosenIds>(&answer))
        std::ranges::sort(chosen->ids);
    return answer;
}

/// With all its digits: what is drawn from a range may have many.
QString spelled(double number) {
    return QLocale::c().toString(number, 'g', QLocale::FloatingPointShortest);
}

/// A student who solves every question of a step, by mouse or by keys alone.
class Solver {
public:
    Solver(Student& student, bool keys) : student_(student), keys_(keys) {}

    QuestionCard* card(const QString& question) {
        return student_.named<QuestionCard>(QStringLiteral("question-") + question);
    }

    /// Enters what answers `question`: rightly, or the answer given.
    void solve(const QString& id, std::optional<lesson::Answer> wanted = {}) {
        const lesson::Question& question = find(id);
        const lesson::Answer answer =
            wanted ? *wanted : *lesson::rightAnswer(student_.lesson().drawn(question));
        QuestionCard* at = card(id);
        QVERIFY2(at, qPrintable(id));
        enter(at, question, answer);
        if (keys_ && std::holds_alternative<double>(answer))
            QTest::keyClick(at->findChild<QLineEdit*>(), Qt::Key_Return);
        else
            press(at, std::holds_alternative<lesson::PredictQuestion>(question.body)
                          ? QStringLiteral("Commit")
                          : QStringLiteral("Check"));
        QTRY_VERIFY_WITH_TIMEOUT(student_.lesson().progress(id).grade.has_value(), kPatience);
        QVERIFY2(inOneOrder(*student_.lesson().progress(id).answer) == inOneOrder(answer), qPrintable(id));
        student_.settle();
        QVERIFY2(!keys_ || at->isAncestorOf(QApplication::focusWidget()), qPrintable(id)); // its verdict
    }

    void press(const QWidget* part, const QString& name) {
        QAbstractButton* button = student_.button(name, part);
        QVERIFY2(button, qPrintable(name));
        if (!keys_) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
        student_.tabTo(button);
        QTest::keyClick(button, Qt::Key_Space);
    }

private:
    const lesson::Question& find(const QString& id) {
        return *std::ranges::find(student_.lesson().step().questions, id, &lesson::Question::id);
    }

    void enter(QuestionCard* card, const lesson::Question& question, const lesson::Answer& answer) {
        if (const auto* chosen = std::get_if<lesson::ChosenIds>(&answer)) {
            for (const QString& id : chosen->ids)
                tick(card, id);
        } else if (const auto* truth = std::get_if<bool>(&answer)) {
            tick(card, *truth ? QStringLiteral("true") : QStringLiteral("false"));
        } else if (const auto* number = std::get_if<double>(&answer)) {
            type(card->findChild<QLineEdit*>(), spelled(*number));
        } else if (const auto* ordered = std::get_if<lesson::OrderedIds>(&answer)) {
            order(card, ordered->ids);
        } else if (const auto* matches = std::get_if<lesson::Matches>(&answer)) {
            for (const auto& pair : std::get<lesson::MatchQuestion>(question.body).pairs)
                drop(card->findChild<app::ChoiceBox*>(QStringLiteral("match-") + pair.id),
                     matches->rights.at(pair.id));
        } else if (const auto* fillings = std::get_if<lesson::GapFillings>(&answer)) {
            for (const auto& [id, filling] : fillings->gaps)
                fill(card->findChild<QWidget*>(QStringLiteral("gap-") + id), filling);
        }
    }

    void tick(const QWidget* card, const QString& choice) {
        for (QAbstractButton* button : card->findChildren<QAbstractButton*>()) {
            if (button->property("choice").toString() != choice)
                continue;
            if (!keys_) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
            // Tab comes to a group of round buttons once; the arrow keys go within it.
            QAbstractButton* first = nullptr;
            for (QAbstractButton* each : card->findChildren<QAbstractButton*>())
                if (!first && each->property("choice").isValid())
                    first = each;
            if (button->autoExclusive()) {
                student_.tabTo(first->isChecked() || !checked(card) ? first : checked(card));
                for (int presses = 0; presses < 10 && !button->hasFocus(); ++presses)
                    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
            } else {
                student_.tabTo(button);
            }
            QVERIFY(button->hasFocus());
            if (!button->isChecked())
                QTest::keyClick(button, Qt::Key_Space);
            return;
        }
        QFAIL(qPrintable(choice));
    }

    static QAbstractButton* checked(const QWidget* card) {
        for (QAbstractButton* each : card->findChildren<QAbstractButton*>())
            if (each->property("choice").isValid() && each->isChecked())
                return each;
        return nullptr;
    }

    void type(QLineEdit* field, const QString& text) {
        QVERIFY(field);
        if (keys_)
            student_.tabTo(field);
        else
            QTest::mouseClick(field, Qt::LeftButton);
        field->selectAll();
        QTest::keyClicks(field, text);
    }

    void order(const QWidget* card, const QStringList& ids) {
        const auto rows = [card] {
            auto found = card->findChildren<app::OrderRow*>();
            std::ranges::sort(found, {}, [](const app::OrderRow* row) { return row->y(); });
            return found;
        };
        for (qsizetype place = 0; place < ids.size(); ++place) {
            for (int moves = 0; moves < 20; ++moves) {
                QTest::qWait(1); // rows are laid out anew
                const auto now = rows();
                const auto at = std::ranges::find(now, ids[place], &app::OrderRow::id);
                if (at - now.begin() <= place)
                    break;
                if (keys_) {
                    student_.tabTo(*at);
                    QTest::keyClick(*at, Qt::Key_Up, Qt::AltModifier);
                } else {
                    QTest::mouseClick((*at)->findChildren<QToolButton*>().front(), Qt::LeftButton);
                }
            }
        }
    }

    void drop(app::ChoiceBox* box, const QString& id) {
        QVERIFY(box);
        if (keys_)
            student_.tabTo(box);
        else
            box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int presses = 0; presses < 20 && box->chosen() != id; ++presses)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->chosen(), id);
    }

    void fill(QWidget* gap, const lesson::GapFilling& filling) {
        if (auto* box = qobject_cast<app::ChoiceBox*>(gap)) {
            drop(box, std::get<QString>(filling));
            return;
        }
        const auto* number = std::get_if<double>(&filling);
        type(qobject_cast<QLineEdit*>(gap), number ? spelled(*number) : std::get<QString>(filling));
    }

    Student& student_;
    bool keys_;
};

/// What the store holds of the lesson once the window is closed.
app::LessonMemory stored(const QString& folder, const lesson::Lesson& lesson) {
    app::StudentMemory memory;
    QObject context;
    app::LessonMemory found;
    bool there = false;
    memory.open(folder, &context, [](const store::Result<void>&) {});
    memory.recallLesson(kCourse, lesson, &context, [&](const store::Result<app::LessonMemory>& recalled) {
        found = recalled.value_or(app::LessonMemory{});
        there = true;
    });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(there, kPatience); }();
    return found;
}

} // namespace

class TestEveryKind : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { desk_ = std::make_unique<app::StudentDesk>(); }
    void init() { desk_->setUp(app::everythingCourse()); }

    void everyQuestionIsSolvedAndItsPointsAreStored_data() {
        QTest::addColumn<bool>("keys");
        QTest::newRow("by mouse") << false;
        QTest::newRow("by keys alone") << true;
    }
    void everyQuestionIsSolvedAndItsPointsAreStored() {
        QFETCH(bool, keys);
        lesson::Lesson lesson;
        {
            Student student = desk_->student();
            student.openLesson(QStringLiteral("lesson-everything"));
            lesson = student.lesson().lesson();
            Solver solver(student, keys);
            for (;;) {
                student.settle();
                for (const lesson::Question& question : student.lesson().step().questions)
                    if (!std::holds_alternative<lesson::ExperimentQuestion>(question.body) &&
                        !QTest::currentTestFailed())
                        solver.solve(question.id);
                if (QTest::currentTestFailed())
                    return;
                if (student.lesson().stepIndex() + 1 == student.lesson().stepCount())
                    break;
                solver.press(nullptr, QStringLiteral("Continue"));
            }
            solveByRunning(student, solver, keys);
            student.quit();
        }
        const app::LessonMemory memory = stored(desk_->folders.data, lesson);
        for (const lesson::Step& step : lesson.steps)
            for (const lesson::Question& question : step.questions) {
                QVERIFY2(memory.earned.scores.contains(question.id), qPrintable(question.id));
                QCOMPARE(memory.earned.scores.value(question.id), question.points);
            }
    }

    void hintsSayWhatTheyCostAndAreTakenOff() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-everything"));
        student.continueTo(QStringLiteral("choosing"));
        Solver solver(student, false);
        const QWidget* card = solver.card(QStringLiteral("one"));
        QVERIFY(student.button(QStringLiteral("Hint 1 of 2"), card)); // costs nothing
        solver.press(card, QStringLiteral("Hint 1 of 2"));
        QVERIFY(student.button(QStringLiteral("Hint 2 of 2 · costs 25 % of the points"), card));
        solver.press(card, QStringLiteral("Hint 2 of 2 · costs 25 % of the points"));
        solver.solve(QStringLiteral("one"));
        QCOMPARE(student.lesson().progress(QStringLiteral("one")).grade->score, 1.5);
        QVERIFY(student.texts().contains(QStringLiteral("Right: 1.5 of 2 points.")));
    }

    void afterTheLastTryTheRightAnswerIsShownAndOneMayGoOn() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-everything"));
        student.continueTo(QStringLiteral("choosing"));
        Solver solver(student, false);
        const QString one = QStringLiteral("one");
        const auto spoken = [&] {
            QString all;
            for (const app::MarkupView* text : solver.card(one)->findChildren<app::MarkupView*>())
                if (text->isVisible())
                    all += text->spokenText() + u'\n';
            return all;
        };
        solver.solve(one, lesson::ChosenIds{{QStringLiteral("step")}});
        QVERIFY(student.texts().join(u'\n').contains(QStringLiteral("1 try left")));
        QVERIFY(!spoken().contains(QStringLiteral("The right answer")));
        solver.press(solver.card(one), QStringLiteral("Try again"));
        solver.solve(one, lesson::ChosenIds{{QStringLiteral("zero")}});
        QVERIFY2(spoken().contains(QStringLiteral("The right answer")), qPrintable(spoken()));
        QVERIFY(spoken().contains(QStringLiteral("loss.backward() computes them")));
        solver.press(solver.card(one), QStringLiteral("Try again"));
        solver.solve(one);
        QVERIFY(student.lesson().progress(one).grade->correct);
        QVERIFY(student.lesson().progress(one).grade->score < 2); // it had been shown
    }

    void tryingAgainDrawsOtherNumbersAndAReopenedLessonShowsTheSame() {
        const QString drawn = QStringLiteral("drawn");
        QString asked;
        {
            Student student = desk_->student();
            student.openLesson(QStringLiteral("lesson-everything"));
            student.continueTo(QStringLiteral("choosing"));
            Solver solver(student, false);
            const QString before = solver.card(drawn)->accessibleName();
            QVERIFY2(!before.contains(QStringLiteral("{{")), qPrintable(before));
            solver.solve(drawn, 1000.0);
            QCOMPARE(solver.card(drawn)->accessibleName(), before);
            solver.press(solver.card(drawn), QStringLiteral("Try again with other numbers"));
            student.settle();
            QVERIFY(solver.card(drawn)->accessibleName() != before);
            solver.solve(drawn);
            asked = solver.card(drawn)->accessibleName();
            student.quit();
        }
        Student student = desk_->student();
        student.openLesson(QStringLiteral("continue"));
        student.settle();
        Solver solver(student, false);
        QCOMPARE(solver.card(drawn)->accessibleName(), asked);
        QVERIFY(student.lesson().progress(drawn).grade->correct);
        QCOMPARE(student.lesson().progress(drawn).tries, 2);
    }

    void aRunThatMissesSaysWhatItMissedAndTheHeldKnobStaysAsItIs() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-everything"));
        student.continueTo(QStringLiteral("running"));
        const QString reach = QStringLiteral("reach");
        QWidget* start = student.named<QWidget>(QStringLiteral("Start x"));
        QVERIFY(start && !start->isEnabled());
        QVERIFY(!start->accessibleDescription().isEmpty());
        run(student, false, {});
        QTRY_VERIFY_WITH_TIMEOUT(student.lesson().progress(reach).grade.has_value(), kPatience);
        QVERIFY(!student.lesson().progress(reach).grade->correct);
        const QString texts = student.texts().join(u'\n');
        QVERIFY2(texts.contains(QStringLiteral("Training loss at most 0.0001 · it was ")), qPrintable(texts));
        QVERIFY2(texts.contains(QStringLiteral("4 runs left")), qPrintable(texts));
        run(student, false, QStringLiteral("1"));
        QTRY_VERIFY_WITH_TIMEOUT(student.lesson().progress(reach).grade->correct, kPatience);
        QVERIFY(student.named<QWidget>(QStringLiteral("Start x"))->isEnabled());
        run(student, false, QStringLiteral("0.02")); // a worse run afterwards
        QVERIFY(student.lesson().progress(reach).grade->correct);
        QCOMPARE(student.lesson().progress(reach).tries, 2);
    }

    void theWalkthroughAndTheTabsWorkInTheLesson() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-everything"));
        auto* walkthrough = student.window().findChild<app::WalkthroughCard*>();
        QVERIFY(walkthrough);
        auto* code = walkthrough->findChild<app::CodeView*>();
        student.tabTo(code);
        QTest::keyClick(code, Qt::Key_Right);
        QCOMPARE(walkthrough->stop(), 1);
        auto* tabs = student.window().findChild<QTabBar*>();
        QVERIFY(tabs);
        student.tabTo(tabs);
        QTest::keyClick(tabs, Qt::Key_Right);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Keras"));
    }

    void aTermIsShownOverTheTextAndALinkGoesToItsLesson() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-everything"));
        QTextBrowser* text = nullptr;
        for (auto* each : student.window().findChildren<app::MarkupView*>())
            if (each->spokenText().contains(QStringLiteral("what a word means")))
                text = each;
        QVERIFY(text);
        student.tabTo(text);
        follow(text, QStringLiteral("glossary:sgd"));
        auto* popup = student.window().findChild<QWidget*>(QStringLiteral("term"));
        QVERIFY(popup && popup->isVisible());
        QCOMPARE(popup->accessibleName(), QStringLiteral("Stochastic gradient descent"));
        student.settle();
        QVERIFY(popup->accessibleDescription().contains(QStringLiteral("torch.optim.SGD")));
        QTest::keyClick(popup, Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QSignalSpy shown(&student.window(), &app::MainWindow::lessonShown);
        follow(text, QStringLiteral("lesson:plain"));
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
        QCOMPARE(student.lesson().lesson().id, QStringLiteral("plain"));
    }

private:
    /// Goes from link to link with Tab, and follows `link` with Enter.
    static void follow(QTextBrowser* text, const QString& link) {
        text->setFocus();
        for (int presses = 0; presses < 10; ++presses) {
            if (text->textCursor().charFormat().anchorHref() == link) {
                QTest::keyClick(text, Qt::Key_Return);
                return;
            }
            QTest::keyClick(text, Qt::Key_Tab);
        }
        QFAIL(qPrintable(link));
    }

    /// One run from step 0 to its end, at `rate` where one is given.
    static void run(Student& student, bool keys, const QString& rate) {
        if (student.experiment().state() == app::ExperimentController::State::Stopped)
            student.press(QStringLiteral("Rewind"));
        if (!rate.isEmpty()) {
            auto* field = student.named<QLineEdit>(QStringLiteral("Learning rate, value"));
            QVERIFY(field);
            if (keys)
                student.tabTo(field);
            else
                field->setFocus();
            field->selectAll();
            QTest::keyClicks(field, rate);
            QTest::keyClick(field, Qt::Key_Return);
        }
        auto* speed = student.named<QComboBox>(QStringLiteral("Speed"));
        QVERIFY(speed);
        if (keys)
            student.tabTo(speed);
        else
            speed->setFocus();
        QTest::keyClick(speed, Qt::Key_End);
        if (keys) {
            QAbstractButton* play = student.button(QStringLiteral("Play"));
            student.tabTo(play);
            QTest::keyClick(play, Qt::Key_Space);
        } else {
            student.press(QStringLiteral("Play"));
        }
        QTRY_COMPARE_WITH_TIMEOUT(student.experiment().state(), app::ExperimentController::State::Stopped,
                                  kPatience);
    }

    static void solveByRunning(Student& student, Solver&, bool keys) {
        run(student, keys, QStringLiteral("1"));
        const QString reach = QStringLiteral("reach");
        QTRY_VERIFY_WITH_TIMEOUT(student.lesson().progress(reach).grade.has_value(), kPatience);
        QVERIFY(student.lesson().progress(reach).grade->correct);
    }

    std::unique_ptr<app::StudentDesk> desk_{};
};

QTEST_MAIN(TestEveryKind)
#include "test_every_kind.moc"
