#pragma once

#include "lesson/library.h"
#include "memory/student_memory.h"
#include "text/tab_choices.h"

#include <QMainWindow>

#include <memory>
#include <vector>

class QAction;
class QStackedWidget;
class QTemporaryDir;

namespace downhill::app {

class Appearance;
class CoursePage;
class LessonPage;
class LessonSession;
class MarkupService;
class TroublePage;

/// The application's window: the course, a lesson, or what is in the way of both.
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

    /// Opens the data folder and the course; the pages follow.
    void start();
    void openLesson(const QString& id);
    void showCourse();
    /// Shows another of the courses that were found.
    void chooseCourse(const QString& id);

    const lesson::Course& course() const { return course_; }
    LessonSession* session() { return session_.get(); }
    StudentMemory& memory() { return memory_; }

Q_SIGNALS:
    void courseShown();
    void lessonShown();
    void troubleShown();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void makeMenus();
    void openMemory();
    void findCourses();
    void setCourse(const QString& id);
    void unlockAll(bool unlock);
    void closeLesson();
    void chooseDataFolder();
    void goOnWithoutMemory();
    void showTrouble(const QString& headline, const QString& explanation, bool canGoOn);

    Folders folders_;
    Appearance& appearance_;
    MarkupService& markup_;
    TabChoices tabs_{};
    StudentMemory memory_{};
    std::vector<lesson::FoundCourse> found_{};
    lesson::Course course_{};
    QStringList problems_{}; ///< of the course, and of those that cannot be shown
    QAction* unlockAll_ = nullptr;
    std::unique_ptr<QTemporaryDir> scratch_{};
    QStackedWidget* pages_;
    CoursePage* coursePage_;
    TroublePage* troublePage_;
    LessonPage* lessonPage_ = nullptr;
    std::unique_ptr<LessonSession> session_{};
};

} // namespace downhill::app
