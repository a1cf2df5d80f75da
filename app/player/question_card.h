#pragma once

#include "lesson/lesson.h"
#include "player/lesson_controller.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace downhill::app {

class AnswerEditor;
class Appearance;
class MarkupService;
class MarkupView;

/// A question in its place in the lesson: prompt, answer, hints, and what came of it.
class QuestionCard : public QFrame {
    Q_OBJECT

public:
    QuestionCard(const lesson::Question& question, LessonController& controller, MarkupService& markup,
                 Appearance& appearance, QWidget* parent = nullptr);

    const QString& questionId() const { return question_.id; }

private:
    QString caption() const;
    /// Whether the feedback may be shown: a prediction waits for the run that answers it.
    bool isRevealed() const;
    void showProgress();
    void showVerdict(const QuestionProgress& progress);
    void showHints(const QuestionProgress& progress);
    void check();

    lesson::Question question_;
    LessonController& controller_;
    MarkupService& markup_;
    Appearance& appearance_;
    AnswerEditor* editor_;
    QVBoxLayout* hints_;
    QFrame* verdict_;
    QLabel* verdictIcon_;
    QLabel* verdictHeadline_;
    MarkupView* verdictText_;
    QPushButton* check_;
    QPushButton* again_;
    QPushButton* hint_;
};

} // namespace downhill::app
