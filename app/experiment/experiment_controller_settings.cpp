// What a student sets in an experiment: its knobs, a weight by hand, a loop, and a smaller rate after a
// divergence.

#include "experiment/experiment_controller.h"
#include "experiment/knob_settings.h"
#include "training/run_check.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace downhill::app {

double ExperimentController::rate() const {
    return settingOf(block_, {});
}

double ExperimentController::knobValue(const lesson::Control& control) const {
    if (control.knob != lesson::Knob::Parameter)
        return settingOf(block_, control);
    const std::vector<training::RunSnapshot>& runs = past_ ? past_->runs : snapshot_.runs;
    if (runs.empty() || control.parameter >= runs.front().parameters.size())
        return 0;
    return static_cast<double>(runs.front().parameters[control.parameter]);
}

void ExperimentController::setKnob(const lesson::Control& control, double value) {
    if (state_ == State::Empty || !std::isfinite(value) || isHeld(control.knob))
        return;
    value = std::clamp(value, control.least, control.greatest);
    if (control.knob == lesson::Knob::Parameter) {
        setWeight(0, control.parameter, value);
    } else if (control.knob == lesson::Knob::LearningRate) {
        setRate(value);
        journal_.setRate(step(), value, block_);
    } else {
        keepRun();
        changeSetting(block_, control, value);
        load();
    }
    Q_EMIT knobsChanged();
}

void ExperimentController::hold(const std::vector<lesson::Knob>& knobs) {
    if (knobs == held_)
        return;
    held_ = knobs;
    Q_EMIT knobsChanged();
}

bool ExperimentController::isHeld(lesson::Knob knob) const {
    return std::ranges::count(held_, knob) > 0;
}

void ExperimentController::setRate(double value) {
    changeSetting(block_, {}, value);
    for (std::size_t run = 0; run < block_.experiment.runs.size(); ++run)
        runner_->setLearningRate(run, value);
    lookForAWhile();
}

void ExperimentController::setWeight(std::size_t run, std::size_t parameter, double value) {
    if (run >= snapshot_.runs.size() || parameter >= snapshot_.runs[run].parameters.size() ||
        !std::isfinite(value) || isHeld(lesson::Knob::Parameter))
        return;
    leavePast();
    std::vector<float> weights = snapshot_.runs[run].parameters;
    weights[parameter] = static_cast<float>(value);
    if (state_ == State::Stopped) {
        // A run that is over stays over: what is set by hand now begins the next one.
        std::vector<training::RunSnapshot> begun = snapshot_.runs;
        for (training::RunSnapshot& each : begun) {
            each.step = 0;
            each.stopReason = training::StopReason::None;
        }
        rewind();
        snapshot_.generation = generation_;
        snapshot_.runs = std::move(begun);
    } else {
        pause();
    }
    snapshot_.runs[run].parameters = weights;
    journal_.setWeights(weights);
    runner_->setParameters(run, std::move(weights));
    lookForAWhile();
    Q_EMIT frameChanged();
    Q_EMIT knobsChanged();
}

void ExperimentController::setLoop(std::size_t run, const std::vector<training::Act>& loop) {
    if (state_ == State::Empty || run >= block_.experiment.runs.size() || !training::checkLoop(loop) ||
        block_.experiment.runs[run].loop == loop)
        return;
    keepRun();
    block_.experiment.runs[run].loop = loop;
    load();
    Q_EMIT knobsChanged();
}

double ExperimentController::recoveryRate() const {
    double rate = this->rate() / 3;
    for (const lesson::Control& control : block_.controls)
        if (control.knob == lesson::Knob::LearningRate)
            rate = std::clamp(rate, control.least, control.greatest);
    return rate;
}

void ExperimentController::recover() {
    const double rate = recoveryRate();
    rewind();
    setRate(rate);
    journal_.begin(block_);
    Q_EMIT knobsChanged();
}

} // namespace downhill::app
