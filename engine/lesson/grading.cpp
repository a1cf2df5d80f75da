#include "lesson/grading.h"

#include "lesson/grading_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::lesson {

namespace {

double costOfHints(const Question& question, int opened) {
    const auto count = std::min(question.hints.size(), static_cast<std::size_t>(std::max(opened, 0)));
    double cost = 0;
    for (std::size_t i = 0; i < count; ++i)
        cost += question.hints[i].cost;
    return cost;
}

bool solutionWasShown(const Question& question, int earlierTries) {
    return question.tries > 0 && earlierTries >= question.tries && question.parameters.empty();
}

void deduct(Grade& grade, const Question& question, const Attempt& attempt) {
    if (grade.score <= 0)
        return;
    const auto* experiment = std::get_if<ExperimentQuestion>(&question.body);
    if (experiment && experiment->runs > 0 && attempt.earlierTries >= experiment->runs) {
        grade.score = 0;
        grade.deductions.push_back(Deduction::TooManyRuns);
        return;
    }
    if (solutionWasShown(question, attempt.earlierTries)) {
        grade.score *= kShareAfterSolution;
        grade.deductions.push_back(Deduction::SolutionShown);
    }
    if (const double cost = costOfHints(question, attempt.hintsOpened); cost > 0) {
        grade.score = std::max(0.0, grade.score - cost);
        grade.deductions.push_back(Deduction::HintsOpened);
    }
}

QStringList idsOf(const std::vector<Choice>& choices, bool right) {
    QStringList ids;
    for (const Choice& choice : choices) {
        if (choice.right == right)
            ids.append(choice.id);
    }
    return ids;
}

struct RightAnswer {
    Answer operator()(const ChoiceQuestion& question) const {
        return ChosenIds{idsOf(question.choices, true)};
    }
    Answer operator()(const TrueFalseQuestion& question) const { return question.answer; }
    Answer operator()(const NumberQuestion& question) const { return question.answer.value; }
    Answer operator()(const OrderQuestion& question) const {
        OrderedIds order;
        for (const OrderItem& item : question.items)
            order.ids.append(item.id);
        return order;
    }
    Answer operator()(const MatchQuestion& question) const {
        Matches matches;
        for (const MatchPair& pair : question.pairs)
            matches.rights[pair.id] = pair.id;
        return matches;
    }
    Answer operator()(const ClozeQuestion& question) const {
        GapFillings fillings;
        for (const Gap& gap : question.gaps)
            fillings.gaps[gap.id] = std::visit(*this, gap.body);
        return fillings;
    }
    Answer operator()(const PredictQuestion& question) const {
        const QStringList right = idsOf(question.choices, true);
        const QStringList any = right.isEmpty() ? idsOf(question.choices, false) : right;
        return ChosenIds{any.mid(0, 1)};
    }
    Answer operator()(const ExperimentQuestion&) const { return RunAnswer{}; }

    GapFilling operator()(const TypedGap& gap) const { return gap.accept.value(0); }
    GapFilling operator()(const ChosenGap& gap) const { return idsOf(gap.choices, true).value(0); }
    GapFilling operator()(const NumberGap& gap) const { return gap.answer.value; }
};

} // namespace

bool meets(const NumberTarget& target, double number) {
    if (!std::isfinite(number) || !std::isfinite(target.value))
        return false;
    const double tolerance = target.relative ? target.tolerance * std::abs(target.value) : target.tolerance;
    // A hair more than the tolerance, so that 0.3 is within 0.1 of 0.2 as it is on paper.
    const double rounding =
        4 * std::numeric_limits<double>::epsilon() * std::max(std::abs(number), std::abs(target.value));
    return std::abs(number - target.value) <= tolerance + rounding;
}

Grade gradeWhole(bool correct) {
    Grade grade;
    grade.correct = correct;
    grade.score = correct ? 1 : 0;
    return grade;
}

Grade gradeBody(const TrueFalseQuestion& question, const Answer& answer) {
    const bool* said = std::get_if<bool>(&answer);
    Grade grade = gradeWhole(said && *said == question.answer);
    if (said)
        grade.feedback = *said ? question.whenTrue : question.whenFalse;
    return grade;
}

Grade gradeBody(const NumberQuestion& question, const Answer& answer) {
    const double* said = std::get_if<double>(&answer);
    Grade grade = gradeWhole(said && meets(question.answer, *said));
    grade.feedback = grade.correct ? question.right : question.wrong;
    return grade;
}

Grade grade(const Question& question, const Answer& answer, const Attempt& attempt) {
    Grade grade = std::visit([&](const auto& body) { return gradeBody(body, answer); }, question.body);
    if (grade.marked)
        deduct(grade, question, attempt);
    grade.points = question.points;
    grade.score = std::min(grade.score * question.points, question.points);
    return grade;
}

bool showsSolution(const Question& question, const Grade& grade, int earlierTries) {
    return grade.marked && (grade.correct || (question.tries > 0 && earlierTries + 1 >= question.tries));
}

std::optional<Answer> rightAnswer(const Question& question) {
    if (std::holds_alternative<ExperimentQuestion>(question.body))
        return std::nullopt;
    return std::visit(RightAnswer{}, question.body);
}

} // namespace downhill::lesson
