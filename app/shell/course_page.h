#pragma once

#include "shell/course_outline.h"
#include "shell/course_shelf.h"
#include "shell/page_column.h"

#include <vector>

namespace downhill::app {

/// How the course page shows the lessons.
enum class CourseView {
    Fitting, ///< what fits the page's width; until the student chooses
    List,
    Map
};

/// The lessons of a course as a list by its units or as a map, with the way back to where the student was,
/// what could not be read, and, where there are several courses, a choice among them.
class CoursePage : public PageColumn {
    Q_OBJECT

public:
    explicit CoursePage(Appearance& appearance, QWidget* parent = nullptr);

    /// `problems`: sentences about what was left out. `choices`: every course, also this one.
    void showCourse(const lesson::Course& course, const CourseMemory& memory, const QStringList& problems,
                    const std::vector<CourseChoice>& choices);
    void setView(CourseView view);

Q_SIGNALS:
    void courseChosen(const QString& id);
    void lessonChosen(const QString& id);
    void testChosen(const QString& lesson); ///< the one by which a lesson can be skipped
    void viewChosen(downhill::app::CourseView view);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    bool showsMap() const;
    /// Shows everything anew where it is no longer shown as it should be.
    void fitView();
    void rebuild();
    void addHead();
    void addChoice();
    void addResume(const OutlineResume& resume);
    void addProblems();
    void addMap();
    void addList();

    Appearance& appearance_;
    CourseOutline outline_{};
    QStringList problems_{};
    std::vector<CourseChoice> choices_{};
    CourseView view_ = CourseView::Fitting;
    bool mapShown_ = false;
};

} // namespace downhill::app
