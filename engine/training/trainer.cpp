#include "training/trainer.h"

#include "training/data_fit.h"
#include "training/data_loader.h"
#include "training/evaluator.h"
#include "training/experiment_check.h"
#include "training/loss.h"
#include "training/network.h"
#include "training/optimizer.h"
#include "training/surface.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace downhill::training {

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

/// Zero times a number that is not finite is NaN, and so is the sum; looking at the loss alone would miss a
/// NaN that an activation swallowed.
template <class Scalar>
bool allFinite(std::span<const Scalar> values) {
    using Values = Eigen::Map<const Eigen::Array<Scalar, Eigen::Dynamic, 1>>;
    return (Values(values.data(), static_cast<Eigen::Index>(values.size())) * Scalar(0)).sum() == 0;
}

/// All that training a network takes. The loader, the evaluator and the batch point into the members before
/// them, so it stays where it was made.
template <class Scalar>
struct NetworkRun {
    NetworkRun(std::shared_ptr<const SplitDataset<Scalar>> samples, Network<Scalar> built, Loss lossKind,
               std::int64_t batchSize, bool shuffle, std::uint64_t shuffleSeed)
        : data(std::move(samples)), network(std::move(built)), loss(lossKind),
          loader(data->train, batchSize, shuffle, shuffleSeed),
          workspace(network.workspace(loader.batchSize())), evaluator(network, loss) {}
    NetworkRun(const NetworkRun&) = delete;
    NetworkRun& operator=(const NetworkRun&) = delete;

    std::shared_ptr<const SplitDataset<Scalar>> data;
    Network<Scalar> network;
    Loss loss;
    DataLoader<Scalar> loader;
    typename Network<Scalar>::Workspace workspace;
    Evaluator<Scalar> evaluator;
    Batch<Scalar> batch{};
};

} // namespace

template <class Scalar>
struct Trainer<Scalar>::State {
    // Exactly one of the two is there.
    std::unique_ptr<NetworkRun<Scalar>> network{};
    std::optional<SurfaceProblem> surface{};

    Optimizer<Scalar> optimizer;
    std::optional<Goal> goal{};
    std::int64_t budget = 0;
    std::uint64_t weightSeed = 0;

    std::vector<Scalar> parameters{};
    std::vector<Scalar> gradient{};
    double surfaceValue = 0; ///< as the Forward act found it
    Act nextAct = Act::ZeroGrad;
    std::int64_t step = 0;
    double batchLoss = kNothing;
    StopReason stopReason = StopReason::None;
    std::int64_t looksPassed = 0; ///< at the goal, in a row

    void begin();
    void perform();
    void forward();
    void measureLoss();
    void backward();
    void finishStep();
    bool goalReached();
    Evaluation evaluate(const Dataset<Scalar>* part);
    std::array<Scalar, 2> place() const { return {parameters[0], parameters[1]}; }
    auto batchColumns() const;
};

/// Puts everything to where it stands at step 0.
template <class Scalar>
void Trainer<Scalar>::State::begin() {
    if (network) {
        network->network.initialise(parameters, weightSeed);
        network->loader.rewind();
        network->batch = {};
    } else {
        for (std::size_t i = 0; i < parameters.size(); ++i)
            parameters[i] = static_cast<Scalar>(surface->start[i]);
    }
    std::fill(gradient.begin(), gradient.end(), Scalar(0));
    surfaceValue = 0;
    nextAct = Act::ZeroGrad;
    step = 0;
    batchLoss = kNothing;
    stopReason = StopReason::None;
    looksPassed = 0;
}

template <class Scalar>
void Trainer<Scalar>::State::perform() {
    switch (nextAct) {
    case Act::ZeroGrad:
        std::fill(gradient.begin(), gradient.end(), Scalar(0));
        nextAct = Act::Forward;
        return;
    case Act::Forward:
        forward();
        nextAct = Act::Loss;
        return;
    case Act::Loss:
        measureLoss();
        nextAct = Act::Backward;
        return;
    case Act::Backward:
        backward();
        nextAct = Act::Step;
        return;
    case Act::Step:
        optimizer.step(parameters, gradient);
        nextAct = Act::ZeroGrad;
        finishStep();
        return;
    }
}

template <class Scalar>
auto Trainer<Scalar>::State::batchColumns() const {
    using Columns = Eigen::Map<const Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>>;
    return Columns(network->batch.features, network->network.inputs(), network->batch.size);
}

template <class Scalar>
void Trainer<Scalar>::State::forward() {
    if (network) {
        network->batch = network->loader.next();
        network->network.forward(parameters, batchColumns(), network->workspace);
    } else {
        surfaceValue = static_cast<double>(training::surfaceValue(*surface, place()));
    }
}

/// The loss, and with it the gradient of the outputs, which the Backward act begins from.
template <class Scalar>
void Trainer<Scalar>::State::measureLoss() {
    if (network) {
        batchLoss = lossWithGradient(network->loss, network->network.outputs(), network->batch.size,
                                     network->workspace.activations.back().data(), network->batch.targets,
                                     network->workspace.deltas.back().data());
    } else {
        batchLoss = surfaceValue;
    }
    if (!std::isfinite(batchLoss))
        stopReason = StopReason::Diverged;
}

template <class Scalar>
void Trainer<Scalar>::State::backward() {
    if (network) {
        auto& deltas = network->workspace.deltas.back();
        network->network.backward(parameters, batchColumns(), deltas.leftCols(network->batch.size),
                                  network->workspace, gradient);
    } else {
        const auto slope = surfaceGradient(*surface, place());
        gradient[0] += slope[0];
        gradient[1] += slope[1];
    }
}

template <class Scalar>
void Trainer<Scalar>::State::finishStep() {
    ++step;
    if (!allFinite(std::span<const Scalar>(parameters))) {
        stopReason = StopReason::Diverged;
    } else if (surface && surface->kind == SurfaceKind::Saddle &&
               isOutOfSight(*surface,
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
    const Dataset<Scalar>* part = nullptr;
    if (network)
        part = test ? &network->data->test : &network->data->train;
    const Evaluation found = evaluate(part);
    const double value = accuracy ? found.accuracy : found.loss;
    const bool passed = goal->below ? value <= goal->bound : value >= goal->bound;
    looksPassed = passed ? looksPassed + 1 : 0;
    return looksPassed >= goal->holds;
}

template <class Scalar>
Evaluation Trainer<Scalar>::State::evaluate(const Dataset<Scalar>* part) {
    if (network)
        return network->evaluator.evaluate(parameters, *part);
    return {static_cast<double>(training::surfaceValue(*surface, place())), kNothing};
}

template <class Scalar>
Result<Trainer<Scalar>> Trainer<Scalar>::create(const Experiment& experiment, std::size_t run, Data data) {
    if (auto found = checkExperiment(experiment); !found)
        return failure(std::move(found.error()));
    if (run >= experiment.runs.size()) {
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "runs",
                        .value = static_cast<double>(run),
                        .limit = static_cast<double>(experiment.runs.size() - 1)});
    }
    const RunSpec& spec = experiment.runs[run];
    auto state = std::unique_ptr<State>(new State{.optimizer = Optimizer<Scalar>(spec.optimizer),
                                                  .goal = experiment.goal,
                                                  .budget = experiment.steps,
                                                  .weightSeed = experiment.seeds.weights});
    std::size_t parameterCount = 2;
    if (const auto* surface = std::get_if<SurfaceProblem>(&experiment.problem)) {
        state->surface = *surface;
    } else {
        if (!data)
            return failure({.code = ErrorCode::EmptyData, .where = "dataset"});
        if (auto found = checkDataFit(experiment, spec, *data); !found)
            return failure(std::move(found.error()));
        const auto& problem = std::get<NetworkProblem>(experiment.problem);
        auto network = Network<Scalar>::create(problem.network, data->train.features.rows());
        if (!network)
            return failure(std::move(network.error()));
        parameterCount = static_cast<std::size_t>(network->parameterCount());
        state->network = std::make_unique<NetworkRun<Scalar>>(std::move(data), *std::move(network),
                                                              problem.loss, spec.batchSize,
                                                              experiment.shuffle, experiment.seeds.shuffle);
    }
    state->parameters.resize(parameterCount);
    state->gradient.resize(parameterCount);
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
    return state_->nextAct;
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
    return state_->gradient;
}

template <class Scalar>
std::span<const Eigen::Index> Trainer<Scalar>::batch() const {
    return state_->network ? state_->network->loader.indices() : std::span<const Eigen::Index>{};
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
    const bool batchTaken = state.nextAct != Act::ZeroGrad && state.nextAct != Act::Forward;
    if (state.network && batchTaken)
        state.network->loader.repeat();
    state.nextAct = Act::ZeroGrad;
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
void Trainer<Scalar>::setLearningRate(double rate) {
    if (std::isfinite(rate) && rate >= 0)
        state_->optimizer.setLearningRate(rate);
}

template <class Scalar>
Evaluation Trainer<Scalar>::evaluateTrain() const {
    return state_->evaluate(state_->network ? &state_->network->data->train : nullptr);
}

template <class Scalar>
Evaluation Trainer<Scalar>::evaluateTest() const {
    if (!state_->network)
        return {kNothing, kNothing};
    return state_->evaluate(&state_->network->data->test);
}

template class Trainer<float>;
template class Trainer<double>;

} // namespace downhill::training
