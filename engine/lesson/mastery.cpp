#include "lesson/mastery.h"

#include "lesson/question_use.h"

#include <algorithm>
#include <cmath>

namespace downhill::lesson {

namespace {

constexpr double kMasteredShare = 0.95;
/// Sums of shares such as 0.1 + 0.2 must not miss a threshold by their rounding.
constexpr double kRounding = 1e-9;

Level levelOf(const Lesson& lesson, const Mastery& mastery, bool everyRunSolved, int runs, bool read) {
    if (mastery.points <= 0)
        return read ? Level::Mastered : mastery.answered > 0 ? Level::Attempted : Level::None;
    const auto reaches = [share = mastery.share()](double asked) { return share >= asked - kRounding; };
    if (reaches(lesson.mastery))
        return (runs > 0 ? everyRunSolved : reaches(std::max(lesson.mastery, kMasteredShare)))
                   ? Level::Mastered
                   : Level::Proficient;
    if (mastery.answered == 0)
        return Level::None;
    return reaches(lesson.mastery / 2) ? Level::Familiar : Level::Attempted;
}

} // namespace

void addAnswer(Earned& earned, const QString& question, double score, bool correct) {
    const double known = std::isnan(score) ? 0 : score;
    const auto best = earned.scores.constFind(question);
    earned.scores[question] = best == earned.scores.cend() ? known : std::max(*best, known);
    if (correct)
        earned.solved.insert(question);
}

Mastery masteryOf(const Lesson& lesson, const Earned& earned) {
    Mastery result;
    result.passedTest = earned.passedTest;
    int runs = 0;
    bool everyRunSolved = true;
    for (const Step& step : lesson.steps) {
        for (const Question& question : step.questions) {
            ++result.questions;
            result.points += question.points;
            if (isAnsweredByRun(question)) {
                ++runs;
                everyRunSolved = everyRunSolved && earned.solved.contains(question.id);
            }
            const auto score = earned.scores.constFind(question.id);
            if (score == earned.scores.cend())
                continue;
            ++result.answered;
            result.earned += std::isnan(*score) ? 0 : std::clamp(*score, 0.0, question.points);
        }
    }
    result.level = levelOf(lesson, result, everyRunSolved, runs, earned.read);
    return result;
}

} // namespace downhill::lesson
