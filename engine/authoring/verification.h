#pragma once

#include "lesson/claim.h"
#include "lesson/lesson.h"
#include "training/band.h"
#include "training/error.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

/// Proves by real runs what lessons claim of them.
namespace downhill::authoring {

struct VerificationSettings {
    std::optional<int> seeds{}; ///< tried beside the lesson's own, instead of as many as each claim says
    int threads = 0;            ///< 0: as many as the processor has
};

/// How far a verification has come. Any thread may read it meanwhile.
struct VerificationProgress {
    std::atomic<std::int64_t> runs = 0;     ///< that have to be made
    std::atomic<std::int64_t> finished = 0; ///< of these
};

/// What came of one claim.
struct ClaimProof {
    std::size_t lesson = 0; ///< its place among the lessons
    std::size_t claim = 0;  ///< its place in the lesson
    /// One for each seed that was tried, the lesson's own first; empty where a run could not be made.
    std::vector<lesson::Verdict> verdicts{};
    std::optional<training::Error> error{};        ///< why a run could not be made
    std::optional<lesson::Diagnostic> disproved{}; ///< where it does not hold

    bool holds() const { return !error && !disproved; }
    std::int64_t held() const; ///< seeds for which it held
    /// The figure of a bound over the seeds, and with `times` the figure's ratio to the other.
    training::Spread figure(std::size_t bound) const;
    training::Spread ratio(std::size_t bound) const;
};

/// What came of one question that a run answers: its solution must pass, and the experiment as it stands must
/// not.
struct TaskProof {
    std::size_t lesson = 0;     ///< its place among the lessons
    std::size_t task = 0;       ///< its place in the lesson
    lesson::Verdict solution{}; ///< of the run that passes, or of the last that counts
    lesson::Verdict start{};    ///< the same of the experiment without any change
    std::optional<training::Error> error{};
    std::optional<lesson::Diagnostic> disproved{};

    bool holds() const { return !error && !disproved; }
};

/// What came of all lessons, in their order. Empty when a stop was requested.
struct Verification {
    std::vector<ClaimProof> claims{};
    std::vector<TaskProof> tasks{};

    bool holds() const;
    lesson::Diagnostics disproofs() const; ///< of claims first
};

/// Makes every run that the claims and the questions of these lessons are about, each once however many use
/// it, on as many threads as there are; which does not change the result by a bit. Seed n beside the lesson's
/// own is n more in each of its streams; questions are asked with the lesson's own, as students are.
Verification verify(std::span<const lesson::Lesson> lessons, const VerificationSettings& settings = {},
                    VerificationProgress* progress = nullptr, const std::stop_token& stop = {});

} // namespace downhill::authoring
