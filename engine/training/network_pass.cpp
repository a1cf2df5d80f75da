#include "training/network_pass.h"

#include "training/batch_norm.h"
#include "training/kernels/activation_kernels.h"
#include "training/kernels/loss_kernels.h"
#include "training/kernels/product_kernels.h"
#include "training/layer_blocks.h"
#include "training/share.h"
#include "training/thread_team.h"

#include <algorithm>
#include <vector>

namespace downhill::training {

using Eigen::Index;

namespace {

/// Below this many multiplications a step is over before a second thread has heard of it.
constexpr Index kWorthSharing = 200'000;

/// So few are written to their rows one by one, which is sooner done than transposed.
constexpr Index kFewFeatures = 4;

} // namespace

template <class Scalar>
struct NetworkPass<Scalar>::Buffers {
    Buffers(const Network<Scalar>& shapes, Index batch, ThreadTeam* threads);

    Network<Scalar> network;
    const ProductKernels<Scalar>* products;
    const ActivationKernels<Scalar>* activations;
    const LossKernels<Scalar>* losses;
    ThreadTeam* team;
    Index capacity;
    Index step; ///< between two rows of a layer's numbers
    Index size = 0;
    bool training = false; ///< whether the present activations are those of forward()

    Block<Scalar> input{};        ///< a row a feature
    Block<Scalar> inputSamples{}; ///< a row a sample
    Block<Scalar> targets{};
    std::vector<LayerBlocks<Scalar>> layers{};

    /// Those of the batch and what pads it, where deltas are 0: so rows are summed without looking at its
    /// size.
    Index columns() const { return paddedToLanes(size); }
    const Scalar* inputOf(std::size_t layer) const {
        return layer == 0 ? input.data() : layers[layer - 1].activations.data();
    }
    const Scalar* inputSamplesOf(std::size_t layer) const {
        return layer == 0 ? inputSamples.data() : layers[layer - 1].samples.data();
    }

    template <class Work>
    void share(Work&& work) {
        if (team != nullptr)
            team->run([&](int member) { work(member, team->size()); });
        else
            work(0, 1);
    }

    void resize(Index count);
    void spread(Share samples);
    void run(std::size_t layer, Share units, const Scalar* parameters, Scalar* statistics, bool moving,
             const DropoutKey& dropout);
    void normalise(std::size_t layer, Share units, const Scalar* parameters, Scalar* statistics, bool moving);
    void bringBack(std::size_t layer, Share units, const Scalar* parameters, Scalar* gradient, bool fresh);
    void sumGradients(std::size_t layer, Share units, Scalar* gradient, bool fresh);
    void fillInput(const Scalar* samples, const Index* which, Index count);
    LayerView<Scalar> view(const Scalar* data, Index rows) const {
        return {data, rows, size, Eigen::OuterStride<>(step)};
    }
};

template <class Scalar>
NetworkPass<Scalar>::Buffers::Buffers(const Network<Scalar>& shapes, Index batch, ThreadTeam* threads)
    : network(shapes), products(&productKernels<Scalar>(shapes.instructions())),
      activations(&activationKernels<Scalar>(shapes.instructions())),
      losses(&lossKernels<Scalar>(shapes.instructions())), capacity(batch), step(paddedToLanes(batch)) {
    Index multiplications = 0;
    for (const LayerShape& layer : network.layers())
        multiplications += layer.units * layer.inputs * batch;
    team = multiplications < kWorthSharing ? nullptr : threads;

    const Index sampleRows = roundedUp(batch, 4);
    input = Block<Scalar>(roundedUp(network.inputs(), 4), step);
    inputSamples = Block<Scalar>(sampleRows, paddedToLanes(network.inputs()));
    targets = Block<Scalar>(1, step);
    for (const LayerShape& shape : network.layers())
        layers.push_back(blocksFor<Scalar>(shape, batch, &shape == &network.layers().back()));
}

/// Writes the rows of some samples as columns. `samples` begins and ends at multiples of four, or at the
/// batch's end.
template <class Scalar>
void NetworkPass<Scalar>::Buffers::spread(Share samples) {
    const Index row = paddedToLanes(network.inputs());
    products->transpose(samples.end - samples.begin, network.inputs(),
                        inputSamples.data() + samples.begin * row, row, input.data() + samples.begin, step);
}

template <class Scalar>
void NetworkPass<Scalar>::Buffers::fillInput(const Scalar* samples, const Index* which, Index count) {
    resize(count);
    training = false;
    const Index features = network.inputs();
    const Index row = paddedToLanes(features);
    share([&](int member, int members) {
        const Share own = shareOf(count, member, members);
        for (Index i = own.begin; i < own.end; ++i) {
            const Index sample = which == nullptr ? i : which[i];
            const Scalar* from = samples + sample * features;
            Scalar* to = inputSamples.data() + i * row;
            if (features > kFewFeatures) {
                std::copy_n(from, features, to);
                continue;
            }
            for (Index feature = 0; feature < features; ++feature) {
                to[feature] = from[feature];
                input.data()[feature * step + i] = from[feature];
            }
        }
        if (features > kFewFeatures && !own.empty())
            spread(own);
    });
}

/// Makes the columns that pad a batch zero, and the samples up to a multiple of four, which spread() turns
/// into columns. They stay so until the next batch of another size.
template <class Scalar>
void NetworkPass<Scalar>::Buffers::resize(Index count) {
    if (count == size)
        return;
    size = count;
    const Index fours = roundedUp(count, 4);
    const Index row = paddedToLanes(network.inputs());
    std::fill_n(inputSamples.data() + count * row, (fours - count) * row, Scalar(0));
    for (Index feature = 0; feature < network.inputs(); ++feature)
        std::fill_n(input.data() + feature * step + count, columns() - count, Scalar(0));
}

template <class Scalar>
void NetworkPass<Scalar>::Buffers::normalise(std::size_t layer, Share units, const Scalar* parameters,
                                             Scalar* statistics, bool moving) {
    const LayerShape& shape = network.layers()[layer];
    LayerBlocks<Scalar>& blocks = layers[layer];
    for (Index unit = units.begin; unit < units.end; ++unit) {
        const Scalar scale = parameters[shape.scale + unit];
        const Scalar shift = parameters[shape.scale + shape.units + unit];
        Scalar* values = blocks.activations.data() + unit * step;
        Scalar* normalised = blocks.normalised.data() + unit * step;
        Scalar* mean = statistics == nullptr ? nullptr : statistics + shape.statistics + unit;
        Scalar* variance = statistics == nullptr ? nullptr : mean + shape.units;
        Scalar inverse = 0;
        if (moving)
            inverse = normaliseByBatch(size, scale, shift, values, normalised, mean, variance);
        else
            inverse = normaliseByRunning(size, scale, shift, values, normalised,
                                         mean == nullptr ? Scalar(0) : *mean,
                                         variance == nullptr ? Scalar(1) : *variance);
        blocks.inverseDeviations[static_cast<std::size_t>(unit)] = inverse;
    }
}

/// A layer's units on the way forward.
template <class Scalar>
void NetworkPass<Scalar>::Buffers::run(std::size_t layer, Share units, const Scalar* parameters,
                                       Scalar* statistics, bool moving, const DropoutKey& dropout) {
    const LayerShape& shape = network.layers()[layer];
    LayerBlocks<Scalar>& blocks = layers[layer];
    const Index rows = units.end - units.begin;
    const Index begin = units.begin * step;
    Scalar* values = blocks.activations.data() + begin;
    products->multiply({.rows = rows,
                        .columns = columns(),
                        .depth = shape.inputs,
                        .a = parameters + shape.weights + units.begin * shape.inputs,
                        .aRow = shape.inputs,
                        .aStep = 1,
                        .b = inputOf(layer),
                        .bRow = step,
                        .c = values,
                        .cRow = step,
                        .add = false,
                        .padded = true});
    const Scalar* bias = parameters + shape.bias + units.begin;
    Scalar* sums = blocks.sums ? blocks.sums.data() + begin : nullptr;
    if (shape.batchNorm) {
        activations->activate(Activation::Linear, rows, columns(), step, bias, values, nullptr);
        normalise(layer, units, parameters, statistics, moving);
        bias = nullptr;
    }
    activations->activate(shape.activation, rows, columns(), step, bias, values, sums);
    if (blocks.mask && moving) {
        for (Index unit = units.begin; unit < units.end; ++unit) {
            Scalar* mask = blocks.mask.data() + unit * step;
            Scalar* own = blocks.activations.data() + unit * step;
            drawMask(dropout, layer, shape.dropout, unit, size, mask);
            std::copy_n(own, columns(), blocks.undropped.data() + unit * step);
            for (Index i = 0; i < size; ++i)
                own[i] *= mask[i];
        }
    }
}

/// A layer's units on the way back: from the layer above, or for the last layer from the loss, to the
/// gradient of the sums.
template <class Scalar>
void NetworkPass<Scalar>::Buffers::bringBack(std::size_t layer, Share units, const Scalar* parameters,
                                             Scalar* gradient, bool fresh) {
    const LayerShape& shape = network.layers()[layer];
    LayerBlocks<Scalar>& blocks = layers[layer];
    const Index rows = units.end - units.begin;
    const Index begin = units.begin * step;
    Scalar* deltas = blocks.deltas.data() + begin;
    if (layer + 1 < layers.size()) {
        const LayerShape& above = network.layers()[layer + 1];
        products->multiply({.rows = rows,
                            .columns = columns(),
                            .depth = above.units,
                            .a = parameters + above.weights + units.begin,
                            .aRow = 1,
                            .aStep = above.inputs,
                            .b = layers[layer + 1].deltas.data(),
                            .bRow = step,
                            .c = deltas,
                            .cRow = step,
                            .add = false,
                            .padded = true});
        products->transpose(rows, size, blocks.activations.data() + begin, step,
                            blocks.samples.data() + units.begin, paddedToLanes(shape.units));
    }
    const Scalar* values = blocks.activations.data();
    if (blocks.mask && training) {
        values = blocks.undropped.data();
        for (Index unit = units.begin; unit < units.end; ++unit) {
            const Scalar* mask = blocks.mask.data() + unit * step;
            Scalar* delta = blocks.deltas.data() + unit * step;
            for (Index i = 0; i < size; ++i)
                delta[i] *= mask[i];
        }
    }
    activations->differentiate(shape.activation, rows, columns(), step, values + begin,
                               blocks.sums ? blocks.sums.data() + begin : nullptr, deltas);
    if (!shape.batchNorm)
        return;
    for (Index unit = units.begin; unit < units.end; ++unit) {
        Scalar& scale = gradient[shape.scale + unit];
        Scalar& shift = gradient[shape.scale + shape.units + unit];
        scale = fresh ? Scalar(0) : scale;
        shift = fresh ? Scalar(0) : shift;
        backThroughNorm<Scalar>(size,
                                {.scale = parameters[shape.scale + unit],
                                 .shift = parameters[shape.scale + shape.units + unit],
                                 .inverseDeviation = blocks.inverseDeviations[static_cast<std::size_t>(unit)],
                                 .batchStatistics = training},
                                blocks.normalised.data() + unit * step, blocks.deltas.data() + unit * step,
                                scale, shift);
    }
}

template <class Scalar>
void NetworkPass<Scalar>::Buffers::sumGradients(std::size_t layer, Share units, Scalar* gradient,
                                                bool fresh) {
    const LayerShape& shape = network.layers()[layer];
    const Scalar* deltas = layers[layer].deltas.data() + units.begin * step;
    const Index rows = units.end - units.begin;
    products->multiply({.rows = rows,
                        .columns = shape.inputs,
                        .depth = size,
                        .a = deltas,
                        .aRow = step,
                        .aStep = 1,
                        .b = inputSamplesOf(layer),
                        .bRow = paddedToLanes(shape.inputs),
                        .c = gradient + shape.weights + units.begin * shape.inputs,
                        .cRow = shape.inputs,
                        .add = !fresh,
                        .padded = false});
    products->sumRows(rows, columns(), deltas, step, gradient + shape.bias + units.begin, !fresh);
}

template <class Scalar>
NetworkPass<Scalar>::NetworkPass(const Network<Scalar>& network, Index batch, ThreadTeam* team)
    : buffers_(std::make_unique<Buffers>(network, batch, team)) {}
template <class Scalar>
NetworkPass<Scalar>::NetworkPass(NetworkPass&&) noexcept = default;
template <class Scalar>
NetworkPass<Scalar>& NetworkPass<Scalar>::operator=(NetworkPass&&) noexcept = default;
template <class Scalar>
NetworkPass<Scalar>::~NetworkPass() = default;

template <class Scalar>
const Network<Scalar>& NetworkPass<Scalar>::network() const {
    return buffers_->network;
}

template <class Scalar>
Index NetworkPass<Scalar>::capacity() const {
    return buffers_->capacity;
}

template <class Scalar>
Index NetworkPass<Scalar>::size() const {
    return buffers_->size;
}

template <class Scalar>
void NetworkPass<Scalar>::take(const Scalar* samples, Index count) {
    buffers_->fillInput(samples, nullptr, count);
}

template <class Scalar>
void NetworkPass<Scalar>::gather(const Scalar* samples, std::span<const Index> which) {
    buffers_->fillInput(samples, which.data(), static_cast<Index>(which.size()));
}

template <class Scalar>
void NetworkPass<Scalar>::takeRows(const Scalar* rows, Index step, Index count) {
    Buffers& buffers = *buffers_;
    buffers.resize(count);
    buffers.training = false;
    for (Index feature = 0; feature < buffers.network.inputs(); ++feature)
        std::copy_n(rows + feature * step, count, buffers.input.data() + feature * buffers.step);
}

template <class Scalar>
void NetworkPass<Scalar>::evaluate(std::span<const Scalar> parameters, std::span<const Scalar> statistics) {
    Buffers& buffers = *buffers_;
    buffers.training = false;
    // Only forward() moves statistics.
    auto* known = statistics.empty() ? nullptr : const_cast<Scalar*>(statistics.data());
    for (std::size_t layer = 0; layer < buffers.layers.size(); ++layer) {
        buffers.share([&](int member, int members) {
            const Share units = shareOf(buffers.network.layers()[layer].units, member, members);
            if (!units.empty())
                buffers.run(layer, units, parameters.data(), known, false, {});
        });
    }
}

template <class Scalar>
void NetworkPass<Scalar>::forward(std::span<const Scalar> parameters, std::span<Scalar> statistics,
                                  DropoutKey dropout) {
    Buffers& buffers = *buffers_;
    buffers.training = true;
    Scalar* moved = statistics.empty() ? nullptr : statistics.data();
    for (std::size_t layer = 0; layer < buffers.layers.size(); ++layer) {
        buffers.share([&](int member, int members) {
            const Share units = shareOf(buffers.network.layers()[layer].units, member, members);
            if (!units.empty())
                buffers.run(layer, units, parameters.data(), moved, true, dropout);
        });
    }
}

template <class Scalar>
double NetworkPass<Scalar>::measure(const LossSettings& loss, const Scalar* targets) {
    std::copy_n(targets, buffers_->size, buffers_->targets.data());
    return measure(loss);
}

template <class Scalar>
std::span<Scalar> NetworkPass<Scalar>::targets() {
    return {buffers_->targets.data(), static_cast<std::size_t>(buffers_->size)};
}

template <class Scalar>
double NetworkPass<Scalar>::measure(const LossSettings& loss) {
    Buffers& buffers = *buffers_;
    LayerBlocks<Scalar>& last = buffers.layers.back();
    return buffers.losses->measure(loss, buffers.network.outputs(), buffers.size, buffers.step,
                                   last.activations.data(), buffers.targets.data(), last.deltas.data());
}

template <class Scalar>
void NetworkPass<Scalar>::backward(std::span<const Scalar> parameters, std::span<Scalar> gradient,
                                   bool fresh) {
    Buffers& buffers = *buffers_;
    for (std::size_t layer = buffers.layers.size(); layer-- > 0;) {
        buffers.share([&](int member, int members) {
            const Share units = shareOf(buffers.network.layers()[layer].units, member, members);
            if (!units.empty())
                buffers.bringBack(layer, units, parameters.data(), gradient.data(), fresh);
        });
    }
    buffers.share([&](int member, int members) {
        for (std::size_t layer = 0; layer < buffers.layers.size(); ++layer) {
            const Share units = shareOf(buffers.network.layers()[layer].units, member, members);
            if (!units.empty())
                buffers.sumGradients(layer, units, gradient.data(), fresh);
        }
    });
}

template <class Scalar>
Shares NetworkPass<Scalar>::parameterShares() const {
    if (buffers_->team == nullptr)
        return {};
    const int members = buffers_->team->size();
    Shares shares(static_cast<std::size_t>(members));
    for (const LayerShape& layer : buffers_->network.layers()) {
        for (int member = 0; member < members; ++member) {
            const Share units = shareOf(layer.units, member, members);
            shares[static_cast<std::size_t>(member)].push_back(
                {layer.weights + units.begin * layer.inputs, layer.weights + units.end * layer.inputs});
        }
        const Index rest = layer.batchNorm ? 2 * layer.units : 0;
        shares.back().push_back({layer.bias, layer.scale + rest});
    }
    return shares;
}

template <class Scalar>
LayerView<Scalar> NetworkPass<Scalar>::input() const {
    return buffers_->view(buffers_->input.data(), buffers_->network.inputs());
}

template <class Scalar>
LayerView<Scalar> NetworkPass<Scalar>::outputs() const {
    return activations(buffers_->layers.size() - 1);
}

template <class Scalar>
LayerView<Scalar> NetworkPass<Scalar>::activations(std::size_t layer) const {
    return buffers_->view(buffers_->layers[layer].activations.data(),
                          buffers_->network.layers()[layer].units);
}

template <class Scalar>
LayerView<Scalar> NetworkPass<Scalar>::deltas(std::size_t layer) const {
    return buffers_->view(buffers_->layers[layer].deltas.data(), buffers_->network.layers()[layer].units);
}

template class NetworkPass<float>;
template class NetworkPass<double>;

} // namespace downhill::training
