#pragma once

#include "player/answer_editor.h"

class QLabel;

namespace downhill::app {

class TaskList;
class TextContext;
struct Wording;

/// A question that is answered by a run: says what is asked of it, and how the latest one did. Nothing is
/// entered here; a run of the step's experiment is the answer when it ends.
class ExperimentEditor : public AnswerEditor {
    Q_OBJECT

public:
    /// `wording` is of the step's experiment.
    ExperimentEditor(const lesson::ExperimentQuestion& question, const Wording& wording, TextContext& context,
                     QWidget* parent = nullptr);

    std::optional<lesson::Answer> answer() const override { return answer_; }
    void setAnswer(const lesson::Answer& answer) override { answer_ = answer; }
    void setLocked(bool) override {}
    void showGrade(const std::optional<lesson::Grade>& grade) override;

private:
    QString bounds(const lesson::ExperimentQuestion& question) const;
    QString objections(const lesson::RunVerdict& verdict) const;

    QString run_; ///< id of the run that counts; empty: any
    std::optional<lesson::Answer> answer_{};
    TaskList* tasks_;
    QLabel* bounds_;
    QLabel* objections_;
};

} // namespace downhill::app
