#pragma once

#include "player/answer_editor.h"

class QLineEdit;

namespace downhill::app {

/// A field for a number, with its unit.
class NumberEditor : public AnswerEditor {
    Q_OBJECT

public:
    explicit NumberEditor(const lesson::NumberQuestion& question, QWidget* parent = nullptr);

    std::optional<lesson::Answer> answer() const override;
    void setAnswer(const lesson::Answer& answer) override;
    void setLocked(bool locked) override;
    void showGrade(const std::optional<lesson::Grade>&) override {}

private:
    QLineEdit* field_;
};

} // namespace downhill::app
