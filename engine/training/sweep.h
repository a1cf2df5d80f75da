#pragma once

#include "training/band.h"
#include "training/error.h"
#include "training/experiment.h"
#include "training/instruction_set.h"
#include "training/trainer.h"

#include <tl/expected.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace downhill::training {

namespace limits {
inline constexpr std::int64_t kSweepRuns = 1'000;   ///< variants × seeds
inline constexpr std::int64_t kSweepPoints = 2'000; ///< of a curve
} // namespace limits

/// One of the settings that a sweep compares.
struct Variant {
    std::string name{};
    RunSpec run{};
};

/// `base` at each of these learning rates; each variant bears the rate's shortest digits for its name.
std::vector<Variant> variantsOfRates(const RunSpec& base, std::span<const double> rates);
/// `base` with each of these optimizers at its defaultSettings(), named as authors write it ("rmsprop").
std::vector<Variant> variantsOfOptimizers(const RunSpec& base,
                                          std::span<const OptimizerSettings::Kind> kinds);

/// The same experiment over a list of variants, each with a list of seeds.
struct SweepPlan {
    Experiment experiment{}; ///< its runs and its seeds are left aside
    std::vector<Variant> variants{};
    std::vector<std::uint64_t> seeds{}; ///< each stands for all of Seeds
    /// Of a curve: into how many equal stretches, up to a step, the budget of steps is divided. Stretches of
    /// less than a step do not exist.
    std::int64_t points = 200;
};

struct SweepSettings {
    int threads = 0; ///< 0: as many as the processor has
    InstructionSet instructions = bestInstructionSet();
};

/// How far a sweep has come. Any thread may read it meanwhile.
struct SweepProgress {
    std::atomic<std::int64_t> runs = 0;     ///< variants × seeds
    std::atomic<std::int64_t> finished = 0; ///< of these, that began and ended, for whatever reason
    std::atomic<std::int64_t> steps = 0;    ///< done by all runs together
};

/// What came of one variant with one seed.
struct SweepRun {
    /// Stopped: the sweep was cancelled before the run ended; a run that had not begun has done no step.
    StopReason reason = StopReason::Stopped;
    std::int64_t steps = 0;
    Evaluation train = kNotMeasured; ///< at the end; not measured where the sweep was cancelled
    Evaluation test = kNotMeasured;
    /// The mean batch loss of each stretch. A goal or the window's edge may end the last one early; a stretch
    /// in which the run diverged or was cancelled is left out.
    std::vector<double> batchLoss{};
    /// After each of these stretches; empty without a test set.
    std::vector<double> testLoss{};

    static constexpr Evaluation kNotMeasured{std::numeric_limits<double>::quiet_NaN(),
                                             std::numeric_limits<double>::quiet_NaN()};
};

/// What came of one variant with all seeds. At each point of the curves and for the goal the bands are taken
/// over the seeds by these rules: a run that reached its goal or left its window keeps its last value; a run
/// that diverged counts as infinity from the stretch on in which it did; a run that was cancelled does not
/// count any more, and where none is left the band is NaN.
struct VariantOutcome {
    std::string name{};
    std::vector<SweepRun> runs{};    ///< a run a seed, in the order of the plan
    std::vector<Spread> batchLoss{}; ///< a band a stretch
    std::vector<Spread> testLoss{};  ///< empty without a test set
    /// Steps after which the goal was reached; infinity where it was not. Nothing where there is no goal.
    std::optional<Spread> stepsToGoal{};
    std::array<std::int64_t, 6> ends{}; ///< runs by their StopReason

    std::int64_t count(StopReason reason) const { return ends[static_cast<std::size_t>(reason)]; }
};

struct SweepResult {
    std::vector<std::int64_t> steps{}; ///< at the end of each stretch
    std::vector<VariantOutcome> variants{};
};

/// Why a sweep did not take place.
struct SweepError {
    Error error{};
    std::optional<std::size_t> variant{}; ///< the one it concerns; nothing where it concerns them all
    std::string name{};                   ///< of the variant
};

/// Runs every variant with every seed and returns when all are done, or soon after `stop` was requested: a
/// run looks for it every few milliseconds, or after a step that takes longer. Each run is a Trainer<float>
/// on one thread; neither the number of threads nor who runs first changes the result by a bit. The data of a
/// seed is drawn once, shared by the variants, and freed when the last of them has used it.
///
/// Errors: those of makeDataset() and Trainer::create(), the first in the order of seeds and then variants;
/// OutOfRange for more runs or points than limits allow, or none ("variants", "seeds", "points").
tl::expected<SweepResult, SweepError> sweep(const SweepPlan& plan, const SweepSettings& settings = {},
                                            SweepProgress* progress = nullptr,
                                            const std::stop_token& stop = {});

} // namespace downhill::training
