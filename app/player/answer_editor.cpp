#include "player/answer_editor.h"

#include "player/choice_editor.h"
#include "player/cloze_editor.h"
#include "player/experiment_editor.h"
#include "player/match_editor.h"
#include "player/number_editor.h"
#include "player/order_editor.h"

namespace downhill::app {

void AnswerEditor::focusFirst() {
    for (QWidget* next = nextInFocusChain(); next != this; next = next->nextInFocusChain()) {
        if (isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) && next->isEnabled()) {
            next->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

std::unique_ptr<AnswerEditor> makeAnswerEditor(const lesson::Question& question, std::uint64_t seed,
                                               const Wording& wording, TextContext& context) {
    if (const auto* number = std::get_if<lesson::NumberQuestion>(&question.body))
        return std::make_unique<NumberEditor>(*number);
    if (std::holds_alternative<lesson::OrderQuestion>(question.body))
        return std::make_unique<OrderEditor>(question, seed, context);
    if (std::holds_alternative<lesson::MatchQuestion>(question.body))
        return std::make_unique<MatchEditor>(question, seed, context);
    if (std::holds_alternative<lesson::ClozeQuestion>(question.body))
        return std::make_unique<ClozeEditor>(question, seed, context);
    if (const auto* experiment = std::get_if<lesson::ExperimentQuestion>(&question.body))
        return std::make_unique<ExperimentEditor>(*experiment, wording, context);
    return std::make_unique<ChoiceEditor>(question, seed, context);
}

} // namespace downhill::app
