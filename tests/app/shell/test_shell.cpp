#include "course_files.h"
#include "settings/students_panel.h"
#include "shell/commands.h"
#include "shell/palette_search.h"
#include "student_desk.h"

#include <QAction>
#include <QCheckBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QSlider>

using namespace downhill;
using app::MainWindow;
using app::Place;
using app::Student;

namespace {

constexpr int kPatience = Student::kPatience;

void type(QWidget* at, const QString& text) {
    QTest::keyClicks(at, text);
}

} // namespace

class TestShell : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { desk_ = std::make_unique<app::StudentDesk>(); }
    void init() { desk_->setUp(app::everythingCourse()); }

    void theFirstStartAsksForANameAndEnterSuffices() {
        {
            MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
            QSignalSpy welcome(&window, &MainWindow::welcomeShown);
            QSignalSpy course(&window, &MainWindow::courseShown);
            window.show();
            window.start();
            QTRY_COMPARE_WITH_TIMEOUT(welcome.count(), 1, kPatience);
            QVERIFY(course.isEmpty());
            auto* name = window.findChild<QLineEdit*>(QStringLiteral("name"));
            QVERIFY(name && name->hasFocus());
            QTest::keyClick(name, Qt::Key_Return); // nothing was said yet
            type(name, QStringLiteral("  Grace  Hopper "));
            QTest::keyClick(name, Qt::Key_Return);
            QTRY_COMPARE_WITH_TIMEOUT(course.count(), 1, kPatience);
            window.close();
        }
        // The second time nothing is asked.
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QSignalSpy welcome(&window, &MainWindow::welcomeShown);
        QSignalSpy course(&window, &MainWindow::courseShown);
        window.show();
        window.start();
        QTRY_COMPARE_WITH_TIMEOUT(course.count(), 1, kPatience);
        QVERIFY(welcome.isEmpty());
        auto* student = window.findChild<QAbstractButton*>(QStringLiteral("student"));
        QCOMPARE(student->accessibleName(), QStringLiteral("Students, now Grace Hopper"));
    }

    void studentsAreAddedSwitchedRenamedAndRemoved() {
        Student student = desk_->student();
        openStudents(student);
        QSignalSpy course(&student.window(), &MainWindow::courseShown);
        auto* newcomer = student.named<QLineEdit>(QStringLiteral("newcomer"));
        type(newcomer, QStringLiteral("Grace"));
        QTest::keyClick(newcomer, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(course.count(), 1, kPatience); // the newcomer begins
        openStudents(student);
        QVERIFY(student.button(QStringLiteral("Switch to Ada")));
        QVERIFY(!student.button(QStringLiteral("Switch to Grace")));

        student.press(QStringLiteral("Rename Grace"));
        student.settle();
        auto* name = student.named<QLineEdit>(QStringLiteral("New name of Grace"));
        QVERIFY(name && name->hasFocus());
        name->selectAll();
        type(name, QStringLiteral("Hopper"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(student.button(QStringLiteral("Remove Hopper")), kPatience);

        student.settle();
        student.press(QStringLiteral("Remove Hopper"));
        student.settle();
        QVERIFY(student.button(QStringLiteral("Keep Hopper"))->hasFocus()); // the safe one
        student.press(QStringLiteral("Keep Hopper"));
        student.settle();
        QVERIFY(!student.button(QStringLiteral("Keep Hopper")));
        student.press(QStringLiteral("Remove Hopper"));
        student.settle();
        student.press(QStringLiteral("Remove Hopper for good"));
        QTRY_COMPARE_WITH_TIMEOUT(course.count(), 2, kPatience); // Ada goes on
        openStudents(student);
        QVERIFY(student.texts().contains(QStringLiteral("Ada")));
        QVERIFY(!student.texts().contains(QStringLiteral("Hopper")));
    }

    void eachStudentHasTheirOwnLookAndItIsThereTheNextDay() {
        {
            Student student = desk_->student();
            student.window().showPlace(Place::Settings);
            student.settle();
            student.press(QStringLiteral("Theme: Dark"));
            auto* size = student.named<QSlider>(QStringLiteral("text-size"));
            QVERIFY(size);
            size->setFocus();
            QTest::keyClick(size, Qt::Key_Right);
            QTest::keyClick(size, Qt::Key_Right);
            QVERIFY(desk_->appearance.theme().dark);
            QCOMPARE(desk_->appearance.textScale(), 1.2);
            openStudents(student);
            QSignalSpy course(&student.window(), &MainWindow::courseShown);
            auto* newcomer = student.named<QLineEdit>(QStringLiteral("newcomer"));
            type(newcomer, QStringLiteral("Grace"));
            QTest::keyClick(newcomer, Qt::Key_Return);
            QTRY_COMPARE_WITH_TIMEOUT(course.count(), 1, kPatience);
            desk_->appearance.setScheme(app::Appearance::Scheme::Light);
            openStudents(student);
            student.press(QStringLiteral("Switch to Ada"));
            QTRY_COMPARE_WITH_TIMEOUT(course.count(), 2, kPatience);
            QVERIFY(desk_->appearance.theme().dark);
            student.quit();
        }
        desk_->appearance.setScheme(app::Appearance::Scheme::Light);
        desk_->appearance.setTextScale(1);
        const Student student = desk_->student();
        QVERIFY(desk_->appearance.theme().dark);
        QCOMPARE(desk_->appearance.textScale(), 1.2);
    }

    void theScratchProfileOpensEverythingAndLeavesNoTrace() {
        Student student = desk_->student();
        QSignalSpy course(&student.window(), &MainWindow::courseShown);
        actionOf(student, QStringLiteral("Use the scratch profile"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(course.count(), 1, kPatience);
        QVERIFY(actionOf(student, QStringLiteral("Unlock all lessons"))->isChecked());
        // Its page comes after the course is told.
        QTRY_VERIFY_WITH_TIMEOUT(student.button(QStringLiteral("lesson-everything")), kPatience);
        const QAbstractButton* first = student.button(QStringLiteral("lesson-everything"));
        QVERIFY(!first->accessibleDescription().contains(QStringLiteral("best after")));
        student.openLesson(QStringLiteral("lesson-everything"));
        const QString lesson = student.lesson().lesson().id;
        student.window().showCourse();
        QTRY_COMPARE_WITH_TIMEOUT(course.count(), 2, kPatience);
        QVERIFY(student.button(QStringLiteral("Continue"))); // within it, one goes on
        openStudents(student);
        student.press(QStringLiteral("Leave the scratch profile"));
        QTRY_COMPARE_WITH_TIMEOUT(course.count(), 3, kPatience);
        QVERIFY(student.button(QStringLiteral("Begin"))); // Ada has begun nothing
        QVERIFY(!actionOf(student, QStringLiteral("Unlock all lessons"))->isChecked());
    }

    void everyPlaceIsReachedByMouseAndByItsKeys_data() {
        QTest::addColumn<bool>("keys");
        QTest::newRow("by mouse") << false;
        QTest::newRow("by keys") << true;
    }
    void everyPlaceIsReachedByMouseAndByItsKeys() {
        QFETCH(bool, keys);
        Student student = desk_->student();
        student.settle();
        for (const Place place : app::kPlaces) {
            QSignalSpy shown(&student.window(), &MainWindow::placeShown);
            if (keys)
                QTest::keySequence(&student.window(),
                                   QKeySequence(QStringLiteral("Ctrl+%1").arg(int(place) + 1)));
            else
                student.press(app::SideBar::nameOf(place));
            QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
            QCOMPARE(shown.front().front().value<Place>(), place);
        }
    }

    void thePaletteOpensALessonByAPartOfItsName() {
        Student student = desk_->student();
        QTest::keySequence(&student.window(), QKeySequence(QStringLiteral("Ctrl+K")));
        auto* field = student.named<QLineEdit>(QStringLiteral("What to look for"));
        QVERIFY(field && field->hasFocus());
        const lesson::Lesson& lesson = student.window().course().lessons.front();
        type(field, lesson.title.left(6).toUpper());
        QSignalSpy shown(&student.window(), &MainWindow::lessonShown);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
        QCOMPARE(student.lesson().lesson().id, lesson.id);
    }

    void thePaletteHasEveryCommandAndEscapeLeavesIt() {
        Student student = desk_->student();
        auto* before = student.button(QStringLiteral("continue"));
        before->setFocus();
        QTest::keySequence(&student.window(), QKeySequence(QStringLiteral("Ctrl+K")));
        auto* field = student.named<QLineEdit>(QStringLiteral("What to look for"));
        auto* list = student.named<QListWidget>(QStringLiteral("What was found"));
        for (const auto& group : student.window().commands().groups()) {
            for (const QAction* action : group.actions) {
                if (action->isSeparator() || !action->isEnabled())
                    continue;
                const QString name = app::Commands::plain(action->text());
                field->setText(name);
                QVERIFY2(list->count() > 0 && list->item(0)->text().startsWith(name), qPrintable(name));
            }
        }
        field->setText(QStringLiteral("no such thing at all"));
        QCOMPARE(list->count(), 0);
        QVERIFY(student.texts().contains(QStringLiteral("Nothing has that name.")));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QVERIFY(before->hasFocus());
    }

    void theSheetShowsTheKeysOfAllCommands() {
        Student student = desk_->student();
        QTest::keyClick(&student.window(), Qt::Key_Question);
        QVERIFY(student.named<QWidget>(QStringLiteral("shortcuts")));
        const QStringList texts = student.texts();
        for (const auto& group : student.window().commands().groups())
            for (const QAction* action : group.actions)
                if (!action->shortcut().isEmpty()) {
                    QVERIFY2(texts.contains(app::Commands::plain(action->text())),
                             qPrintable(action->text()));
                    QVERIFY(texts.contains(action->shortcut().toString(QKeySequence::NativeText)));
                }
        student.settle();
        student.press(QStringLiteral("Close"));
        QVERIFY(!student.named<QWidget>(QStringLiteral("shortcuts")));
    }

    void searchingPrefersBeginnings() {
        const std::vector<app::PaletteEntry> entries{
            {QStringLiteral("The rate of learning"), {}, {}, {}},
            {QStringLiteral("Learning rate"), {}, {}, {}},
            {QStringLiteral("Unlearning"), {}, {}, {}},
            {QStringLiteral("Momentum"), QStringLiteral("learning"), {}, {}}};
        using Places = std::vector<std::size_t>;
        QCOMPARE(app::searchPalette(entries, QStringLiteral("LEARN")), (Places{1, 0, 2, 3}));
        QCOMPARE(app::searchPalette(entries, QStringLiteral("rate learning")), (Places{1, 0}));
        QCOMPARE(app::searchPalette(entries, QString()), (Places{0, 1, 2, 3}));
        QVERIFY(app::searchPalette(entries, QStringLiteral("xyz")).empty());
    }

    void theWindowStandsWhereItStood() {
        {
            Student student = desk_->student();
            student.window().resize(900, 640);
            student.quit();
        }
        Student student = desk_->student();
        QCOMPARE(student.window().size(), QSize(900, 640));
    }

    void theDataFolderIsShown() {
        Student student = desk_->student();
        student.window().showPlace(Place::Settings);
        QVERIFY(student.texts().contains(QDir::toNativeSeparators(desk_->folders.data)));
        QVERIFY(student.button(QStringLiteral("Open the folder of your data")));
    }

private:
    static void openStudents(Student& student) {
        student.press(QStringLiteral("student"));
        QVERIFY(student.named<app::StudentsPanel>(QStringLiteral("students")));
        student.settle();
    }

    static QAction* actionOf(Student& student, const QString& name) {
        for (const auto& group : student.window().commands().groups())
            for (QAction* action : group.actions)
                if (app::Commands::plain(action->text()) == name)
                    return action;
        return nullptr;
    }

    std::unique_ptr<app::StudentDesk> desk_{};
};

QTEST_MAIN(TestShell)
#include "test_shell.moc"
