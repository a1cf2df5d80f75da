#pragma once

#include "player/answer_editor.h"

#include <vector>

class QVBoxLayout;

namespace downhill::app {

class GapField;
class GapView;
class PartFeedback;
class TextContext;

/// Fills the gaps of a code or a text, in place.
class ClozeEditor : public AnswerEditor {
    Q_OBJECT

public:
    ClozeEditor(const lesson::Question& question, std::uint64_t seed, TextContext& context,
                QWidget* parent = nullptr);

    std::optional<lesson::Answer> answer() const override;
    void setAnswer(const lesson::Answer& answer) override;
    void setLocked(bool locked) override;
    void showGrade(const std::optional<lesson::Grade>& grade) override;

private:
    GapView* text_;
    std::vector<GapField*> fields_{};        ///< in the order of the text
    std::vector<PartFeedback*> feedbacks_{}; ///< one a field, under the text
};

} // namespace downhill::app
