#include "course_files.h"
#include "lesson/wrong_answer.h"
#include "player/lesson_page.h"
#include "settings/students_panel.h"
#include "shell/commands.h"
#include "shell/course_page.h"
#include "student_desk.h"
#include "sweep.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>

#include <functional>

using namespace downhill;
using app::MainWindow;
using app::Place;
using app::Student;

namespace {

constexpr int kPatience = Student::kPatience;

using Look = std::function<void(const QString& screen, QWidget& window)>;

/// Rightly, with every hint opened before, or not at all where it takes a run.
void answerAll(Student& student, bool rightly) {
    for (const lesson::Question& question : student.lesson().step().questions) {
        for (std::size_t i = 0; i < question.hints.size(); ++i)
            student.lesson().openHint(question);
        const lesson::Question asked = student.lesson().drawn(question);
        const auto given = rightly ? lesson::rightAnswer(asked) : lesson::wrongAnswer(asked);
        if (!given)
            continue;
        student.lesson().tryAgain(question);
        student.lesson().answer(question, *given);
        QTRY_VERIFY_WITH_TIMEOUT(!student.lesson().progress(question.id).saving, kPatience);
    }
    student.settle();
}

void goThroughLessons(Student& student, const Look& look) {
    for (const lesson::Lesson& lesson : std::vector(student.window().course().lessons)) {
        QSignalSpy shown(&student.window(), &MainWindow::lessonShown);
        student.window().openLesson(lesson.id);
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
        for (int step = 0; step < student.lesson().stepCount(); ++step) {
            student.lesson().goTo(step);
            student.settle();
            const QString name = QStringLiteral("step ") + student.lesson().step().id;
            look(name, student.window());
            answerAll(student, false);
            look(name + QStringLiteral(", answered wrongly"), student.window());
            answerAll(student, true);
            if (student.lesson().step().experiment) {
                QTRY_COMPARE_WITH_TIMEOUT(student.experiment().state(),
                                          app::ExperimentController::State::Ready, kPatience);
                student.experiment().setSpeed(app::ExperimentController::Speed::Fast);
                student.experiment().play();
                QTRY_COMPARE_WITH_TIMEOUT(student.experiment().state(),
                                          app::ExperimentController::State::Stopped, kPatience);
                student.settle();
            }
            look(name + QStringLiteral(", done"), student.window());
        }
        if (const auto& terms = student.window().course().glossary.terms; !terms.empty()) {
            auto* page = student.window().findChild<app::LessonPage*>();
            page->showTerm(terms.front(), page);
            student.settle();
            auto* popup = student.window().findChild<QWidget*>(QStringLiteral("term"));
            QVERIFY(popup);
            look(QStringLiteral("term"), *popup);
            popup->hide();
        }
    }
}

void goThroughReview(Student& student, const Look& look) {
    const lesson::Course& course = student.window().course();
    for (const lesson::Lesson& lesson : course.lessons)
        for (const lesson::Step& step : lesson.steps)
            for (const lesson::Question& question : step.questions)
                student.makeDue(lesson.id, question.id);
    student.goTo(Place::Review);
    look(QStringLiteral("review, due"), student.window());
    student.press(QStringLiteral("review-go"));
    student.settle();
    look(QStringLiteral("review, a question"), student.window());
    student.goTo(Place::Review);
}

void goThroughTest(Student& student, const Look& look) {
    student.window().openTest(QStringLiteral("everything"));
    student.settle();
    look(QStringLiteral("test"), student.window());
    for (int presses = 0; presses < 20; ++presses) {
        QAbstractButton* unknown = student.button(QStringLiteral("unknown"));
        if (!unknown)
            break;
        QTest::mouseClick(unknown, Qt::LeftButton);
        student.settle();
    }
    look(QStringLiteral("test, its end"), student.window());
}

void goThroughOverlays(Student& student, const Look& look) {
    for (const char* key : {"Ctrl+K", "?"}) {
        for (QAction* action : student.window().actions())
            if (action->shortcut() == QKeySequence(QLatin1String(key)))
                action->trigger();
        student.settle();
        look(QLatin1String(key), student.window());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    }
    for (QAction* menu : student.window().menuBar()->actions())
        if (menu->menu()) {
            menu->menu()->popup({});
            look(QStringLiteral("menu ") + menu->text(), *menu->menu());
            menu->menu()->hide();
        }
}

void goThroughPlaces(Student& student, const Look& look) {
    auto* page = student.window().findChild<app::CoursePage*>();
    for (const auto view : {app::CourseView::List, app::CourseView::Map}) {
        student.goTo(Place::Course);
        page->setView(view);
        student.settle();
        look(view == app::CourseView::Map ? QStringLiteral("course map") : QStringLiteral("course list"),
             student.window());
    }
    for (const Place place : {Place::Review, Place::Progress, Place::Glossary, Place::Settings}) {
        student.goTo(place);
        look(QStringLiteral("place %1").arg(static_cast<int>(place)), student.window());
    }
}

void goThroughStudents(Student& student, const Look& look) {
    student.goTo(Place::Settings);
    for (const char* deed : {"remove", "rename"}) {
        student.press(QLatin1String(deed));
        student.settle();
        look(QStringLiteral("settings, ") + QLatin1String(deed), student.window());
    }
}

} // namespace

class TestEveryScreen : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { desk_ = std::make_unique<app::StudentDesk>(); }
    void init() { desk_->setUp(app::everythingCourse()); }

    void whateverCanBeUsedHasANameAndEveryChartSpeaks() {
        QStringList found;
        sweep::Reachable all;
        goEverywhere([&](const QString& screen, QWidget& window) {
            for (const QString& each : sweep::nameless(window))
                found.append(screen + QStringLiteral(": ") + each);
            const auto here = sweep::reachable(window);
            QVERIFY2(here.controls > 0, qPrintable(screen));
            all.controls += here.controls;
            all.charts += here.charts;
        });
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        QVERIFY2(all.controls > 500 && all.charts >= 4,
                 qPrintable(QStringLiteral("%1 controls, %2 charts").arg(all.controls).arg(all.charts)));
        qInfo("%d controls and %d charts on %d screens", all.controls, all.charts, screens_);
    }

    void everyTextIsTranslated() {
        sweep::PseudoLanguage pseudo;
        QApplication::installTranslator(&pseudo);
        QStringList found;
        goEverywhere([&](const QString& screen, QWidget& window) {
            for (const QString& each : sweep::untranslated(window, authored_))
                found.append(screen + QStringLiteral(": ") + each);
        });
        QApplication::removeTranslator(&pseudo);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    /// The sweep itself: what it is to find, it finds.
    void aTextThatIsNotTranslatedIsFound() {
        sweep::PseudoLanguage pseudo;
        QApplication::installTranslator(&pseudo);
        QWidget window;
        auto* label = new QLabel(QStringLiteral("Left alone"), &window);
        new QLabel(QObject::tr("Translated, %1 times").arg(3), &window);
        new QLabel(QStringLiteral("An author's title"), &window);
        auto* button = new QPushButton(&window);
        window.show();
        sweep::Authored authored;
        authored.add(QStringLiteral("An author’s title, and more"));
        const QStringList found = sweep::untranslated(window, authored);
        QCOMPARE(found.size(), 1);
        QVERIFY(found.front().contains(label->text()));
        const QStringList nameless = sweep::nameless(window);
        QCOMPARE(nameless.size(), 1);
        button->setAccessibleName(QObject::tr("Named"));
        QVERIFY(sweep::nameless(window).isEmpty());
        QApplication::removeTranslator(&pseudo);
    }

private:
    void goEverywhere(const Look& given) {
        screens_ = 0;
        const Look look = [&](const QString& screen, QWidget& window) {
            ++screens_;
            given(screen, window);
        };
        lookAtTheStart(look);
        Student student = desk_->student();
        authored_ = sweep::Authored(student.window().course());
        authored_.add(desk_->folders.data);
        authored_.add(QLocale().toString(QDate::currentDate(), QLocale::ShortFormat));
        goThroughPlaces(student, look);
        goThroughStudents(student, look);
        goThroughOverlays(student, look);
        goThroughLessons(student, look);
        goThroughTest(student, look);
        goThroughReview(student, look);
        goThroughPlaces(student, look); // now with something to show
    }

    void lookAtTheStart(const Look& look) {
        authored_ = {};
        authored_.add(desk_->folder.path());
        app::MainWindow::Folders folders = desk_->folders;
        {
            folders.data = desk_->path(QStringLiteral("new"));
            MainWindow window(folders, desk_->appearance, desk_->markup);
            QSignalSpy welcome(&window, &MainWindow::welcomeShown);
            window.show();
            window.start();
            QTRY_COMPARE_WITH_TIMEOUT(welcome.count(), 1, kPatience);
            look(QStringLiteral("welcome"), window);
        }
        app::writeFile(desk_->path(QStringLiteral("file")), {});
        folders.data = desk_->path(QStringLiteral("file/data"));
        MainWindow window(folders, desk_->appearance, desk_->markup);
        QSignalSpy trouble(&window, &MainWindow::troubleShown);
        window.show();
        window.start();
        QTRY_COMPARE_WITH_TIMEOUT(trouble.count(), 1, kPatience);
        look(QStringLiteral("trouble"), window);
    }

    std::unique_ptr<app::StudentDesk> desk_{};
    sweep::Authored authored_{};
    int screens_ = 0;
};

QTEST_MAIN(TestEveryScreen)
#include "test_every_screen.moc"
