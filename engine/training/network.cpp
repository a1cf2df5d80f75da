#include "training/network.h"

#include "training/philox.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace downhill::training {

using Eigen::Index;

namespace {

Result<void> checkSize(const std::string& where, std::int64_t value, std::int64_t least, std::int64_t limit) {
    if (value >= least && value <= limit)
        return {};
    return failure({.code = ErrorCode::OutOfRange,
                    .where = where,
                    .value = static_cast<double>(value),
                    .least = static_cast<double>(least),
                    .limit = static_cast<double>(limit)});
}

Initialisation resolved(Initialisation initialisation, Activation activation) {
    if (initialisation != Initialisation::Auto)
        return initialisation;
    switch (activation) {
    case Activation::Relu:
    case Activation::LeakyRelu:
    case Activation::Elu:
    case Activation::Gelu:
    case Activation::Softplus:
        return Initialisation::HeUniform;
    default:
        return Initialisation::XavierUniform;
    }
}

/// One weight of a layer of this shape.
double drawWeight(Initialisation initialisation, const LayerShape& layer, double initialValue,
                  RandomStream& random) {
    const auto in = static_cast<double>(layer.inputs);
    const auto both = static_cast<double>(layer.inputs + layer.units);
    const auto uniform = [&](double bound) { return random.uniform(-bound, bound); };
    switch (initialisation) {
    case Initialisation::Constant:
        return initialValue;
    case Initialisation::Uniform:
        return uniform(initialValue);
    case Initialisation::XavierUniform:
        return uniform(std::sqrt(6 / both));
    case Initialisation::XavierNormal:
        return std::sqrt(2 / both) * random.normal();
    case Initialisation::HeUniform:
        return uniform(std::sqrt(6 / in));
    case Initialisation::HeNormal:
        return std::sqrt(2 / in) * random.normal();
    default:
        return 0;
    }
}

} // namespace

template <class Scalar>
Result<Network<Scalar>> Network<Scalar>::create(const NetworkSpec& spec, Index inputs,
                                                InstructionSet instructions) {
    const auto depth = static_cast<std::int64_t>(spec.layers.size());
    if (auto found = checkSize("network.layers", depth, 1, limits::kLayers); !found)
        return failure(std::move(found.error()));
    if (auto found = checkSize("dataset.features", inputs, 1, limits::kFeatures); !found)
        return failure(std::move(found.error()));

    Network network;
    network.initialisation_ = spec.initialisation;
    network.initialValue_ = spec.initialValue;
    network.instructions_ = instructions;
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        const LayerSpec& wanted = spec.layers[i];
        const std::string where = "network.layers[" + std::to_string(i) + "].units";
        if (auto found = checkSize(where, wanted.units, 1, limits::kUnits); !found)
            return failure(std::move(found.error()));
        LayerShape layer{.inputs = i == 0 ? inputs : network.layers_.back().units,
                         .units = wanted.units,
                         .activation = wanted.activation,
                         .batchNorm = wanted.batchNorm,
                         .dropout = wanted.dropout,
                         .weights = network.parameterCount_};
        layer.bias = layer.weights + layer.units * layer.inputs;
        layer.scale = layer.bias + layer.units;
        layer.statistics = network.statisticsCount_;
        network.parameterCount_ = layer.scale + (layer.batchNorm ? 2 * layer.units : 0);
        network.statisticsCount_ += layer.batchNorm ? 2 * layer.units : 0;
        network.layers_.push_back(layer);
    }
    if (auto found = checkSize("network.parameters", network.parameterCount_, 1, limits::kParameters); !found)
        return failure(std::move(found.error()));
    return network;
}

template <class Scalar>
void Network<Scalar>::initialise(std::span<Scalar> parameters, std::uint64_t seed) const {
    RandomStream random(seed, Stream::Weights);
    for (const LayerShape& layer : layers_) {
        const Initialisation initialisation = resolved(initialisation_, layer.activation);
        Scalar* weights = parameters.data() + layer.weights;
        for (Index i = 0; i < layer.units * layer.inputs; ++i)
            weights[i] = static_cast<Scalar>(drawWeight(initialisation, layer, initialValue_, random));
        std::fill_n(parameters.data() + layer.bias, layer.units, Scalar(0));
        if (layer.batchNorm) {
            std::fill_n(parameters.data() + layer.scale, layer.units, Scalar(1));
            std::fill_n(parameters.data() + layer.scale + layer.units, layer.units, Scalar(0));
        }
    }
}

template <class Scalar>
void Network<Scalar>::initialiseStatistics(std::span<Scalar> statistics) const {
    for (const LayerShape& layer : layers_) {
        if (layer.batchNorm) {
            std::fill_n(statistics.data() + layer.statistics, layer.units, Scalar(0));
            std::fill_n(statistics.data() + layer.statistics + layer.units, layer.units, Scalar(1));
        }
    }
}

template class Network<float>;
template class Network<double>;

} // namespace downhill::training
