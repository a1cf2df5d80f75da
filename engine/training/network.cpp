#include "training/network.h"

#include "training/activation.h"
#include "training/dense_product.h"
#include "training/philox.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace downhill::training {

using Eigen::Index;

namespace {

/// Below this many inputs a layer's weight gradient is summed with the units side by side rather than the
/// inputs.
constexpr Index kFewInputs = 4;

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
    return activation == Activation::Relu ? Initialisation::HeUniform : Initialisation::XavierUniform;
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

/// Adds deltas · inputsᵀ to the gradient of a layer's weights, which stands row by row. `scratch` has room
/// for them.
template <class Scalar>
void addWeightGradient(const LayerShape& layer, Index samples, ColumnView<Scalar> input, const Scalar* deltas,
                       Scalar* gradient, Scalar* scratch) {
    if (layer.inputs >= kFewInputs || layer.units < layer.inputs) {
        addProduct<Scalar>(layer.inputs, layer.units, samples, input, {deltas, layer.units, 1}, gradient);
        return;
    }
    std::fill_n(scratch, layer.units * layer.inputs, Scalar(0));
    addProduct<Scalar>(layer.units, layer.inputs, samples, {deltas, layer.units}, {input.data, input.step, 1},
                       scratch);
    for (Index unit = 0; unit < layer.units; ++unit) {
        for (Index in = 0; in < layer.inputs; ++in)
            gradient[unit * layer.inputs + in] += scratch[in * layer.units + unit];
    }
}

template <class Scalar>
void addBiasGradient(Index units, Index samples, const Scalar* __restrict deltas,
                     Scalar* __restrict gradient) {
    for (Index sample = 0; sample < samples; ++sample, deltas += units) {
        for (Index unit = 0; unit < units; ++unit)
            gradient[unit] += deltas[unit];
    }
}

} // namespace

template <class Scalar>
Result<Network<Scalar>> Network<Scalar>::create(const NetworkSpec& spec, Index inputs) {
    const auto depth = static_cast<std::int64_t>(spec.layers.size());
    if (auto found = checkSize("network.layers", depth, 1, limits::kLayers); !found)
        return failure(std::move(found.error()));
    if (auto found = checkSize("dataset.features", inputs, 1, limits::kFeatures); !found)
        return failure(std::move(found.error()));

    Network network;
    network.initialisation_ = spec.initialisation;
    network.initialValue_ = spec.initialValue;
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        const LayerSpec& wanted = spec.layers[i];
        const std::string where = "network.layers[" + std::to_string(i) + "].units";
        if (auto found = checkSize(where, wanted.units, 1, limits::kUnits); !found)
            return failure(std::move(found.error()));
        LayerShape layer{.inputs = i == 0 ? inputs : network.layers_.back().units,
                         .units = wanted.units,
                         .activation = wanted.activation,
                         .weights = network.parameterCount_};
        layer.bias = layer.weights + layer.units * layer.inputs;
        network.parameterCount_ = layer.bias + layer.units;
        network.layers_.push_back(layer);
    }
    if (auto found = checkSize("network.parameters", network.parameterCount_, 1, limits::kParameters); !found)
        return failure(std::move(found.error()));
    return network;
}

template <class Scalar>
typename Network<Scalar>::Workspace Network<Scalar>::workspace(Index batch) const {
    Workspace workspace;
    Index largest = 0;
    for (const LayerShape& layer : layers_) {
        workspace.activations.emplace_back(Matrix::Zero(layer.units, batch));
        workspace.deltas.emplace_back(Matrix::Zero(layer.units, batch));
        largest = std::max(largest, layer.units * layer.inputs);
    }
    workspace.scratch.resize(static_cast<std::size_t>(largest));
    return workspace;
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
    }
}

template <class Scalar>
void Network<Scalar>::forward(std::span<const Scalar> parameters, Eigen::Ref<const Matrix> batch,
                              Workspace& workspace) const {
    using RowMajor = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Index samples = batch.cols();
    StridedView<Scalar> input{batch.data(), 1, batch.outerStride()};
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const LayerShape& layer = layers_[i];
        const Scalar* weights = parameters.data() + layer.weights;
        const Scalar* bias = parameters.data() + layer.bias;
        Scalar* output = workspace.activations[i].data();
        for (Index sample = 0; sample < samples; ++sample)
            std::copy_n(bias, layer.units, output + sample * layer.units);
        if (layer.units > 1 && layer.inputs > 1) {
            Eigen::Map<Matrix>(workspace.scratch.data(), layer.units, layer.inputs) =
                Eigen::Map<const RowMajor>(weights, layer.units, layer.inputs);
            weights = workspace.scratch.data();
        }
        addProduct<Scalar>(layer.units, samples, layer.inputs, {weights, layer.units}, input, output);
        activate(layer.activation, output, layer.units * samples);
        input = {output, 1, layer.units};
    }
}

template <class Scalar>
void Network<Scalar>::backward(std::span<const Scalar> parameters, Eigen::Ref<const Matrix> batch,
                               Eigen::Ref<const Matrix> outputGradient, Workspace& workspace,
                               std::span<Scalar> gradient) const {
    const Index samples = batch.cols();
    workspace.deltas.back().leftCols(samples) = outputGradient;
    for (std::size_t i = layers_.size(); i-- > 0;) {
        const LayerShape& layer = layers_[i];
        Scalar* deltas = workspace.deltas[i].data();
        multiplyByDerivative(layer.activation, workspace.activations[i].data(), deltas,
                             layer.units * samples);
        const ColumnView<Scalar> input =
            i == 0 ? ColumnView<Scalar>{batch.data(), batch.outerStride()}
                   : ColumnView<Scalar>{workspace.activations[i - 1].data(), layer.inputs};
        addWeightGradient(layer, samples, input, deltas, gradient.data() + layer.weights,
                          workspace.scratch.data());
        addBiasGradient(layer.units, samples, deltas, gradient.data() + layer.bias);
        if (i > 0) {
            Scalar* below = workspace.deltas[i - 1].data();
            std::fill_n(below, layer.inputs * samples, Scalar(0));
            addProduct<Scalar>(layer.inputs, samples, layer.units,
                               {parameters.data() + layer.weights, layer.inputs}, {deltas, 1, layer.units},
                               below);
        }
    }
}

template class Network<float>;
template class Network<double>;

} // namespace downhill::training
