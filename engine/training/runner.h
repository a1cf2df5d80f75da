#pragma once

#include "training/dataset.h"
#include "training/error.h"
#include "training/experiment.h"
#include "training/loader_times.h"
#include "training/loss_curve.h"
#include "training/trainer.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace downhill::training {

/// A place on a surface that a run passed through.
struct PathPoint {
    std::int64_t step = 0;
    float x = 0;
    float y = 0;
    float loss = 0;
};

/// What a snapshot holds of the inside of a step. None of it costs anything unless it is asked for.
struct SnapshotParts {
    bool optimizer = false; ///< what the optimizer remembers, and the last move
    bool batch = false;     ///< who is in the present batch, and the loss of each
    bool layers = false;    ///< what the layers handed on, and what came back to them
    bool loader = false;    ///< when the last batches were loaded, waited for and trained on

    SnapshotParts& operator|=(const SnapshotParts& other);
    bool operator==(const SnapshotParts&) const = default;
};

/// Numbers of one layer for the first samples of a batch; shape = [units, samples], a row a unit.
struct LayerNumbers {
    std::int64_t units = 0;
    std::int64_t samples = 0;
    std::vector<float> activations{}; ///< what it handed on in the last Forward act, after dropout
    std::vector<float> deltas{}; ///< ∂loss/∂(its sums) as the last Backward act left them; see NetworkPass
};

/// One run as it stands at one moment, copied out of the training thread.
struct RunSnapshot {
    /// At most so many samples of a batch are told of, and of wide layers fewer.
    static constexpr std::int64_t kSamplesSeen = 1024;

    std::int64_t step = 0;
    Act nextAct = Act::ZeroGrad;
    std::size_t nextActAt = 0; ///< its place in the run's loop
    StopReason stopReason = StopReason::None;
    double batchLoss = 0; ///< NaN before the first step
    Evaluation train{};
    Evaluation test{};
    double learningRate = 0;
    std::vector<float> parameters{};
    std::vector<float> gradient{};
    std::vector<float> statistics{}; ///< batch norm's running means and variances
    std::vector<PathPoint> path{};   ///< surfaces only; thinned, first and last point always kept

    // Of SnapshotParts::optimizer:
    OptimizerState<float> optimizer{};
    /// What the last Step act added to each parameter; empty before the first that was watched, and after
    /// weights were set by hand.
    std::vector<float> lastMove{};
    // Of SnapshotParts::batch, never on a surface. The batch is that of the last Forward act:
    std::vector<std::int64_t> batch{}; ///< indices into the training set, the first kSamplesSeen
    std::vector<float> batchLosses{};  ///< a sample each, as that Forward act found it
    // Of SnapshotParts::layers, never on a surface; empty before the first Forward act:
    std::vector<LayerNumbers> layers{}; ///< the input, then a layer each
    // Of SnapshotParts::loader; empty on a surface, and where loading takes no time:
    std::vector<BatchTimes> timeline{}; ///< see timelineUpTo(); measured
};

struct Snapshot {
    std::uint64_t generation = 0;
    std::optional<std::int64_t> lookedAt{}; ///< the step that was asked for by Runner::lookAt()
    std::vector<RunSnapshot> runs{};
};

enum class CurveKind { Batch, Test };

struct FeedItem {
    std::uint64_t generation = 0;
    std::uint32_t run = 0;
    CurveKind curve = CurveKind::Batch;
    CurveUpdate update{};
};

/// What a runner has to say, rarely.
namespace event {
/// The experiment is ready at step 0. `data` is null for a surface.
struct Loaded {
    std::shared_ptr<const SplitDataset<float>> data;
};
struct Failed {
    Error error;
};
/// Every run of the experiment has stopped; a reason for each.
struct Stopped {
    std::vector<StopReason> reasons;
};
} // namespace event

struct RunnerEvent {
    std::uint64_t generation = 0;
    std::variant<event::Loaded, event::Failed, event::Stopped> what;
};

/// Trains the runs of one experiment side by side on a thread of its own. All functions are called from one
/// other thread and return at once. The training thread never waits for a reader: curves go through a bounded
/// ring that loses nothing, because what did not fit is sent again.
///
/// `load` and `rewind` begin a new generation, paused at step 0, and answer with Loaded or Failed. Once they
/// have been called, nothing of an older generation is handed over; a snapshot asked for before is lost.
class Runner {
public:
    /// Steps a second for each run; Unlimited trains at full speed.
    struct Pace {
        double stepsPerSecond = 0;
        static Pace unlimited() { return {0}; }
    };

    /// What a run is computed with that somebody watches: a team of all processors but one, at most eight;
    /// one thread where that is no team.
    static Machine besideAWindow();

    explicit Runner(const Machine& machine = besideAWindow());
    ~Runner(); ///< stops and joins
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    std::uint64_t load(const Experiment& experiment);
    std::uint64_t rewind();
    void play(Pace pace);
    void pause();
    void step(); ///< one whole step, then pause
    void act();  ///< one of the five acts, then pause
    void setLearningRate(std::size_t run, double rate);
    /// Sets weights by hand; a step under way begins anew. Ignored when the size does not fit.
    void setParameters(std::size_t run, std::vector<float> parameters);

    /// While nothing goes on: snapshots show every run as it stood after `step` steps, computed again, until
    /// it goes on in whatever way or nothing is asked for any more.
    void lookAt(std::optional<std::int64_t> step);

    /// Asks for a snapshot with these parts; it can be taken within a few milliseconds, also while paused.
    /// Moves are watched from the first request for the optimizer's part on, until one without it.
    void requestSnapshot(SnapshotParts parts = {});
    std::optional<Snapshot> takeSnapshot();
    std::optional<RunnerEvent> takeEvent();
    /// Hands over what is new of the curves.
    void drain(const std::function<void(const FeedItem&)>& sink);

private:
    struct Shared;
    std::unique_ptr<Shared> shared_;
};

} // namespace downhill::training
