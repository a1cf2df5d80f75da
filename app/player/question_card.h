#pragma once

#include "lesson/lesson.h"
#include "player/lesson_controller.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace downhill::app {

class AnswerEditor;
class HintList;
class TextColumn;
class TextContext;
struct Wording;
class VerdictPanel;

/// A question in its place in the lesson: prompt, answer, hints, and what came of it.
class QuestionCard : public QFrame {
    Q_OBJECT

public:
    QuestionCard(const lesson::Question& question, LessonController& controller, TextContext& context,
                 QWidget* parent = nullptr);

    const QString& questionId() const { return question_.id; }

Q_SIGNALS:
    /// An answer was marked; `verdict` says how it was.
    void judged(QWidget* verdict);

private:
    QString caption() const;
    /// Whether the feedback may be shown: a prediction waits for the run that answers it.
    bool isRevealed() const;
    /// Asks the question as it is drawn now: its prompt and an empty editor.
    void ask();
    Wording wording() const; ///< of the step's experiment
    /// The settings of the run that a prediction waits for; empty where it waits for any.
    QString awaited() const;
    void showProgress();
    void showVerdict(const QuestionProgress& progress, int missed);
    QString noteOn(const QuestionProgress& progress, int missed) const;
    void check();

    lesson::Question question_; ///< as its author wrote it
    lesson::Question drawn_{};  ///< with the numbers that are shown
    std::uint64_t seed_ = 0;
    bool graded_ = false;
    bool hadFocus_ = false; ///< when its answer was given
    LessonController& controller_;
    TextContext& context_;
    TextColumn* prompt_;
    QVBoxLayout* place_; ///< of the editor
    AnswerEditor* editor_ = nullptr;
    HintList* hints_;
    VerdictPanel* verdict_;
    QPushButton* check_;
    QPushButton* again_;
};

} // namespace downhill::app
