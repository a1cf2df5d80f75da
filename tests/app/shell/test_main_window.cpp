#include "course_files.h"
#include "student_desk.h"
#include "sweep.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace downhill;
using app::MainWindow;

namespace {

constexpr int kPatience = 30'000;

QString textsOf(const QWidget& window) {
    QStringList all;
    for (const QLabel* label : window.findChildren<QLabel*>())
        if (label->isVisible())
            all.append(label->text());
    return all.join(u'\n');
}

/// Whether the course page says of a lesson that another had better come first.
bool isAdvisedAgainst(const QWidget& window) {
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>())
        if (button->isVisible() && button->accessibleDescription().contains(QStringLiteral("best after")))
            return true;
    return false;
}

QPushButton* buttonOf(const QWidget& window, const QString& text) {
    for (QPushButton* button : window.findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == text)
            return button;
    return nullptr;
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { desk_ = std::make_unique<app::StudentDesk>(); }
    void init() { desk_->setUp(app::shippedCourse()); }

    void showsTheCourseAtTheStart() {
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::courseShown));
        QVERIFY(textsOf(window).contains(QStringLiteral("How neural networks learn")));
    }

    void aDataFolderThatCannotBeMadeIsNamedAndNothingIsLost() {
        const QString file = desk_->path(QStringLiteral("file"));
        app::writeFile(file, {});
        desk_->folders.data = file + QStringLiteral("/data");
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::troubleShown));
        QVERIFY2(textsOf(window).contains(file), qPrintable(textsOf(window)));
        QVERIFY(buttonOf(window, QStringLiteral("Choose another folder…")));

        QSignalSpy shown(&window, &MainWindow::courseShown);
        QTest::mouseClick(buttonOf(window, QStringLiteral("Go on without remembering")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
    }

    void aFileThatIsNoDatabaseIsLeftAsItIs() {
        const QString name = desk_->path(QStringLiteral("data/downhill.sqlite"));
        app::writeFile(name, "My dissertation, the only copy.");
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::troubleShown));
        QVERIFY2(textsOf(window).contains(name), qPrintable(textsOf(window)));
        QCOMPARE(app::contentOf(name), QByteArray("My dissertation, the only copy."));
    }

    void aDatabaseFromANewerVersionIsLeftAsItIs() {
        {
            MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
            QVERIFY(startsWith(window, &MainWindow::courseShown));
        }
        const QString name = desk_->path(QStringLiteral("data/downhill.sqlite"));
        {
            QSqlDatabase database =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
            database.setDatabaseName(name);
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 4711")));
            database.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
        const QByteArray before = app::contentOf(name);
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::troubleShown));
        QVERIFY2(textsOf(window).contains(QStringLiteral("4711")), qPrintable(textsOf(window)));
        QCOMPARE(app::contentOf(name), before);
    }

    void aBrokenLessonIsLeftOutAndItsPlaceIsNamed() {
        desk_->setUp();
        app::copyFolder(app::shippedCourse(), desk_->folders.lessons);
        app::writeFile(desk_->path(QStringLiteral("lessons/learning-rate/lesson.json")),
                       "{\n  \"format\": 1,\n  oops\n}\n");
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::courseShown));
        const QString texts = textsOf(window);
        QVERIFY2(texts.contains(QStringLiteral("lesson.json, line 3")), qPrintable(texts));
        QVERIFY(window.findChild<QWidget*>(QStringLiteral("lesson-cost-of-error")));
        QVERIFY(!window.findChild<QWidget*>(QStringLiteral("lesson-learning-rate")));
    }

    void aFolderWithoutACourseIsSaidPlainly() {
        desk_->folders.lessons = desk_->path(QStringLiteral("nowhere"));
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::troubleShown));
        QVERIFY2(textsOf(window).contains(QStringLiteral("course.json")), qPrintable(textsOf(window)));
    }

    void lessonsStandInTheirUnitsWithTheirState() {
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::courseShown));
        const QString texts = textsOf(window);
        QVERIFY(!window.course().units.empty());
        for (const lesson::Unit& unit : window.course().units)
            QVERIFY2(texts.contains(unit.title), qPrintable(texts));
        QVERIFY2(window.findChild<QWidget*>(QStringLiteral("lesson-gradient"))
                     ->accessibleDescription()
                     .contains(QStringLiteral("Not begun")),
                 qPrintable(texts));
        QVERIFY(!window.findChild<QComboBox*>(QStringLiteral("courses"))); // there is nothing to choose
    }

    void whatIsMissingIsSaidAndALessonOpensAllTheSame() {
        desk_->folders.lessons = writeCourse(QStringLiteral("mine"), QStringLiteral("My course"));
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::courseShown));
        auto* second = window.findChild<QAbstractButton*>(QStringLiteral("lesson-b"));
        QVERIFY(second && second->isEnabled());
        const QString missing = QStringLiteral("best after “Title of a”");
        QVERIFY2(second->accessibleDescription().contains(missing),
                 qPrintable(second->accessibleDescription()));
        QSignalSpy shown(&window, &MainWindow::lessonShown);
        QTest::keyClick(second, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
        QCOMPARE(window.session()->lesson().lesson().id, QStringLiteral("b"));
    }

    void aTeacherUnlocksAllAndItStaysSo() {
        desk_->folders.lessons = writeCourse(QStringLiteral("mine"), QStringLiteral("My course"));
        {
            MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
            QAction* unlock = actionOf(window, QStringLiteral("&Unlock all lessons"));
            QVERIFY(unlock);
            QVERIFY(!unlock->isEnabled()); // nothing could keep it yet
            QVERIFY(startsWith(window, &MainWindow::courseShown));
            QVERIFY(unlock->isEnabled() && !unlock->isChecked());
            QVERIFY(isAdvisedAgainst(window));
            QSignalSpy shown(&window, &MainWindow::courseShown);
            unlock->trigger();
            QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
            QVERIFY(!isAdvisedAgainst(window));
        }
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::courseShown));
        QVERIFY(actionOf(window, QStringLiteral("&Unlock all lessons"))->isChecked());
        QVERIFY(!isAdvisedAgainst(window));
    }

    void severalCoursesAreAChoiceThatIsRemembered() {
        writeCourse(QStringLiteral("data/courses/mine"), QStringLiteral("My course"));
        {
            MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
            QVERIFY(startsWith(window, &MainWindow::courseShown));
            QCOMPARE(window.course().id, QStringLiteral("downhill"));
            auto* choice = window.findChild<QComboBox*>(QStringLiteral("courses"));
            QVERIFY(choice);
            QCOMPARE(choice->count(), 2);
            QCOMPARE(choice->currentText(), window.course().title);
            choice->setFocus();
            QSignalSpy shown(&window, &MainWindow::courseShown);
            QTest::keyClick(choice, Qt::Key_Down);
            QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
            QCOMPARE(window.course().title, QStringLiteral("My course"));
            QVERIFY(window.findChild<QWidget*>(QStringLiteral("lesson-b")));
        }
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::courseShown));
        QCOMPARE(window.course().title, QStringLiteral("My course"));
    }

    void whatWasAskedForAtTheStartComesFirst() {
        const QString mine = writeCourse(QStringLiteral("mine"), QStringLiteral("My course"));
        QVERIFY(QFile::remove(mine + QStringLiteral("/course.json"))); // lessons alone will do
        desk_->folders.opened = mine;
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::courseShown));
        QCOMPARE(window.course().title, QStringLiteral("mine"));
        auto* choice = window.findChild<QComboBox*>(QStringLiteral("courses"));
        QVERIFY(choice);
        QCOMPARE(choice->count(), 2);
    }

    void aCourseThatHidesBehindAnotherIsNamed() {
        writeCourse(QStringLiteral("data/courses/again"), QStringLiteral("Again"),
                    QStringLiteral("downhill"));
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::courseShown));
        QCOMPARE(window.course().title, QStringLiteral("How neural networks learn"));
        QVERIFY2(
            textsOf(window).contains(QStringLiteral("courses/again/course.json: “downhill” is used twice")),
            qPrintable(textsOf(window)));
    }

    void everythingThatTakesTheFocusHasAName() {
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::courseShown));
        QStringList nameless = sweep::tabStops(window).nameless;
        for (const lesson::Lesson& lesson : window.course().lessons) {
            QSignalSpy shown(&window, &MainWindow::lessonShown);
            window.openLesson(lesson.id);
            QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
            for (int step = 0; step < window.session()->lesson().stepCount(); ++step) {
                window.session()->lesson().goTo(step);
                QTRY_VERIFY_WITH_TIMEOUT(desk_->markup.isIdle(), kPatience);
                for (const QString& each : sweep::tabStops(window).nameless)
                    nameless.append(lesson.id + u'/' + window.session()->lesson().step().id + u' ' + each);
            }
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    void theThemeChangesWhileALessonIsOpen() {
        MainWindow window(desk_->folders, desk_->appearance, desk_->markup);
        QVERIFY(startsWith(window, &MainWindow::courseShown));
        QSignalSpy shown(&window, &MainWindow::lessonShown);
        window.openLesson(QStringLiteral("learning-rate"));
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(desk_->markup.isIdle(), kPatience);
        const auto brightness = [&](app::Appearance::Scheme scheme) {
            desk_->appearance.setScheme(scheme);
            QApplication::processEvents();
            return window.grab()
                .toImage()
                .scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                .pixelColor(0, 0)
                .lightness();
        };
        QVERIFY(brightness(app::Appearance::Scheme::Light) > 180);
        QVERIFY(brightness(app::Appearance::Scheme::Dark) < 80);
    }

private:
    /// A course of two lessons, of which b requires a; its folder.
    QString writeCourse(const QString& name, const QString& title,
                        const QString& id = QStringLiteral("mine")) const {
        const QString folder = desk_->path(name);
        const auto write = [&](const QString& file, const QString& text) {
            app::writeFile(folder + u'/' + file, text.toUtf8());
        };
        for (const char lesson : {'a', 'b'})
            write(QStringLiteral("%1/lesson.json").arg(QLatin1Char(lesson)),
                  QStringLiteral(R"({"format": 1, "id": "%1", "version": 1, "title": "Title of %1",
                                     "summary": "S", "minutes": 5, "requires": [%2],
                                     "steps": [{"id": "s", "title": "T", "text": "X", "questions": [
                                         {"id": "q", "kind": "true-false", "prompt": "Is it?", "answer": true,
                                          "when_false": "It is."}]}]})")
                      .arg(QLatin1Char(lesson))
                      .arg(lesson == 'b' ? QStringLiteral("\"a\"") : QString()));
        write(QStringLiteral("course.json"),
              QStringLiteral(R"({"format": 1, "id": "%1", "title": "%2", "units": [
                                 {"id": "u", "title": "The unit", "lessons": ["a", "b"]}]})")
                  .arg(id, title));
        return folder;
    }

    static QAction* actionOf(const QWidget& window, const QString& text) {
        for (QAction* action : window.findChildren<QAction*>())
            if (action->text() == text)
                return action;
        return nullptr;
    }

    /// A student with a name starts the program.
    bool startsWith(MainWindow& window, void (MainWindow::*signal)()) {
        QSignalSpy spy(&window, signal);
        connect(&window, &MainWindow::welcomeShown, &window,
                [&window] { window.introduce(QStringLiteral("Ada")); });
        window.show();
        window.start();
        return QTest::qWaitFor([&] { return spy.count() > 0; }, kPatience);
    }

    std::unique_ptr<app::StudentDesk> desk_{};
};

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
