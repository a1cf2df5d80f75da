#pragma once

#include "shell/course_outline.h"

#include <QAbstractButton>

namespace downhill::app {

class Appearance;

/// A lesson in the course list: what it is about, how long it takes, how far the student is, and what is
/// better learnt before. Pressing it opens it, whatever is still missing.
class LessonCard : public QAbstractButton {
    Q_OBJECT

public:
    LessonCard(const OutlineLesson& lesson, Appearance& appearance, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    Appearance& appearance_;
    int number_;
    lesson::Standing standing_;
};

} // namespace downhill::app
