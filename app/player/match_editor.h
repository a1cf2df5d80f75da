#pragma once

#include "player/answer_editor.h"

#include <vector>

class QVBoxLayout;

namespace downhill::app {

class ChoiceBox;
class IconMark;
class MarkupView;
class PartFeedback;
class TextContext;

/// Gives each left side a right side, each from a drop-down. Right sides that are more than plain words stand
/// below with a letter, and the drop-downs offer the letters.
class MatchEditor : public AnswerEditor {
    Q_OBJECT

public:
    MatchEditor(const lesson::Question& question, std::uint64_t seed, TextContext& context,
                QWidget* parent = nullptr);

    std::optional<lesson::Answer> answer() const override;
    void setAnswer(const lesson::Answer& answer) override;
    void setLocked(bool locked) override;
    void showGrade(const std::optional<lesson::Grade>& grade) override;

private:
    struct Row {
        QString id;
        MarkupView* left;
        ChoiceBox* right;
        IconMark* mark;
        PartFeedback* feedback;
    };

    /// How a row is shared between its sides; 0 right where the right sides stand below, under letters.
    struct Shares {
        int left;
        int right;
    };

    void addRow(const lesson::MatchPair& pair, const std::vector<lesson::OrderItem>& rights, Shares shares);
    void addLegend(const std::vector<lesson::OrderItem>& rights);

    TextContext& context_;
    QVBoxLayout* column_;
    std::vector<Row> rows_{};
};

} // namespace downhill::app
