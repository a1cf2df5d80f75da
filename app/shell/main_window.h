#pragma once

#include "memory/preferences.h"
#include "memory/profiles.h"
#include "memory/student_memory.h"
#include "memory/study_memory.h"
#include "progress/study_clock.h"
#include "shell/course_shelf.h"
#include "shell/lesson_watcher.h"
#include "shell/side_bar.h"
#include "shell/translations.h"
#include "text/tab_choices.h"
#include "theme/motion.h"

#include <QElapsedTimer>
#include <QMainWindow>

#include <memory>

class QAction;
class QTemporaryDir;

namespace downhill::app {

class Appearance;
class CommandPalette;
class Commands;
class KeptLook;
class LessonPage;
class LessonSession;
class MarkupService;
class Navigator;
class PlacePages;
class ShortcutSheet;
class TroublePage;
class WelcomePage;

/// The application's window: it opens what is remembered and the courses, and brings pages, students and
/// lessons together.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    struct Folders {
        QString lessons{}; ///< the course that comes with the program
        QString data{};    ///< where the student's file is, and further courses in `courses`
        QString opened{};  ///< a course, or lessons, asked for at the start; shown first. Empty: none
    };

    MainWindow(Folders folders, Appearance& appearance, MarkupService& markup, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens the data folder and the course; the pages follow. Where nobody has said a name, that is asked
    /// for first.
    void start();
    /// The student's name, where it was asked for.
    void introduce(const QString& name);

    /// At the step where the student was, or at the one that is named.
    void openLesson(const QString& id, const QString& step = {});
    /// The test by which a lesson can be skipped.
    void openTest(const QString& lesson);
    /// Whether the open lesson is read again when its files change, from the next one on; it is at first.
    void followFiles(bool follow) { followsFiles_ = follow; }
    void showPlace(Place place);
    void showCourse() { showPlace(Place::Course); }
    /// Shows another of the courses that were found.
    void chooseCourse(const QString& id);
    /// Goes on where every lesson is open and nothing is kept, and back from there.
    void useScratch();
    void leaveScratch();

    const lesson::Course& course() const { return shelf_.course(); }
    LessonSession* session() { return session_.get(); }
    StudentMemory& memory() { return memory_; }
    Commands& commands() { return *commands_; }

Q_SIGNALS:
    void welcomeShown();
    void courseShown();
    void lessonShown();
    void testShown();
    void placeShown(downhill::app::Place place);
    void troubleShown();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void makePages();
    void makeCommands();
    void addThemes();
    void openMemory(std::shared_ptr<QTemporaryDir> left = {});
    void takeStudents(const store::Result<Students>& students);
    /// After another student was chosen: their settings, then their course.
    void takePreferences();
    lesson::LibraryFolders libraryFolders() const;
    void findCourses();
    void showStudents(bool bringUp);
    void unlockAll(bool unlock);
    void connectLessonPage();
    void closeLesson();
    void showTerm(const QString& id);
    void goToStep(const QString& id);
    /// Its files have changed.
    void readLessonAgain();
    void openPalette();
    void chooseDataFolder();
    void goOnWithoutMemory();
    void showTrouble(const QString& headline, const QString& explanation, bool canGoOn);
    void report(const store::Error& error);
    QString dataFolder() const;

    Folders folders_;
    Appearance& appearance_;
    MarkupService& markup_;
    Motion motion_{};
    TabChoices tabs_{};
    StudentMemory memory_{};
    Profiles profiles_{memory_.store()};
    StudyMemory study_{memory_.store()};
    StudyClock studyClock_{};
    QElapsedTimer sinceStart_{};
    Preferences preferences_{memory_.store()};
    std::unique_ptr<KeptLook> keptLook_;
    CourseShelf shelf_{interfaceLanguage()};
    LessonWatcher watcher_{}; ///< of the lesson that is open
    bool followsFiles_ = true;
    Students students_{};
    std::unique_ptr<QTemporaryDir> scratch_{}; ///< there while nothing is kept
    bool placed_ = false;                      ///< the window stands where it stood the last time
    Commands* commands_;
    QAction* unlockAll_ = nullptr;
    Navigator* navigator_;
    CommandPalette* palette_;
    ShortcutSheet* sheet_;
    PlacePages* pages_ = nullptr;
    TroublePage* troublePage_;
    WelcomePage* welcomePage_;
    LessonPage* lessonPage_ = nullptr;
    double textShare_ = 0; ///< where the divider was moved to in the open lesson; 0: it was not
    std::unique_ptr<LessonSession> session_{};
};

} // namespace downhill::app
