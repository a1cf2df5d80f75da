#include "lesson/mastery.h"

#include <algorithm>
#include <cmath>

namespace downhill::lesson {

namespace {

/// Sums of shares such as 0.1 + 0.2 must not miss a threshold by their rounding.
constexpr double kRounding = 1e-9;

} // namespace

Mastery masteryOf(const Lesson& lesson, const BestScores& scores, bool read) {
    Mastery result;
    for (const Step& step : lesson.steps) {
        for (const Question& question : step.questions) {
            ++result.questions;
            result.points += question.points;
            const auto score = scores.constFind(question.id);
            if (score == scores.constEnd())
                continue;
            ++result.answered;
            result.earned += std::isnan(*score) ? 0 : std::clamp(*score, 0.0, question.points);
        }
    }
    result.begun = result.answered > 0;
    result.mastered = result.points > 0 ? result.share() >= lesson.mastery - kRounding : read;
    return result;
}

bool isOpen(const Lesson& lesson, const QSet<QString>& mastered) {
    return missingPrerequisites(lesson, mastered).isEmpty();
}

QStringList missingPrerequisites(const Lesson& lesson, const QSet<QString>& mastered) {
    QStringList missing;
    for (const QString& id : lesson.requires_) {
        if (!mastered.contains(id))
            missing.append(id);
    }
    return missing;
}

} // namespace downhill::lesson
