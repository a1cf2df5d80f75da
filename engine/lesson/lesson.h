#pragma once

#include "lesson/claim.h"
#include "lesson/experiment_block.h"
#include "lesson/question.h"
#include "lesson/walkthrough.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <vector>

/// A lesson as plain values: what an author wrote, read and checked. Texts are Markdown with $…$ and $$…$$
/// TeX.
namespace downhill::lesson {

struct Step {
    QString id{};
    QString title{};
    QString text{};
    std::optional<ExperimentBlock> experiment{};
    std::optional<Walkthrough> walkthrough{};
    std::vector<Question> questions{};
};

/// A question that a run answers, and what it is reported as where its solution fails or nothing has to be
/// done for it: Rule::Disproved at the question's place, without arguments.
struct Task {
    std::size_t step = 0;     ///< its place in the lesson
    std::size_t question = 0; ///< its place in the step
    Diagnostic disproved{};
};

struct Lesson {
    QString folder{}; ///< where its files are
    QString id{};
    int version = 1;
    QString title{};
    QString summary{};
    int minutes = 0;
    QStringList requires_{}; ///< ids of lessons that come before
    QStringList objectives{};
    double mastery = 0.8; ///< share of the points that masters it
    std::vector<Step> steps{};
    std::vector<Claim> claims{};
    std::vector<Task> tasks{}; ///< one for each ExperimentQuestion
};

} // namespace downhill::lesson
