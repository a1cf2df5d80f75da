#pragma once

#include "lesson/lesson.h"
#include "memory/student_memory.h"

#include <QAbstractButton>

class QLabel;

namespace downhill::app {

class Appearance;

/// A lesson in the course list: what it is about, how long it takes, how far the student is. Pressing it
/// opens it.
class LessonCard : public QAbstractButton {
    Q_OBJECT

public:
    LessonCard(int number, const lesson::Lesson& lesson, const LessonMemory& memory,
               const QStringList& before, Appearance& appearance, QWidget* parent = nullptr);

    const QString& lessonId() const { return id_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    Appearance& appearance_;
    QString id_;
    int number_;
    double share_ = 0; ///< of the points
    bool begun_ = false;
    bool mastered_ = false;
};

} // namespace downhill::app
