#pragma once

#include "lesson/standing.h"

#include <QAbstractButton>

class QPainter;

namespace downhill::app {

class Appearance;

/// A lesson in the course list: what it is about, how long it takes, how far the student is, and what is
/// better learnt before. Pressing it opens it, whatever is still missing.
class LessonCard : public QAbstractButton {
    Q_OBJECT

public:
    /// `entered`: whether the student has been in it. `before`: titles of the lessons that are missing.
    LessonCard(int number, const lesson::Lesson& lesson, const lesson::Standing& standing, bool entered,
               const QStringList& before, Appearance& appearance, QWidget* parent = nullptr);

    const QString& lessonId() const { return id_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintBadge(QPainter& painter, const QRectF& badge) const;

    Appearance& appearance_;
    QString id_;
    int number_;
    lesson::Mastery mastery_;
    bool open_;
};

} // namespace downhill::app
