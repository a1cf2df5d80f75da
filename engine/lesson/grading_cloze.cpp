#include "lesson/gap_text.h"
#include "lesson/grading_parts.h"

#include <algorithm>

namespace downhill::lesson {

namespace {

struct GapResult {
    bool right = false;
    QString feedback{};
};

GapResult gradeGap(const TypedGap& gap, const GapFilling& filling) {
    const auto* typed = std::get_if<QString>(&filling);
    if (!typed)
        return {};
    const QString text = comparedText(*typed, gap.ignoreCase);
    const auto isText = [&](const QString& other) { return comparedText(other, gap.ignoreCase) == text; };
    if (std::any_of(gap.accept.begin(), gap.accept.end(), isText))
        return {true, {}};
    const auto mistake = std::find_if(gap.mistakes.begin(), gap.mistakes.end(),
                                      [&](const Mistake& each) { return isText(each.text); });
    return {false, mistake == gap.mistakes.end() ? QString() : mistake->feedback};
}

GapResult gradeGap(const ChosenGap& gap, const GapFilling& filling) {
    const auto* id = std::get_if<QString>(&filling);
    if (!id)
        return {};
    const auto chosen = std::find_if(gap.choices.begin(), gap.choices.end(),
                                     [id](const Choice& choice) { return choice.id == *id; });
    return chosen == gap.choices.end() ? GapResult{} : GapResult{chosen->right, chosen->feedback};
}

GapResult gradeGap(const NumberGap& gap, const GapFilling& filling) {
    const auto* number = std::get_if<double>(&filling);
    return {number && meets(gap.answer, *number), {}};
}

/// Whether the answer names no gap that is not there.
bool isOf(const ClozeQuestion& question, const GapFillings& answer) {
    return std::all_of(answer.gaps.begin(), answer.gaps.end(), [&](const auto& given) {
        return std::any_of(question.gaps.begin(), question.gaps.end(),
                           [&](const Gap& gap) { return gap.id == given.first; });
    });
}

} // namespace

Grade gradeBody(const ClozeQuestion& question, const Answer& answer) {
    const auto* fillings = std::get_if<GapFillings>(&answer);
    if (!fillings || !isOf(question, *fillings))
        return {};
    Grade grade;
    std::size_t right = 0;
    for (const Gap& gap : question.gaps) {
        const auto given = fillings->gaps.find(gap.id);
        PartVerdict& verdict = grade.parts.emplace_back(PartVerdict{.id = gap.id});
        if (given == fillings->gaps.end()) {
            verdict.feedback = gap.wrong;
            continue;
        }
        verdict.answered = true;
        const GapResult result =
            std::visit([&](const auto& body) { return gradeGap(body, given->second); }, gap.body);
        verdict.right = result.right;
        verdict.feedback = result.right || !result.feedback.isEmpty() ? result.feedback : gap.wrong;
        right += result.right ? 1 : 0;
    }
    grade.correct = !question.gaps.empty() && right == question.gaps.size();
    if (!question.gaps.empty())
        grade.score = double(right) / double(question.gaps.size());
    return grade;
}

} // namespace downhill::lesson
