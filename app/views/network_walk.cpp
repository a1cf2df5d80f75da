#include "views/network_walk.h"

#include "charts/number_text.h"

#include <cmath>

namespace downhill::app {
namespace {

using Kind = WalkStop::Kind;
using training::Activation;

QString activationName(Activation activation) {
    switch (activation) {
    case Activation::Linear:
        return {};
    case Activation::Relu:
        return QStringLiteral("relu");
    case Activation::Tanh:
        return QStringLiteral("tanh");
    case Activation::Sigmoid:
        return QStringLiteral("sigmoid");
    case Activation::LeakyRelu:
        return QStringLiteral("leaky_relu");
    case Activation::Elu:
        return QStringLiteral("elu");
    case Activation::Gelu:
        return QStringLiteral("gelu");
    case Activation::Softplus:
        return QStringLiteral("softplus");
    }
    return {};
}

/// A factor: one below zero in parentheses.
QString factor(double value) {
    const QString text = valueText(value, 3);
    return value < 0 ? QStringLiteral("(%1)").arg(text) : text;
}

double weightAt(const training::LayerShape& layer, std::span<const float> parameters, std::int64_t unit,
                std::int64_t input) {
    return static_cast<double>(
        parameters[static_cast<std::size_t>(layer.weights + unit * layer.inputs + input)]);
}

/// The products of a unit up to and with `last`.
double sumUpTo(const training::LayerShape& layer, std::span<const float> parameters,
               const std::vector<double>& inputs, std::int64_t unit, std::int64_t last) {
    double sum = 0;
    for (std::int64_t i = 0; i <= last; ++i)
        sum += weightAt(layer, parameters, unit, i) * inputs[static_cast<std::size_t>(i)];
    return sum;
}

} // namespace

std::vector<WalkStop> NetworkWalk::stops(std::span<const training::LayerShape> layers) {
    std::int64_t edges = 0;
    for (const training::LayerShape& layer : layers)
        edges += layer.units * layer.inputs;
    std::vector<WalkStop> stops;
    if (edges > kMostEdges)
        return stops;
    for (std::size_t l = 0; l < layers.size(); ++l)
        for (std::int64_t unit = 0; unit < layers[l].units; ++unit) {
            for (std::int64_t input = 0; input < layers[l].inputs; ++input)
                stops.push_back({Kind::Product, l, unit, input});
            stops.push_back({Kind::Unit, l, unit, 0});
        }
    stops.push_back({Kind::Loss, layers.size(), 0, 0});
    for (std::size_t l = layers.size(); l-- > 0;)
        for (std::int64_t unit = 0; unit < layers[l].units; ++unit) {
            stops.push_back({Kind::UnitError, l, unit, 0});
            for (std::int64_t input = 0; input < layers[l].inputs; ++input)
                stops.push_back({Kind::WeightSlope, l, unit, input});
        }
    return stops;
}

std::optional<std::size_t> NetworkWalk::parameterOf(std::span<const training::LayerShape> layers,
                                                    const WalkStop& stop) {
    if (stop.layer >= layers.size())
        return std::nullopt;
    const training::LayerShape& layer = layers[stop.layer];
    if (stop.kind == Kind::Product || stop.kind == Kind::WeightSlope)
        return static_cast<std::size_t>(layer.weights + stop.unit * layer.inputs + stop.input);
    return static_cast<std::size_t>(layer.bias + stop.unit);
}

QString NetworkWalk::sentence(std::span<const training::LayerShape> layers, std::span<const float> parameters,
                              const SampleWay& way, const WalkStop& stop) {
    if (stop.kind == Kind::Loss)
        return tr("The target is %1: the loss of this sample is %2. Now back.")
            .arg(valueText(way.target, 3), valueText(way.loss, 3));
    const training::LayerShape& layer = layers[stop.layer];
    const auto unit = static_cast<std::size_t>(stop.unit);
    const std::vector<double>& inputs = way.activations[stop.layer];
    const double in = inputs[static_cast<std::size_t>(stop.input)];
    switch (stop.kind) {
    case Kind::Product: {
        const double weight = weightAt(layer, parameters, stop.unit, stop.input);
        return tr("%1 · %2 = %3, sum so far %4")
            .arg(factor(weight), factor(in), valueText(weight * in, 3),
                 valueText(sumUpTo(layer, parameters, inputs, stop.unit, stop.input), 3));
    }
    case Kind::Unit: {
        const double sum = sumUpTo(layer, parameters, inputs, stop.unit, layer.inputs - 1);
        const auto bias = static_cast<double>(parameters[static_cast<std::size_t>(layer.bias + stop.unit)]);
        const QString out = valueText(way.activations[stop.layer + 1][unit], 3);
        QString text = tr("%1 + bias %2 = %3").arg(valueText(sum, 3), factor(bias), valueText(sum + bias, 3));
        if (layer.batchNorm)
            return text + tr("; normalised and activated: %1").arg(out);
        const QString name = activationName(layer.activation);
        return name.isEmpty()
                   ? text
                   : text + QStringLiteral(", %1(%2) = %3").arg(name, valueText(sum + bias, 3), out);
    }
    case Kind::UnitError: {
        const double error = way.deltas[stop.layer][unit];
        if (stop.layer + 1 == layers.size())
            return tr("The slope of the loss along this unit's sum is %1").arg(valueText(error, 3));
        const training::LayerShape& above = layers[stop.layer + 1];
        double arriving = 0;
        for (std::int64_t k = 0; k < above.units; ++k)
            arriving += weightAt(above, parameters, k, stop.unit) *
                        way.deltas[stop.layer + 1][static_cast<std::size_t>(k)];
        QString text = tr("Through its weights %1 arrives here").arg(valueText(arriving, 3));
        // Where nothing arrives, the slope of the activation cannot be told from what goes on.
        if (layer.activation == Activation::Linear || arriving == 0)
            return text + tr("; the slope along its sum is %1").arg(valueText(error, 3));
        return text + tr("; times the activation's slope %1 it is %2")
                          .arg(valueText(error / arriving, 3), valueText(error, 3));
    }
    case Kind::WeightSlope: {
        const double error = way.deltas[stop.layer][unit];
        const auto at = static_cast<std::size_t>(layer.weights + stop.unit * layer.inputs + stop.input);
        return tr("Slope of the loss along this weight: %1 · %2 = %3")
            .arg(factor(error), factor(in), valueText(way.gradient[at], 3));
    }
    case Kind::Loss:
        break;
    }
    return {};
}

} // namespace downhill::app
