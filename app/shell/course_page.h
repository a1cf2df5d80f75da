#pragma once

#include "lesson/standing.h"
#include "memory/student_memory.h"
#include "shell/course_shelf.h"

#include <QWidget>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace downhill::app {

class Appearance;

/// The lessons of a course by its units, with the way back to where the student was, what could not be read,
/// and, where there are several courses, a choice among them.
class CoursePage : public QWidget {
    Q_OBJECT

public:
    explicit CoursePage(Appearance& appearance, QWidget* parent = nullptr);

    /// `problems`: sentences about what was left out. `choices`: every course, also this one.
    void showCourse(const lesson::Course& course, const CourseMemory& memory, const QStringList& problems,
                    const std::vector<CourseChoice>& choices);

Q_SIGNALS:
    void courseChosen(const QString& id);
    void lessonChosen(const QString& id);

private:
    QWidget* makeChoice(const QString& course, const std::vector<CourseChoice>& choices);
    /// Adds a unit's heading and its lessons, which are numbered from `number` on; returns the next number.
    int addUnit(QVBoxLayout* column, const lesson::Course& course, const lesson::Unit& unit,
                const CourseMemory& memory, const QHash<QString, lesson::Standing>& standings, int number);
    QWidget* makeContinue(const lesson::Course& course, const CourseMemory& memory);
    QWidget* makeProblems(const QStringList& problems);

    Appearance& appearance_;
    QScrollArea* scroll_;
};

} // namespace downhill::app
