#pragma once

#include "lesson/answer.h"
#include "lesson/lesson.h"

#include <QString>

#include <vector>

namespace downhill::lesson {

/// What one choice deserves to be told after an answer.
struct ChoiceVerdict {
    QString id{};
    bool chosen = false;
    bool right = false; ///< whether this choice belongs to the right answer
    QString feedback{};
};

/// The mark of one answer. `score` is from 0 to the question's points.
struct Grade {
    double score = 0;
    double points = 0;
    bool correct = false;
    bool marked = true; ///< false for a prediction: it counts as done, whatever was expected
    QString feedback{}; ///< for the answer as a whole; empty where the choices have their own
    std::vector<ChoiceVerdict> choices{};
};

/// Marks `answer`. A pure function; an answer of the wrong kind, or one that names a choice which is not
/// there, is simply wrong. Of several choices each right one earns an equal share of the points and each
/// wrong one takes an equal share of them away (half of them, where two are wrong), never below 0: ticking
/// all of them earns nothing unless all are right. A prediction earns its points by being made.
Grade grade(const Question& question, const Answer& answer);

/// Order in which the choices of a question are shown: the author's, or shuffled by `seed`.
std::vector<std::size_t> choiceOrder(const Question& question, std::uint64_t seed);

/// A hash of all that an answer depends on (prompt, choices, right answer), so that an answer given to an
/// older text of the question is known as such. Hexadecimal.
QString contentHash(const Question& question);

} // namespace downhill::lesson
