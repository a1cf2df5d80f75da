#pragma once

#include "lesson/lesson.h"

#include <QHash>
#include <QSet>
#include <QString>

/// How far a student is with a lesson. Pure functions of the lesson and of what was earned.
namespace downhill::lesson {

/// How well a lesson is known, by the share of its points that was earned. Each level includes those before.
enum class Level {
    None,       ///< nothing was answered
    Attempted,  ///< something was
    Familiar,   ///< half of the share that the lesson asks for (`mastery`)
    Proficient, ///< all of that share: opens the lessons that require this one
    Mastered,   ///< and every question that a run answers is solved; where there is none, a share of 0.95
};

/// What a student has earned in a lesson so far.
struct Earned {
    QHash<QString, double> scores{}; ///< the best so far of each question that was answered, by its id
    QSet<QString> solved{};          ///< ids of questions that were answered rightly at least once
    bool read = false;               ///< seen to its end
    bool passedTest = false;         ///< the test that lets one skip the lesson (skip_test.h)

    bool operator==(const Earned&) const = default;
};

/// Adds an answer. A best score never falls, and what was solved stays solved.
void addAnswer(Earned& earned, const QString& question, double score, bool correct);

struct Mastery {
    double earned = 0; ///< points
    double points = 0; ///< points that can be earned
    int answered = 0;  ///< questions
    int questions = 0;
    Level level = Level::None;
    bool passedTest = false;

    /// Share of the points that were earned, from 0 to 1; 0 where there are none to earn.
    double share() const { return points > 0 ? earned / points : 0; }
    /// Whether the lessons that require this one may begin.
    bool opensNext() const { return level >= Level::Proficient || passedTest; }
};

/// One in which no points can be earned is mastered once it has been read to its end. Scores of questions
/// that the lesson does not have are ignored; no question counts for more than its points or less than 0.
Mastery masteryOf(const Lesson& lesson, const Earned& earned);

} // namespace downhill::lesson
