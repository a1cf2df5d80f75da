#pragma once

#include "lesson/answer.h"
#include "lesson/grading.h"
#include "lesson/lesson.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace downhill::app {

class TextContext;
struct Wording;

/// Where a student enters an answer; one kind for each kind of question.
class AnswerEditor : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What has been entered, or nothing while it is not an answer yet.
    virtual std::optional<lesson::Answer> answer() const = 0;
    virtual void setAnswer(const lesson::Answer& answer) = 0;
    virtual void setLocked(bool locked) = 0;
    /// Marks the parts of the answer, each with its feedback; nothing clears the marks.
    virtual void showGrade(const std::optional<lesson::Grade>& grade) = 0;
    /// Puts the focus on the first control of it.
    void focusFirst();

Q_SIGNALS:
    void changed();
    void submitted(); ///< Enter was pressed
};

/// The editor for `question`, whose numbers are drawn; what is shuffled in it is shuffled by `seed`.
/// `wording` is of the step's experiment.
std::unique_ptr<AnswerEditor> makeAnswerEditor(const lesson::Question& question, std::uint64_t seed,
                                               const Wording& wording, TextContext& context);

} // namespace downhill::app
