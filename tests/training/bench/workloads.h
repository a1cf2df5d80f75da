#pragma once

#include "training/experiment.h"
#include "training/trainer.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// The networks whose speed is watched, small to large, as `downhill-cli bench` names them.
namespace workloads {

using namespace downhill::training;

/// 2-8-8-1 tanh, half the squared error, plain descent, batches of 10 of the circle.
inline Experiment t() {
    NetworkProblem problem;
    problem.dataset.samples = 500;
    problem.network.layers = {{8, Activation::Tanh}, {8, Activation::Tanh}, {1, Activation::Tanh}};
    problem.loss = Loss::HalfMeanSquaredError;
    const RunSpec run{.optimizer = {.learningRate = 0.03}, .batchSize = 10};
    return {.problem = problem, .runs = {run}, .steps = limits::kSteps};
}

inline Experiment digits(int side, std::int64_t samples, std::int64_t hidden, std::int64_t batchSize) {
    NetworkProblem problem;
    problem.dataset.kind = DatasetKind::Digits;
    problem.dataset.side = side;
    problem.dataset.samples = samples;
    problem.network.layers = {{hidden, Activation::Relu}, {10}};
    problem.loss = Loss::CrossEntropy;
    const RunSpec run{.optimizer = defaultSettings(OptimizerSettings::Kind::Adam), .batchSize = batchSize};
    return {.problem = problem, .runs = {run}, .steps = limits::kSteps};
}

/// 64-32-10 ReLU, cross-entropy, Adam, batches of 32.
inline Experiment s() {
    return digits(8, 1437, 32, 32);
}

/// 784-128-10 ReLU, cross-entropy, Adam, batches of 64.
inline Experiment m() {
    return digits(28, 10'000, 128, 64);
}

inline Trainer<float>::Data data(const Experiment& experiment) {
    auto made = makeDataset<float>(std::get<NetworkProblem>(experiment.problem), experiment.seeds);
    if (!made)
        throw std::runtime_error("no data: " + made.error().where);
    return std::make_shared<const SplitDataset<float>>(*std::move(made));
}

inline Trainer<float> trainer(const Experiment& experiment, Trainer<float>::Data data,
                              InstructionSet instructions = bestInstructionSet()) {
    auto made = Trainer<float>::create(experiment, 0, std::move(data), {.instructions = instructions});
    if (!made)
        throw std::runtime_error("no trainer: " + made.error().where);
    return *std::move(made);
}

} // namespace workloads
