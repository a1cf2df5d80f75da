#include "lesson/knob_values.h"

#include "lesson/experiment_words.h"
#include "lesson/optimizer_keys.h"
#include "lesson/problem_kinds.h"
#include "training/surface.h"

#include <cmath>
#include <type_traits>

namespace downhill::lesson {

namespace {

using training::Experiment;
using training::NetworkProblem;
using training::SurfaceKind;
using training::SurfaceProblem;

/// Visits a number among the settings of each optimizer that has it. Its key is the knob's word.
template <class Runs, class Visit>
void visitOptimizers(Runs& runs, Knob knob, Visit&& visit) {
    const QString word = wordFor<Knob>(words::kKnobs, knob);
    for (const OptimizerKey<double>& each : kOptimizerNumbers) {
        if (each.key != word)
            continue;
        for (auto& run : runs) {
            if (each.kinds.contains(run.optimizer.kind))
                visit(run.optimizer.*each.member);
        }
    }
}

template <class Problem, class Visit>
void visitNetwork(Problem& problem, Knob knob, Visit&& visit) {
    if (knob == Knob::Noise && isDrawn(problem.dataset.kind))
        visit(problem.dataset.noise);
    if (knob == Knob::HuberDelta && problem.loss == training::Loss::Huber)
        visit(problem.huberDelta);
    auto& layers = problem.network.layers;
    for (std::size_t i = 0; knob == Knob::Dropout && i + 1 < layers.size(); ++i)
        visit(layers[i].dropout);
}

template <class Surface, class Visit>
void visitSurface(Surface& surface, Knob knob, Visit&& visit) {
    if (knob == Knob::Noise && surface.kind == SurfaceKind::NoisyBowl)
        visit(surface.noise);
    if (knob == Knob::StartX)
        visit(surface.start[0]);
    if (knob == Knob::StartY && !training::hasOneParameter(surface.kind))
        visit(surface.start[1]);
    if (knob == Knob::Curvature && hasCurvature(surface.kind))
        visit(surface.curvature);
    if (knob == Knob::Condition && surface.kind == SurfaceKind::Ravine)
        visit(surface.condition);
}

/// Calls `visit` with each setting that the knob stands for.
template <class AnExperiment, class Visit>
void visitSettings(AnExperiment& experiment, Knob knob, Visit&& visit) {
    auto* network = std::get_if<NetworkProblem>(&experiment.problem);
    auto* surface = std::get_if<SurfaceProblem>(&experiment.problem);
    switch (knob) {
    case Knob::LearningRate:
        for (auto& run : experiment.runs)
            visit(run.optimizer.learningRate);
        break;
    case Knob::BatchSize:
        if (network) {
            for (auto& run : experiment.runs)
                visit(run.batchSize);
        }
        break;
    case Knob::Momentum:
    case Knob::Beta1:
    case Knob::Beta2:
    case Knob::Smoothing:
    case Knob::Epsilon:
    case Knob::WeightDecay:
    case Knob::L1:
    case Knob::ClipValue:
    case Knob::ClipNorm:
        visitOptimizers(experiment.runs, knob, visit);
        break;
    case Knob::Noise:
    case Knob::Dropout:
    case Knob::HuberDelta:
    case Knob::StartX:
    case Knob::StartY:
    case Knob::Curvature:
    case Knob::Condition:
        if (network)
            visitNetwork(*network, knob, visit);
        if (surface)
            visitSurface(*surface, knob, visit);
        break;
    case Knob::Parameter:
        break;
    }
}

} // namespace

std::vector<double> knobValues(const Experiment& experiment, Knob knob) {
    std::vector<double> values;
    visitSettings(experiment, knob, [&](const auto& setting) { values.push_back(double(setting)); });
    return values;
}

void setKnobValues(Experiment& experiment, Knob knob, double value) {
    visitSettings(experiment, knob, [&](auto& setting) {
        if constexpr (std::is_integral_v<std::remove_reference_t<decltype(setting)>>)
            setting = std::llround(value);
        else
            setting = value;
    });
}

Range knobRange(Knob knob) {
    const QString word = wordFor<Knob>(words::kKnobs, knob);
    for (const OptimizerKey<double>& each : kOptimizerNumbers) {
        if (each.key == word)
            return each.range;
    }
    switch (knob) {
    case Knob::LearningRate:
        return kAnyRate;
    case Knob::Noise:
        return kNotNegative;
    case Knob::BatchSize:
        return {0, double(training::limits::kSamples)};
    case Knob::Dropout:
        return kBelowOne;
    case Knob::HuberDelta:
    case Knob::Curvature:
        return kAnyPositive;
    case Knob::Condition:
        return kCondition;
    default:
        return kAnyNumber;
    }
}

} // namespace downhill::lesson
