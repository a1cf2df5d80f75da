#pragma once

#include "training/dataset.h"
#include "training/experiment.h"
#include "training/trainer.h"

#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

/// Experiments that several tests start from.
namespace experiments {

using namespace downhill::training;

/// A small tanh network that tells the disc from the ring.
inline Experiment circle(std::int64_t batchSize = 10, double learningRate = 0.3) {
    NetworkProblem problem;
    problem.dataset = {.kind = DatasetKind::Circle, .samples = 103, .noise = 0.1, .testShare = 0.2};
    problem.network.layers = {{8, Activation::Tanh}, {8, Activation::Tanh}, {1, Activation::Linear}};
    problem.loss = Loss::BinaryCrossEntropy;
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {RunSpec{.optimizer = {.learningRate = learningRate}, .batchSize = batchSize}};
    experiment.seeds = Seeds::all(7);
    return experiment;
}

inline Experiment surface(const SurfaceProblem& problem, double learningRate, std::int64_t steps) {
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {RunSpec{.optimizer = {.learningRate = learningRate}}};
    experiment.steps = steps;
    return experiment;
}

/// A trainer of the first run; throws where the experiment is refused.
template <class Scalar>
Trainer<Scalar> trainer(const Experiment& experiment) {
    typename Trainer<Scalar>::Data data;
    if (const auto* problem = std::get_if<NetworkProblem>(&experiment.problem)) {
        auto made = makeDataset<Scalar>(*problem, experiment.seeds);
        if (!made)
            throw std::runtime_error("no data: " + made.error().where);
        data = std::make_shared<SplitDataset<Scalar>>(*std::move(made));
    }
    auto created = Trainer<Scalar>::create(experiment, 0, std::move(data));
    if (!created)
        throw std::runtime_error("no trainer: " + created.error().where);
    return *std::move(created);
}

template <class Scalar>
std::vector<Scalar> copyOf(std::span<const Scalar> values) {
    return {values.begin(), values.end()};
}

} // namespace experiments
