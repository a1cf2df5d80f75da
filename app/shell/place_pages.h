#pragma once

#include "memory/study_memory.h"
#include "shell/side_bar.h"

#include <QObject>

class QAction;

namespace downhill::lesson {
struct Lesson;
}

namespace downhill::app {

class Appearance;
class CoursePage;
class CourseShelf;
class GlossaryPage;
class MarkupService;
class Motion;
class Navigator;
class ProgressPage;
class ReviewPage;
class SettingsPage;
class SkipTestPage;
class StudentMemory;
class TabChoices;
struct CourseMemory;

/// The pages of the places: recalls what each shows, and shows it.
class PlacePages : public QObject {
    Q_OBJECT

public:
    /// What the pages work with. All of it outlives them.
    struct Desk {
        Appearance& appearance;
        MarkupService& markup;
        Motion& motion;
        TabChoices& tabs;
        StudentMemory& memory;
        StudyMemory& study;
        CourseShelf& shelf;
        QAction& unlockAll; ///< shows what is kept; enabled once that is known
    };

    PlacePages(const Desk& desk, Navigator& navigator, QWidget* window);

    SettingsPage& settings() { return *settings_; }
    CoursePage& course() { return *course_; }
    /// Recalls what the place needs; shown() follows, unless something else is shown before.
    void show(Place place);
    /// What is being recalled is not to be shown any more.
    void cancel() { ++request_; }
    void showTerm(const QString& id);
    /// The test by which `lesson` can be skipped; it has the window to itself.
    void showTest(const lesson::Lesson& lesson);
    void showQuestion(const QString& id);

Q_SIGNALS:
    void lessonChosen(const QString& id);
    void testChosen(const QString& lesson);
    void courseChosen(const QString& id);
    void shown(downhill::app::Place place);
    void failed(const downhill::store::Error& error);

private:
    void connectPages();
    void showMemory(Place place, const CourseMemory& memory);
    void showProgress(const CourseMemory& memory);
    void countDue();
    void exportProgress();
    void finish(Place place);

    Desk desk_;
    Navigator& navigator_;
    QWidget* window_;
    CoursePage* course_;
    ReviewPage* review_;
    ProgressPage* progress_;
    GlossaryPage* glossary_;
    SettingsPage* settings_;
    SkipTestPage* test_;
    QByteArray csv_{}; ///< of the progress that is shown
    int request_ = 0;
};

} // namespace downhill::app
