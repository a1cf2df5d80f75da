#pragma once

#include "training/network_pass.h"
#include "training/philox.h"

#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

/// Networks, batches and losses whose gradients tests look at.
namespace gradient_cases {

using namespace downhill::training;
using Eigen::Index;

constexpr Index kInputs = 3;
constexpr Index kSamples = 21;

/// A loss with the number of outputs that it is checked with.
struct LossCase {
    const char* name;
    LossSettings loss;
    std::int64_t outputs;
};

inline const LossCase kLosses[] = {
    {"mse", Loss::MeanSquaredError, 1},
    {"mse of three", Loss::MeanSquaredError, 3},
    {"half mse", Loss::HalfMeanSquaredError, 1},
    {"mae", Loss::MeanAbsoluteError, 1},
    {"mae of three", Loss::MeanAbsoluteError, 3},
    {"huber", {Loss::Huber, 0.5}, 1},
    {"huber of three", {Loss::Huber, 0.5}, 3},
    {"mean error", Loss::MeanError, 1},
    {"bce", Loss::BinaryCrossEntropy, 1},
    {"ce", Loss::CrossEntropy, 3},
    {"hinge", Loss::Hinge, 1},
    {"hinge of three", Loss::Hinge, 3},
};

inline std::vector<double> normals(std::uint64_t seed, std::size_t count, double scale = 1) {
    RandomStream random(seed, Stream::Weights);
    std::vector<double> values(count);
    for (double& value : values)
        value = random.normal() * scale;
    return values;
}

/// Samples, a column each, with what the loss takes for targets.
struct Samples {
    std::vector<double> features = normals(1, kInputs* kSamples);
    std::vector<double> targets{};

    explicit Samples(const LossCase& loss) {
        const auto values = normals(2, kSamples);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double label = loss.outputs == 1 ? static_cast<double>(i % 2) : static_cast<double>(i % 3);
            const bool takesLabels = isAboutClasses(loss.loss.kind) || loss.outputs > 1;
            targets.push_back(takesLabels ? label : values[i]);
        }
    }
};

inline Network<double> networkOf(const std::vector<LayerSpec>& layers, Index inputs = kInputs,
                                 InstructionSet instructions = bestInstructionSet()) {
    auto network = Network<double>::create({.layers = layers}, inputs, instructions);
    if (!network)
        throw std::runtime_error("no network: " + network.error().where);
    return *std::move(network);
}

/// Weights that let something through every layer.
inline std::vector<double> parametersOf(const Network<double>& network, std::uint64_t seed = 3) {
    std::vector<double> parameters(static_cast<std::size_t>(network.parameterCount()));
    network.initialise(parameters, seed);
    const auto push = normals(seed + 1, parameters.size(), 0.2);
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i] += push[i];
    return parameters;
}

/// How a batch goes through a network.
struct Way {
    bool training = true;
    DropoutKey dropout{};
    std::vector<double> statistics{}; ///< for evaluate()
};

inline double lossAt(NetworkPass<double>& pass, std::span<const double> parameters, const Samples& samples,
                     const LossSettings& loss, const Way& way) {
    if (way.training)
        pass.forward(parameters, {}, way.dropout);
    else
        pass.evaluate(parameters, way.statistics);
    return pass.measure(loss, samples.targets.data());
}

inline std::vector<double> gradientOf(NetworkPass<double>& pass, std::span<const double> parameters,
                                      const Samples& samples, const LossSettings& loss, const Way& way = {}) {
    lossAt(pass, parameters, samples, loss, way);
    std::vector<double> gradient(parameters.size(), 1e9);
    pass.backward(parameters, gradient, true);
    return gradient;
}

inline double norm(std::span<const double> values) {
    return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
}

inline double difference(std::span<const double> found, std::span<const double> wanted) {
    std::vector<double> apart(found.begin(), found.end());
    for (std::size_t i = 0; i < apart.size(); ++i)
        apart[i] -= wanted[i];
    return norm(apart) / norm(wanted);
}

} // namespace gradient_cases
