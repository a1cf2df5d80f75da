#include "training/trainer.h"

#include "training/data_fit.h"
#include "training/experiment_check.h"
#include "training/network_task.h"
#include "training/schedule.h"
#include "training/surface.h"
#include "training/thread_team.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace downhill::training {

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

template <class Scalar>
bool allFinite(std::span<const Scalar> values) {
    return std::all_of(values.begin(), values.end(), [](Scalar value) { return std::isfinite(value); });
}

} // namespace

template <class Scalar>
struct Trainer<Scalar>::State {
    // Exactly one of the two is there.
    std::unique_ptr<NetworkTask<Scalar>> network{};
    std::optional<Surface> surface{};

    std::shared_ptr<ThreadTeam> team{};
    Optimizer<Scalar> optimizer;
    RateSchedule schedule;
    std::vector<Act> loop{};
    std::optional<Goal> goal{};
    std::int64_t budget = 0;
    std::uint64_t noiseSeed = 0;

    std::vector<Scalar> parameters{};
    std::vector<Scalar> gradient{};
    bool zeroed = false; ///< the gradient is zero, whatever its vector holds: the next Backward overwrites it
    double surfaceValue = 0; ///< as the Forward act found it
    std::size_t next = 0;    ///< act in the loop
    bool batchTaken = false; ///< by this step
    bool broken = false;     ///< a parameter is not finite
    std::int64_t step = 0;
    double batchLoss = kNothing;
    StopReason stopReason = StopReason::None;
    std::int64_t looksPassed = 0; ///< at the goal, in a row

    void begin();
    void perform();
    void forward();
    void measureLoss();
    void backward();
    void move();
    void finishStep();
    void writeZeros();
    bool goalReached();
    Evaluation evaluate(bool test);
    std::array<Scalar, 2> place() const { return {parameters[0], parameters[1]}; }
};

/// Puts everything to where it stands at step 0.
template <class Scalar>
void Trainer<Scalar>::State::begin() {
    if (network) {
        network->begin(parameters);
    } else {
        for (std::size_t i = 0; i < parameters.size(); ++i)
            parameters[i] = static_cast<Scalar>(surface->problem().start[i]);
    }
    optimizer.reset();
    schedule.reset();
    std::fill(gradient.begin(), gradient.end(), Scalar(0));
    zeroed = false;
    surfaceValue = 0;
    next = 0;
    batchTaken = false;
    broken = false;
    step = 0;
    batchLoss = kNothing;
    stopReason = StopReason::None;
    looksPassed = 0;
}

template <class Scalar>
void Trainer<Scalar>::State::perform() {
    switch (loop[next]) {
    case Act::ZeroGrad:
        zeroed = true;
        break;
    case Act::Forward:
        forward();
        break;
    case Act::Loss:
        measureLoss();
        break;
    case Act::Backward:
        backward();
        break;
    case Act::Step:
        move();
        break;
    }
    if (++next == loop.size()) {
        next = 0;
        if (stopReason == StopReason::None)
            finishStep();
    }
}

template <class Scalar>
void Trainer<Scalar>::State::forward() {
    batchTaken = true;
    if (network)
        network->forward(parameters, step);
    else
        surfaceValue = static_cast<double>(surface->value(place()));
}

/// The loss, and with it the gradient of the outputs, which the Backward act begins from.
template <class Scalar>
void Trainer<Scalar>::State::measureLoss() {
    batchLoss = network ? network->measure() : surfaceValue;
    if (!std::isfinite(batchLoss))
        stopReason = StopReason::Diverged;
}

template <class Scalar>
void Trainer<Scalar>::State::backward() {
    if (network) {
        network->backward(parameters, gradient, zeroed);
        zeroed = false;
        return;
    }
    writeZeros();
    const auto slope = surface->gradient(place());
    const auto noise = gradientNoise(surface->problem(), noiseSeed, step);
    for (std::size_t i = 0; i < slope.size(); ++i)
        gradient[i] += slope[i] + static_cast<Scalar>(noise[i]);
}

template <class Scalar>
void Trainer<Scalar>::State::move() {
    writeZeros();
    broken = !optimizer.step(parameters, gradient, schedule.factor(step), team.get());
}

template <class Scalar>
void Trainer<Scalar>::State::writeZeros() {
    if (zeroed)
        std::fill(gradient.begin(), gradient.end(), Scalar(0));
    zeroed = false;
}

template <class Scalar>
void Trainer<Scalar>::State::finishStep() {
    schedule.observe(step, batchLoss);
    ++step;
    batchTaken = false;
    if (broken) {
        stopReason = StopReason::Diverged;
    } else if (surface && surface->mayFallForever() &&
               surface->isOutOfSight(
                   {static_cast<double>(parameters[0]), static_cast<double>(parameters[1])})) {
        stopReason = StopReason::LeftWindow;
    } else if (goal && step % goal->every == 0 && goalReached()) {
        stopReason = StopReason::GoalReached;
    } else if (step >= budget) {
        stopReason = StopReason::Finished;
    }
}

template <class Scalar>
bool Trainer<Scalar>::State::goalReached() {
    const bool test = goal->metric == Metric::TestLoss || goal->metric == Metric::TestAccuracy;
    const bool accuracy = goal->metric == Metric::TrainAccuracy || goal->metric == Metric::TestAccuracy;
    const Evaluation found = evaluate(test);
    const double value = accuracy ? found.accuracy : found.loss;
    const bool passed = goal->below ? value <= goal->bound : value >= goal->bound;
    looksPassed = passed ? looksPassed + 1 : 0;
    return looksPassed >= goal->holds;
}

template <class Scalar>
Evaluation Trainer<Scalar>::State::evaluate(bool test) {
    if (network)
        return network->evaluate(parameters, test);
    return {test ? kNothing : static_cast<double>(surface->value(place())), kNothing};
}

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
    auto state = std::unique_ptr<State>(
        new State{.network = std::move(task),
                  .surface = std::move(surface),
                  .team = machine.team,
                  .optimizer = Optimizer<Scalar>(spec.optimizer, parameterCount, machine.instructions),
                  .schedule = RateSchedule(spec.schedule),
                  .loop = spec.loop,
                  .goal = experiment.goal,
                  .budget = experiment.steps,
                  .noiseSeed = experiment.seeds.noise});
    state->parameters.resize(static_cast<std::size_t>(parameterCount));
    state->gradient.resize(static_cast<std::size_t>(parameterCount));
    state->begin();
    return Trainer(std::move(state));
}

template <class Scalar>
Trainer<Scalar>::Trainer(std::unique_ptr<State> state) : state_(std::move(state)) {}
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
    State& state = *state_;
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
Act Trainer<Scalar>::nextAct() const {
    return state_->loop[state_->next];
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
    State& state = *state_;
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
