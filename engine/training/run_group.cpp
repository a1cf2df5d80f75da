#include "training/run_group.h"

#include "training/run_inside.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::training {

namespace {

constexpr std::int64_t kEvaluations = 200;     // scheduled over the budget of steps
constexpr std::int64_t kCheapWork = 5'000'000; // samples × parameters

constexpr Evaluation kNothingMeasured{std::numeric_limits<double>::quiet_NaN(),
                                      std::numeric_limits<double>::quiet_NaN()};

/// Steps between two scheduled evaluations: about 200 in the budget, fewer where they would cost more than
/// the steps. It depends on the experiment alone, so that a run has the same curve at any pace.
std::int64_t evaluationInterval(const Experiment& experiment, std::int64_t samples, bool cheap) {
    std::int64_t every = std::max<std::int64_t>(1, experiment.steps / kEvaluations);
    if (cheap)
        return every;
    for (const RunSpec& run : experiment.runs) {
        if (run.batchSize > 0)
            every = std::max(every, samples / run.batchSize);
    }
    return every;
}

std::vector<float> copyOf(std::span<const float> numbers) {
    return {numbers.begin(), numbers.end()};
}

} // namespace

Result<RunGroup> RunGroup::create(const Experiment& experiment, const Machine& machine) {
    const auto count = static_cast<std::int64_t>(experiment.runs.size());
    if (count < 1 || count > limits::kRuns) {
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "runs",
                        .value = static_cast<double>(count),
                        .least = 1,
                        .limit = static_cast<double>(limits::kRuns)});
    }
    Data data;
    if (const auto* problem = std::get_if<NetworkProblem>(&experiment.problem)) {
        auto drawn = makeDataset<float>(*problem, experiment.seeds);
        if (!drawn)
            return failure(drawn.error());
        data = std::make_shared<const SplitDataset<float>>(std::move(*drawn));
    }
    std::vector<Run> runs;
    runs.reserve(experiment.runs.size());
    for (std::size_t i = 0; i < experiment.runs.size(); ++i) {
        auto trainer = Trainer<float>::create(experiment, i, data, machine);
        if (!trainer)
            return failure(trainer.error());
        runs.emplace_back(std::move(*trainer));
    }
    return RunGroup(experiment, machine, std::move(data), std::move(runs));
}

RunGroup::RunGroup(const Experiment& experiment, const Machine& machine, Data data, std::vector<Run> runs)
    : experiment_(experiment), machine_(machine), data_(std::move(data)), runs_(std::move(runs)) {
    if (const auto* problem = std::get_if<SurfaceProblem>(&experiment.problem))
        surface_ = *problem;
    else
        loss_ = LossSettings(std::get<NetworkProblem>(experiment.problem));
    hasTest_ = data_ && data_->test.size() > 0;
    const std::int64_t samples = data_ ? data_->train.size() + data_->test.size() : 1;
    const auto parameters = static_cast<std::int64_t>(runs_.front().trainer.parameters().size());
    cheap_ = samples * parameters <= kCheapWork;
    every_ = evaluationInterval(experiment, samples, cheap_);
    for (Run& run : runs_)
        begin(run);
}

void RunGroup::begin(Run& run) {
    run.batchCurve.clear();
    run.testCurve.clear();
    run.batchPublisher = {};
    run.testPublisher = {};
    run.recorded = 0;
    run.evaluated = -1;
    run.train = kNothingMeasured;
    run.test = kNothingMeasured;
    run.path.clear();
    run.history.begin(*run.trainer.checkpoint());
    if (surface_)
        run.path.add(position(run.trainer));
}

void RunGroup::advance(std::int64_t steps) {
    for (Run& run : runs_) {
        run.trainer.run(steps, [&](std::int64_t step, double loss) { record(run, step, loss); });
        settle(run);
    }
}

void RunGroup::act() {
    for (Run& run : runs_) {
        const std::int64_t before = run.trainer.step();
        run.trainer.act();
        if (run.trainer.step() != before)
            record(run, run.trainer.step(), run.trainer.batchLoss());
        settle(run);
    }
}

void RunGroup::rewind() {
    for (Run& run : runs_) {
        run.trainer.rewind();
        begin(run);
    }
}

bool RunGroup::stopped() const {
    return std::all_of(runs_.begin(), runs_.end(),
                       [](const Run& run) { return run.trainer.stopReason() != StopReason::None; });
}

std::vector<StopReason> RunGroup::stopReasons() const {
    std::vector<StopReason> reasons;
    for (const Run& run : runs_)
        reasons.push_back(run.trainer.stopReason());
    return reasons;
}

void RunGroup::setLearningRate(std::size_t run, double rate) {
    if (run >= runs_.size() || !std::isfinite(rate) || rate < 0)
        return;
    runs_[run].trainer.setLearningRate(rate);
    runs_[run].history.setRate(runs_[run].trainer.step(), rate);
}

void RunGroup::setParameters(std::size_t index, std::span<const float> parameters) {
    if (index >= runs_.size())
        return;
    Run& run = runs_[index];
    if (!run.trainer.setParameters(parameters))
        return;
    if (auto checkpoint = run.trainer.checkpoint())
        run.history.begin(*std::move(checkpoint));
    if (surface_ && run.path.wants(run.trainer.step()))
        run.path.add(position(run.trainer));
}

/// After every completed step: its loss, and what is scheduled for it.
void RunGroup::record(Run& run, std::int64_t step, double loss) {
    run.batchCurve.add(step, static_cast<float>(loss));
    run.recorded = step;
    if (surface_ && run.path.wants(step))
        run.path.add(position(run.trainer));
    if (step % every_ == 0)
        evaluate(run);
    if (run.history.wants(step)) {
        if (auto checkpoint = run.trainer.checkpoint())
            run.history.add(*std::move(checkpoint));
    }
}

/// After every act or chunk: what a run leaves behind that has just stopped.
void RunGroup::settle(Run& run) {
    const Trainer<float>& trainer = run.trainer;
    if (trainer.stopReason() == StopReason::None)
        return;
    // A step that ends with its loss has no Step act, and so was not recorded.
    const bool endedWithItsLoss = trainer.stopReason() == StopReason::Diverged &&
                                  run.recorded == trainer.step() && !std::isfinite(trainer.batchLoss());
    if (endedWithItsLoss)
        run.batchCurve.add(trainer.step() + 1, static_cast<float>(trainer.batchLoss()));
    if (run.evaluated != trainer.step())
        evaluate(run);
}

void RunGroup::evaluate(Run& run) {
    run.evaluated = run.trainer.step();
    if (!cheap_)
        run.train = run.trainer.evaluateTrain();
    if (!hasTest_)
        return;
    run.test = run.trainer.evaluateTest();
    run.testCurve.add(run.evaluated, static_cast<float>(run.test.loss));
}

PathPoint RunGroup::position(const Trainer<float>& trainer) {
    const std::span<const float> at = trainer.parameters();
    return {trainer.step(), at[0], at[1], static_cast<float>(trainer.evaluateTrain().loss)};
}

std::vector<RunSnapshot> RunGroup::snapshot(SnapshotParts parts) {
    std::vector<RunSnapshot> runs;
    runs.reserve(runs_.size());
    for (Run& run : runs_) {
        run.trainer.keepMoves(parts.optimizer);
        runs.push_back(describe(run, run.trainer, parts));
    }
    return runs;
}

std::vector<RunSnapshot> RunGroup::snapshotAt(std::int64_t step, SnapshotParts parts) {
    std::vector<RunSnapshot> runs;
    runs.reserve(runs_.size());
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        Run& run = runs_[i];
        const bool isPast = step < run.trainer.step() && repeat(run, i, step, parts);
        runs.push_back(describe(run, isPast ? *run.repeater : run.trainer, parts));
    }
    return runs;
}

/// Takes the repeater of a run to `step`. The step before is done apart from the others, so that it leaves
/// behind what its inside was.
bool RunGroup::repeat(Run& run, std::size_t index, std::int64_t step, SnapshotParts parts) {
    if (!run.repeater) {
        auto made = Trainer<float>::create(experiment_, index, data_, machine_);
        if (!made)
            return false;
        run.repeater.emplace(std::move(*made));
    }
    run.repeater->keepMoves(parts.optimizer);
    step = std::max(step, run.history.first());
    const std::int64_t before = std::max(step - 1, run.history.first());
    if (!run.history.repeat(*run.repeater, before))
        return false;
    run.repeater->run(step - before);
    return true;
}

RunSnapshot RunGroup::describe(const Run& run, const Trainer<float>& trainer, SnapshotParts parts) const {
    const bool isPast = &trainer != &run.trainer;
    const bool measure = cheap_ || isPast;
    RunSnapshot shot;
    shot.step = trainer.step();
    shot.nextAct = trainer.nextAct();
    shot.nextActAt = trainer.nextActAt();
    shot.stopReason = trainer.stopReason();
    shot.batchLoss = trainer.batchLoss();
    shot.train = measure ? trainer.evaluateTrain() : run.train;
    shot.test = !hasTest_ ? kNothingMeasured : measure ? trainer.evaluateTest() : run.test;
    shot.learningRate = trainer.learningRate();
    shot.parameters = copyOf(trainer.parameters());
    shot.gradient = copyOf(trainer.gradient());
    shot.statistics = copyOf(trainer.statistics());
    if (surface_)
        shot.path = run.path.upTo(position(trainer));
    lookInside(trainer, data_.get(), loss_, parts, shot);
    if (parts.loader) // as measured when the run made these steps, not when they were repeated
        shot.timeline = timelineUpTo(run.trainer, shot.step);
    return shot;
}

} // namespace downhill::training
