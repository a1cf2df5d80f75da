#include "lesson/grading_parts.h"

#include <QSet>

#include <algorithm>

namespace downhill::lesson {

namespace {

/// Whether the answer names no side that is not there.
bool isOf(const MatchQuestion& question, const Matches& answer) {
    QSet<QString> lefts;
    for (const MatchPair& pair : question.pairs)
        lefts.insert(pair.id);
    QSet<QString> rights = lefts;
    for (const OrderItem& other : question.others)
        rights.insert(other.id);
    return std::all_of(answer.rights.begin(), answer.rights.end(), [&](const auto& given) {
        return lefts.contains(given.first) && rights.contains(given.second);
    });
}

} // namespace

Grade gradeBody(const MatchQuestion& question, const Answer& answer) {
    const auto* matches = std::get_if<Matches>(&answer);
    if (!matches || !isOf(question, *matches))
        return {};
    Grade grade;
    std::size_t right = 0;
    for (const MatchPair& pair : question.pairs) {
        const auto given = matches->rights.find(pair.id);
        const bool answered = given != matches->rights.end();
        const bool isRight = answered && given->second == pair.id;
        right += isRight ? 1 : 0;
        grade.parts.push_back({pair.id, isRight, answered, answered && !isRight ? pair.feedback : QString()});
    }
    grade.correct = !question.pairs.empty() && right == question.pairs.size();
    if (!question.pairs.empty())
        grade.score = double(right) / double(question.pairs.size());
    return grade;
}

} // namespace downhill::lesson
