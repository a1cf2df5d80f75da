#pragma once

#include "lesson/course.h"
#include "memory/student_memory.h"

#include <QWidget>

class QScrollArea;

namespace downhill::app {

class Appearance;

/// The lessons of a course as a list, with the way back to where the student was, and what could not be read.
class CoursePage : public QWidget {
    Q_OBJECT

public:
    explicit CoursePage(Appearance& appearance, QWidget* parent = nullptr);

    /// `problems`: sentences about lessons that were left out.
    void showCourse(const lesson::Course& course, const CourseMemory& memory, const QStringList& problems);

Q_SIGNALS:
    void lessonChosen(const QString& id);

private:
    QWidget* makeContinue(const lesson::Course& course, const CourseMemory& memory);
    QWidget* makeProblems(const QStringList& problems);

    Appearance& appearance_;
    QScrollArea* scroll_;
};

} // namespace downhill::app
