#include "player/answer_editor.h"

#include "player/choice_editor.h"
#include "player/number_editor.h"

namespace downhill::app {

std::unique_ptr<AnswerEditor> makeAnswerEditor(const lesson::Question& question, std::uint64_t seed,
                                               MarkupService& markup, Appearance& appearance) {
    if (const auto* number = std::get_if<lesson::NumberQuestion>(&question.body))
        return std::make_unique<NumberEditor>(*number);
    return std::make_unique<ChoiceEditor>(question, seed, markup, appearance);
}

} // namespace downhill::app
