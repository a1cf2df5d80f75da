#include "training/run_state.h"

#include "training/thread_team.h"

#include <algorithm>
#include <cmath>

namespace downhill::training {

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

/// Puts everything to where it stands at step 0.
template <class Scalar>
void RunState<Scalar>::begin() {
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
    moved = false;
    step = 0;
    batchLoss = kNothing;
    stopReason = StopReason::None;
    looksPassed = 0;
}

template <class Scalar>
void RunState<Scalar>::perform() {
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
void RunState<Scalar>::forward() {
    batchTaken = true;
    if (network)
        network->forward(parameters, step);
    else
        surfaceValue = static_cast<double>(surface->value(place()));
}

/// The loss, and with it the gradient of the outputs, which the Backward act begins from.
template <class Scalar>
void RunState<Scalar>::measureLoss() {
    batchLoss = network ? network->measure() : surfaceValue;
    if (!std::isfinite(batchLoss))
        stopReason = StopReason::Diverged;
}

template <class Scalar>
void RunState<Scalar>::backward() {
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
void RunState<Scalar>::move() {
    writeZeros();
    if (keepsMoves) {
        std::copy(parameters.begin(), parameters.end(), before.begin());
        moved = true;
    }
    broken = !optimizer.step(parameters, gradient, schedule.factor(step), team.get());
}

template <class Scalar>
void RunState<Scalar>::writeZeros() {
    if (zeroed)
        std::fill(gradient.begin(), gradient.end(), Scalar(0));
    zeroed = false;
}

template <class Scalar>
void RunState<Scalar>::finishStep() {
    schedule.observe(step, batchLoss);
    ++step;
    batchTaken = false;
    if (network)
        network->endStep();
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
bool RunState<Scalar>::goalReached() {
    const bool test = goal->metric == Metric::TestLoss || goal->metric == Metric::TestAccuracy;
    const bool accuracy = goal->metric == Metric::TrainAccuracy || goal->metric == Metric::TestAccuracy;
    const Evaluation found = evaluate(test);
    const double value = accuracy ? found.accuracy : found.loss;
    const bool passed = goal->below ? value <= goal->bound : value >= goal->bound;
    looksPassed = passed ? looksPassed + 1 : 0;
    return looksPassed >= goal->holds;
}

template <class Scalar>
Evaluation RunState<Scalar>::evaluate(bool test) {
    if (network)
        return network->evaluate(parameters, test);
    return {test ? kNothing : static_cast<double>(surface->value(place())), kNothing};
}

template struct RunState<float>;
template struct RunState<double>;

} // namespace downhill::training
