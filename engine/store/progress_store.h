#pragma once

#include "store/error.h"
#include "store/keys.h"

#include <QString>

#include <optional>
#include <vector>

namespace downhill::store {

class Database;

/// A step that was seen.
struct VisitedStep {
    QString step{};
    UtcMs first = 0;
    UtcMs last = 0;
    bool operator==(const VisitedStep&) const = default;
};

/// How far a profile has come in a lesson.
struct LessonProgress {
    QString lesson{};
    QString currentStep{};
    UtcMs changed = 0;                  ///< when the current step was entered
    std::vector<VisitedStep> visited{}; ///< in the order of the first visits
    bool operator==(const LessonProgress&) const = default;
};

/// A skip test that was passed.
struct PassedTest {
    QString lesson{};
    double share = 0; ///< of the points, 0 to 1
    UtcMs passed = 0;
    bool operator==(const PassedTest&) const = default;
};

/// Where the students are in their lessons.
class ProgressStore {
public:
    explicit ProgressStore(Database& database) : database_(database) {}

    /// Makes a step the current one of its lesson, and counts it as visited.
    Result<void> visit(const StepKey& step, UtcMs when);
    /// Nothing where the lesson was never opened.
    Result<std::optional<LessonProgress>> lesson(const LessonKey& key);
    /// Every lesson of a course that was opened, the one entered last first.
    Result<std::vector<LessonProgress>> course(const QUuid& profile, const QString& course);

    /// Of two tests of one lesson the better counts.
    Result<void> passTest(const LessonKey& lesson, double share, UtcMs when);
    /// In the order of the lessons' ids.
    Result<std::vector<PassedTest>> passedTests(const QUuid& profile, const QString& course);

private:
    Database& database_;
};

} // namespace downhill::store
