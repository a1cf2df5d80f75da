#include "lesson/wrong_answer.h"

#include "lesson/grading.h"

#include <algorithm>
#include <utility>

namespace downhill::lesson {
namespace {

struct Erring {
    const Question& question;

    std::optional<Answer> operator()(const TrueFalseQuestion& truth) const { return !truth.answer; }
    std::optional<Answer> operator()(const NumberQuestion& number) const {
        return number.answer.value + 1 + 2 * number.answer.tolerance;
    }
    std::optional<Answer> operator()(const ChoiceQuestion& choice) const {
        const auto wrong = std::ranges::find(choice.choices, false, &Choice::right);
        return wrong == choice.choices.end() ? std::nullopt : std::optional<Answer>(ChosenIds{{wrong->id}});
    }
    std::optional<Answer> operator()(const OrderQuestion&) const {
        auto ordered = std::get<OrderedIds>(*rightAnswer(question));
        std::swap(ordered.ids.front(), ordered.ids.back());
        return ordered;
    }
    std::optional<Answer> operator()(const MatchQuestion& match) const {
        auto matches = std::get<Matches>(*rightAnswer(question));
        std::swap(matches.rights[match.pairs.front().id], matches.rights[match.pairs.back().id]);
        return matches;
    }
    std::optional<Answer> operator()(const ClozeQuestion& cloze) const {
        auto fillings = std::get<GapFillings>(*rightAnswer(question));
        fillings.gaps.erase(cloze.gaps.front().id);
        return fillings;
    }
    std::optional<Answer> operator()(const PredictQuestion& predict) const {
        return ChosenIds{{predict.choices.front().id}};
    }
    std::optional<Answer> operator()(const ExperimentQuestion&) const { return {}; }
};

} // namespace

std::optional<Answer> wrongAnswer(const Question& question) {
    return std::visit(Erring{question}, question.body);
}

} // namespace downhill::lesson
