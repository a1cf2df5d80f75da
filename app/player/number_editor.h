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

    /// Reads a number as people write it: a comma or a point, a minus of either kind, a fraction such as 1/3.
    static std::optional<double> parse(const QString& text);

private:
    QLineEdit* field_;
};

} // namespace downhill::app
