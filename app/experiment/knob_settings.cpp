#include "experiment/knob_settings.h"

#include <cmath>
#include <variant>

namespace downhill::app {

double settingOf(const lesson::ExperimentBlock& block, const lesson::Control& control) {
    const training::Experiment& experiment = block.experiment;
    const auto* network = std::get_if<training::NetworkProblem>(&experiment.problem);
    const auto* surface = std::get_if<training::SurfaceProblem>(&experiment.problem);
    switch (control.knob) {
    case lesson::Knob::LearningRate:
        return experiment.runs.empty() ? 0 : experiment.runs.front().optimizer.learningRate;
    case lesson::Knob::BatchSize:
        return experiment.runs.empty() ? 0 : static_cast<double>(experiment.runs.front().batchSize);
    case lesson::Knob::Noise:
        return network ? network->dataset.noise : 0;
    case lesson::Knob::StartX:
        return surface ? surface->start[0] : 0;
    case lesson::Knob::StartY:
        return surface ? surface->start[1] : 0;
    case lesson::Knob::Parameter:
        break;
    }
    return 0;
}

void changeSetting(lesson::ExperimentBlock& block, const lesson::Control& control, double value) {
    training::Experiment& experiment = block.experiment;
    auto* network = std::get_if<training::NetworkProblem>(&experiment.problem);
    auto* surface = std::get_if<training::SurfaceProblem>(&experiment.problem);
    switch (control.knob) {
    case lesson::Knob::LearningRate:
        for (training::RunSpec& run : experiment.runs)
            run.optimizer.learningRate = value;
        break;
    case lesson::Knob::BatchSize:
        for (training::RunSpec& run : experiment.runs)
            run.batchSize = std::llround(value);
        break;
    case lesson::Knob::Noise:
        if (network)
            network->dataset.noise = value;
        break;
    case lesson::Knob::StartX:
    case lesson::Knob::StartY:
        if (surface)
            surface->start[control.knob == lesson::Knob::StartX ? 0 : 1] = value;
        break;
    case lesson::Knob::Parameter:
        break;
    }
}

} // namespace downhill::app
