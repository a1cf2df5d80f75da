#pragma once

#include "lesson/lesson.h"

#include <QHash>
#include <QSet>
#include <QString>

/// How far a student is with a lesson. Pure functions of the lesson and of what was earned.
namespace downhill::lesson {

/// The best score so far of each question that was answered, by the question's id.
using BestScores = QHash<QString, double>;

struct Mastery {
    double earned = 0; ///< points
    double points = 0; ///< points that can be earned
    int answered = 0;  ///< questions
    int questions = 0;
    bool begun = false; ///< a question was answered
    bool mastered = false;

    /// Share of the points that were earned, from 0 to 1; 0 where there are none to earn.
    double share() const { return points > 0 ? earned / points : 0; }
};

/// A lesson is mastered when the share of points earned reaches its `mastery`. One in which no points can be
/// earned is mastered once it has been `read` to its end. Scores of questions that the lesson does not have
/// are ignored; no question counts for more than its points or less than 0.
Mastery masteryOf(const Lesson& lesson, const BestScores& scores, bool read = false);

/// Whether every prerequisite is among the `mastered` lessons. One that is not yet open is advised against,
/// never locked.
bool isOpen(const Lesson& lesson, const QSet<QString>& mastered);

/// Ids of the prerequisites that are still missing, in the author's order.
QStringList missingPrerequisites(const Lesson& lesson, const QSet<QString>& mastered);

} // namespace downhill::lesson
