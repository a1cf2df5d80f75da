#pragma once

#include "training/dataset.h"
#include "training/error.h"
#include "training/evaluator.h"
#include "training/experiment.h"
#include "training/flush_denormals.h"
#include "training/instruction_set.h"
#include "training/optimizer.h"
#include "training/schedule.h"
#include "training/stop_reason.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace downhill::training {

class ThreadTeam;
template <class Scalar>
class NetworkPass;
template <class Scalar>
class DataLoader;
template <class Scalar>
struct RunState;

/// What a run is computed with. It changes how long the run takes, and with the instruction set the last
/// bits.
struct Machine {
    InstructionSet instructions = bestInstructionSet();
    std::shared_ptr<ThreadTeam> team{}; ///< null: one thread. Runs may share a team that are not run at once
};

/// A run between two steps: all that the steps to come depend on. Parameters, optimizer and the rest are
/// those of one experiment and run; restoring a checkpoint of another is refused where sizes tell.
template <class Scalar>
struct Checkpoint {
    std::int64_t step = 0;
    std::int64_t batches = 0; ///< taken so far
    std::vector<Scalar> parameters{};
    std::vector<Scalar> gradient{}; ///< what a step without ZeroGrad adds to
    std::vector<Scalar> statistics{};
    OptimizerState<Scalar> optimizer{};
    RateSchedule::State schedule{};
    double learningRate = 0;
    double batchLoss = 0;
    std::int64_t looksPassed = 0; ///< at the goal, in a row

    bool operator==(const Checkpoint&) const = default;
};

/// One run of an experiment. A step is the acts of its loop, in a healthy run all five; run() and act() are
/// the same path, so that a run stepped by acts and a run at full speed are equal bit for bit. Nothing is
/// allocated in a step.
template <class Scalar>
class Trainer {
public:
    using Data = std::shared_ptr<const SplitDataset<Scalar>>;

    /// Builds run `run` of `experiment`. `data` is drawn by makeDataset() from the same experiment, and is
    /// null for a surface. Errors: whatever of the experiment does not fit together, named as its author
    /// wrote it.
    static Result<Trainer> create(const Experiment& experiment, std::size_t run, Data data,
                                  const Machine& machine = {});

    Trainer(Trainer&&) noexcept;
    Trainer& operator=(Trainer&&) noexcept;
    ~Trainer();

    /// Performs the next act. Does nothing once the run has stopped.
    void act();

    /// Runs whole steps (first finishing one that is under way) until `steps` are done or the run stops;
    /// calls `onStep(step, batchLoss)` after each, where `step` counts from 1. Returns the number of steps
    /// done. A loss that is not finite stops the run at its Loss act: that step is not done, step() does not
    /// count it, and batchLoss() tells the loss.
    template <class OnStep>
    std::int64_t run(std::int64_t steps, OnStep&& onStep) {
        const FlushDenormals flush;
        std::int64_t done = 0;
        while (done < steps && finishStep()) {
            ++done;
            onStep(step(), batchLoss());
        }
        return done;
    }
    std::int64_t run(std::int64_t steps) {
        return run(steps, [](std::int64_t, double) {});
    }

    /// Back to step 0 with the same weights, data and order. The learning rate stays as it was last set.
    void rewind();

    /// Nothing while a step is under way.
    std::optional<Checkpoint<Scalar>> checkpoint() const;
    /// Goes back, or ahead, to where `checkpoint` was taken: the steps from there are the same bit for bit.
    /// Error: ShapeMismatch.
    Result<void> restore(const Checkpoint<Scalar>& checkpoint);

    Act nextAct() const;
    std::size_t nextActAt() const; ///< its place in the loop
    std::int64_t step() const;     ///< steps done
    double batchLoss() const;      ///< of the last Loss act; NaN before the first
    StopReason stopReason() const;

    std::span<const Scalar> parameters() const;
    std::span<const Scalar> gradient() const; ///< as the acts so far left it
    /// Indices into the training set: of the step under way from its Forward act on, otherwise of the step
    /// before. Empty before the first Forward act and on a surface.
    std::span<const Eigen::Index> batch() const;

    /// Whether each Step act keeps the parameters that it found, for before(). Off to begin with.
    void keepMoves(bool on);
    /// The parameters before the last Step act. Empty before the first while moves are kept, and after
    /// setParameters(), rewind() and restore().
    std::span<const Scalar> before() const;

    /// Replaces the weights. A step under way begins anew with the same batch. Clears a divergence and a left
    /// window; a run that stopped for another reason stays stopped. Error: ShapeMismatch, NotFinite.
    Result<void> setParameters(std::span<const Scalar> parameters);

    /// Batch norm's running means and variances, as Network lays them out.
    std::span<const Scalar> statistics() const;
    const Optimizer<Scalar>& optimizer() const;
    /// The present batch's way through the network; null on a surface.
    const NetworkPass<Scalar>* pass() const;
    /// How batches were loaded; null on a surface.
    const DataLoader<Scalar>* loader() const;

    double learningRate() const;   ///< before the schedule's factor
    double scheduleFactor() const; ///< of the next Step act
    /// Takes effect at the next Step act. A rate that is negative or not finite is ignored.
    void setLearningRate(double rate);

    /// Loss and accuracy of the present weights; neither changes the run. On a surface evaluateTrain() is its
    /// value.
    Evaluation evaluateTrain() const;
    Evaluation evaluateTest() const;

private:
    bool finishStep(); ///< performs acts until a step is done; false when the run stopped before that

    explicit Trainer(std::unique_ptr<RunState<Scalar>> state);
    std::unique_ptr<RunState<Scalar>> state_;
};

extern template class Trainer<float>;
extern template class Trainer<double>;

} // namespace downhill::training
