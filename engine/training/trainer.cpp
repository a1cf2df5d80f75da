#include "training/trainer.h"

#include "training/data_fit.h"
#include "training/experiment_check.h"
#include "training/run_state.h"
#include "training/thread_team.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace downhill::training {

namespace {

template <class Scalar>
bool allFinite(std::span<const Scalar> values) {
    return std::all_of(values.begin(), values.end(), [](Scalar value) { return std::isfinite(value); });
}

} // namespace

template <class Scalar>
Result<Trainer<Scalar>> Trainer<Scalar>::create(const Experiment& experiment, std::size_t run, Data data,
                                                const Machine& machine) {
    if (auto found = checkExperiment(experiment); !found)
        return failure(std::move(found.error()));
    if (run >= experiment.runs.size()) {
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "runs",
                        .value = static_cast<double>(run),
                        .limit = static_cast<double>(experiment.runs.size() - 1)});
    }
    const RunSpec& spec = experiment.runs[run];
    std::optional<Surface> surface;
    std::unique_ptr<NetworkTask<Scalar>> task;
    Eigen::Index parameterCount = 2;
    if (const auto* problem = std::get_if<SurfaceProblem>(&experiment.problem)) {
        auto made = Surface::create(*problem);
        if (!made)
            return failure(std::move(made.error()));
        surface = *std::move(made);
    } else {
        if (!data)
            return failure({.code = ErrorCode::EmptyData, .where = "dataset"});
        if (auto found = checkDataFit(experiment, spec, *data); !found)
            return failure(std::move(found.error()));
        const auto& networkProblem = std::get<NetworkProblem>(experiment.problem);
        auto network = Network<Scalar>::create(networkProblem.network, data->train.features.rows(),
                                               machine.instructions);
        if (!network)
            return failure(std::move(network.error()));
        parameterCount = network->parameterCount();
        const typename NetworkTask<Scalar>::Settings settings{.loss = LossSettings(networkProblem),
                                                              .batchSize = spec.batchSize,
                                                              .loader = spec.loader,
                                                              .shuffle = experiment.shuffle,
                                                              .seeds = experiment.seeds};
        task = std::make_unique<NetworkTask<Scalar>>(*network, std::move(data), settings, machine.team);
    }
    auto state = std::unique_ptr<RunState<Scalar>>(new RunState<Scalar>{
        .network = std::move(task),
        .surface = std::move(surface),
        .team = machine.team,
        .optimizer = Optimizer<Scalar>(spec.optimizer, parameterCount, machine.instructions),
        .schedule = RateSchedule(spec.schedule),
        .loop = spec.loop,
        .goal = experiment.goal,
        .budget = experiment.steps,
        .noiseSeed = experiment.seeds.noise});
    if (state->network)
        state->optimizer.shareOut(state->network->pass().parameterShares());
    state->parameters.resize(static_cast<std::size_t>(parameterCount));
    state->gradient.resize(static_cast<std::size_t>(parameterCount));
    state->begin();
    return Trainer(std::move(state));
}

template <class Scalar>
Trainer<Scalar>::Trainer(std::unique_ptr<RunState<Scalar>> state) : state_(std::move(state)) {}
template <class Scalar>
Trainer<Scalar>::Trainer(Trainer&&) noexcept = default;
template <class Scalar>
Trainer<Scalar>& Trainer<Scalar>::operator=(Trainer&&) noexcept = default;
template <class Scalar>
Trainer<Scalar>::~Trainer() = default;

template <class Scalar>
void Trainer<Scalar>::act() {
    const FlushDenormals flush;
    if (state_->stopReason == StopReason::None)
        state_->perform();
}

template <class Scalar>
bool Trainer<Scalar>::finishStep() {
    RunState<Scalar>& state = *state_;
    const std::int64_t before = state.step;
    while (state.step == before && state.stopReason == StopReason::None)
        state.perform();
    return state.step != before;
}

template <class Scalar>
void Trainer<Scalar>::rewind() {
    state_->begin();
}

template <class Scalar>
std::optional<Checkpoint<Scalar>> Trainer<Scalar>::checkpoint() const {
    RunState<Scalar>& state = *state_;
    if (state.next != 0 || state.batchTaken)
        return std::nullopt;
    state.writeZeros();
    Checkpoint<Scalar> checkpoint{.step = state.step,
                                  .parameters = state.parameters,
                                  .gradient = state.gradient,
                                  .optimizer = state.optimizer.state(),
                                  .schedule = state.schedule.state(),
                                  .learningRate = learningRate(),
                                  .batchLoss = state.batchLoss,
                                  .looksPassed = state.looksPassed};
    if (state.network) {
        checkpoint.batches = state.network->batches();
        const auto statistics = state.network->statistics();
        checkpoint.statistics.assign(statistics.begin(), statistics.end());
    }
    return checkpoint;
}

template <class Scalar>
Result<void> Trainer<Scalar>::restore(const Checkpoint<Scalar>& checkpoint) {
    RunState<Scalar>& state = *state_;
    const bool fits = checkpoint.parameters.size() == state.parameters.size() &&
                      checkpoint.gradient.size() == state.gradient.size() &&
                      checkpoint.statistics.size() == statistics().size();
    if (!fits) {
        return failure({.code = ErrorCode::ShapeMismatch,
                        .where = "parameters",
                        .value = static_cast<double>(checkpoint.parameters.size()),
                        .limit = static_cast<double>(state.parameters.size())});
    }
    if (auto set = state.optimizer.setState(checkpoint.optimizer); !set)
        return set;
    state.begin();
    static_cast<void>(state.optimizer.setState(checkpoint.optimizer));
    state.optimizer.setLearningRate(checkpoint.learningRate);
    state.schedule.setState(checkpoint.schedule);
    state.parameters = checkpoint.parameters;
    state.gradient = checkpoint.gradient;
    if (state.network)
        state.network->goTo(checkpoint.batches, checkpoint.statistics);
    state.step = checkpoint.step;
    state.batchLoss = checkpoint.batchLoss;
    state.looksPassed = checkpoint.looksPassed;
    if (!allFinite(std::span<const Scalar>(state.parameters)))
        state.stopReason = StopReason::Diverged;
    else if (state.step >= state.budget)
        state.stopReason = StopReason::Finished;
    return {};
}

template <class Scalar>
Act Trainer<Scalar>::nextAct() const {
    return state_->loop[state_->next];
}

template <class Scalar>
std::size_t Trainer<Scalar>::nextActAt() const {
    return state_->next;
}

template <class Scalar>
std::int64_t Trainer<Scalar>::step() const {
    return state_->step;
}

template <class Scalar>
double Trainer<Scalar>::batchLoss() const {
    return state_->batchLoss;
}

template <class Scalar>
StopReason Trainer<Scalar>::stopReason() const {
    return state_->stopReason;
}

template <class Scalar>
std::span<const Scalar> Trainer<Scalar>::parameters() const {
    return state_->parameters;
}

template <class Scalar>
std::span<const Scalar> Trainer<Scalar>::gradient() const {
    state_->writeZeros();
    return state_->gradient;
}

template <class Scalar>
void Trainer<Scalar>::keepMoves(bool on) {
    RunState<Scalar>& state = *state_;
    if (on == state.keepsMoves)
        return;
    state.keepsMoves = on;
    state.moved = false;
    state.before.resize(on ? state.parameters.size() : 0);
}

template <class Scalar>
std::span<const Scalar> Trainer<Scalar>::before() const {
    return state_->moved ? std::span<const Scalar>(state_->before) : std::span<const Scalar>();
}

template <class Scalar>
std::span<const Eigen::Index> Trainer<Scalar>::batch() const {
    return state_->network ? state_->network->batch() : std::span<const Eigen::Index>{};
}

template <class Scalar>
std::span<const Scalar> Trainer<Scalar>::statistics() const {
    return state_->network ? state_->network->statistics() : std::span<const Scalar>{};
}

template <class Scalar>
const Optimizer<Scalar>& Trainer<Scalar>::optimizer() const {
    return state_->optimizer;
}

template <class Scalar>
const NetworkPass<Scalar>* Trainer<Scalar>::pass() const {
    return state_->network ? &state_->network->pass() : nullptr;
}

template <class Scalar>
const DataLoader<Scalar>* Trainer<Scalar>::loader() const {
    return state_->network ? &state_->network->loader() : nullptr;
}

template <class Scalar>
Result<void> Trainer<Scalar>::setParameters(std::span<const Scalar> parameters) {
    RunState<Scalar>& state = *state_;
    if (parameters.size() != state.parameters.size()) {
        return failure({.code = ErrorCode::ShapeMismatch,
                        .where = "parameters",
                        .value = static_cast<double>(parameters.size()),
                        .limit = static_cast<double>(state.parameters.size())});
    }
    if (!allFinite(parameters))
        return failure({.code = ErrorCode::NotFinite, .where = "parameters"});
    std::copy(parameters.begin(), parameters.end(), state.parameters.begin());
    if (state.network && state.batchTaken)
        state.network->repeatBatch();
    state.next = 0;
    state.batchTaken = false;
    state.broken = false;
    state.moved = false;
    state.looksPassed = 0;
    if (state.stopReason == StopReason::Diverged || state.stopReason == StopReason::LeftWindow)
        state.stopReason = state.step < state.budget ? StopReason::None : StopReason::Finished;
    return {};
}

template <class Scalar>
double Trainer<Scalar>::learningRate() const {
    return state_->optimizer.settings().learningRate;
}

template <class Scalar>
double Trainer<Scalar>::scheduleFactor() const {
    return state_->schedule.factor(state_->step);
}

template <class Scalar>
void Trainer<Scalar>::setLearningRate(double rate) {
    if (std::isfinite(rate) && rate >= 0)
        state_->optimizer.setLearningRate(rate);
}

template <class Scalar>
Evaluation Trainer<Scalar>::evaluateTrain() const {
    const FlushDenormals flush;
    return state_->evaluate(false);
}

template <class Scalar>
Evaluation Trainer<Scalar>::evaluateTest() const {
    const FlushDenormals flush;
    return state_->evaluate(true);
}

template class Trainer<float>;
template class Trainer<double>;

} // namespace downhill::training
