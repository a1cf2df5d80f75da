#pragma once

#include "player/answer_editor.h"

#include <vector>

class QAbstractButton;
class QButtonGroup;

namespace downhill::app {

class IconMark;
class MarkupView;
class PartFeedback;
class TextContext;

/// One or several of a few choices, also true or false. Each choice is a button beside a formatted text;
/// arrow keys and Space work as in any group of buttons.
class ChoiceEditor : public AnswerEditor {
    Q_OBJECT

public:
    ChoiceEditor(const lesson::Question& question, std::uint64_t seed, TextContext& context,
                 QWidget* parent = nullptr);

    std::optional<lesson::Answer> answer() const override;
    void setAnswer(const lesson::Answer& answer) override;
    void setLocked(bool locked) override;
    void showGrade(const std::optional<lesson::Grade>& grade) override;

private:
    struct Row {
        QString id;
        QAbstractButton* button;
        MarkupView* text;
        IconMark* mark;
        PartFeedback* feedback;
    };

    void addRow(const QString& id, const QString& text);

    bool trueFalse_ = false;
    bool predict_ = false;
    bool several_ = false;
    TextContext& context_;
    QButtonGroup* group_;
    std::vector<Row> rows_{};
};

} // namespace downhill::app
