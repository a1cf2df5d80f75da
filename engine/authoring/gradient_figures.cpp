#include "authoring/gradient_figures.h"

#include "training/curvature.h"
#include "training/dataset_loss.h"
#include "training/network.h"
#include "training/surface.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <span>

namespace downhill::authoring {

namespace {

using lesson::Figure;
using lesson::Measure;
using training::DatasetLoss;
using training::Experiment;
using training::LayerShape;
using training::LossSettings;
using training::Network;
using training::NetworkProblem;
using training::Surface;
using training::Trainer;
using Data = Trainer<float>::Data;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kMostBatches = 256;
constexpr std::size_t kMostComponents = 200;
constexpr double kDifference = 1e-5;

template <class Scalar>
double norm(std::span<const Scalar> numbers) {
    double sum = 0;
    for (const Scalar number : numbers)
        sum += double(number) * double(number);
    return std::sqrt(sum);
}

/// The share by which `gradient` differs from central differences of `lossAt` around `parameters`.
double errorOf(const std::vector<double>& gradient, std::vector<double> parameters,
               const std::function<double(const std::vector<double>&)>& lossAt, const std::stop_token& stop) {
    const std::size_t size = gradient.size();
    const std::size_t count = std::min(size, kMostComponents);
    double apart = 0;
    double exact = 0;
    double numeric = 0;
    for (std::size_t k = 0; k < count; ++k) {
        if (stop.stop_requested())
            return kNaN;
        const std::size_t i = k * size / count;
        const double value = parameters[i];
        const double step = kDifference * std::max(1.0, std::abs(value));
        parameters[i] = value + step;
        const double above = lossAt(parameters);
        parameters[i] = value - step;
        const double below = lossAt(parameters);
        parameters[i] = value;
        const double slope = (above - below) / (2 * step);
        apart += (gradient[i] - slope) * (gradient[i] - slope);
        exact += gradient[i] * gradient[i];
        numeric += slope * slope;
    }
    const double lengths = std::sqrt(exact) + std::sqrt(numeric);
    return lengths == 0 ? 0 : std::sqrt(apart) / lengths;
}

double surfaceFigure(const Measure& measure, const training::SurfaceProblem& problem, const Weights& weights,
                     const std::stop_token& stop) {
    const auto surface = Surface::create(problem);
    if (!surface || weights.parameters.size() < 2)
        return kNaN;
    const std::array<double, 2> place{weights.parameters[0], weights.parameters[1]};
    const std::array<double, 2> gradient = surface->gradient(place);
    switch (measure.figure) {
    case Figure::Gradient:
        return measure.index.value_or(0) < gradient.size() ? gradient.at(measure.index.value_or(0)) : kNaN;
    case Figure::GradientNorm:
        return std::hypot(gradient[0], gradient[1]);
    case Figure::GradientError: {
        const auto value = [&](const std::vector<double>& at) {
            return surface->value(std::array<double, 2>{at[0], at[1]});
        };
        return errorOf({gradient[0], gradient[1]}, {place[0], place[1]}, value, stop);
    }
    case Figure::Curvature:
        return surface->largestCurvature(place);
    default:
        return kNaN;
    }
}

/// The part of a gradient that belongs to one layer, or all of it.
std::span<const float> partOf(std::span<const float> gradient, std::span<const LayerShape> layers,
                              std::optional<std::size_t> layer) {
    if (!layer)
        return gradient;
    if (*layer >= layers.size())
        return {};
    const auto begin = std::size_t(layers[*layer].weights);
    const std::size_t end =
        *layer + 1 < layers.size() ? std::size_t(layers[*layer + 1].weights) : gradient.size();
    return gradient.subspan(begin, end - begin);
}

double exactFigure(const Measure& measure, const NetworkProblem& problem, const Data& data,
                   const Weights& weights) {
    const auto network = Network<float>::create(problem.network, data->train.features.rows());
    if (!network || weights.parameters.size() != std::size_t(network->parameterCount()))
        return kNaN;
    std::vector<float> gradient(weights.parameters.size());
    DatasetLoss<float> loss(*network, LossSettings(problem), data->train);
    loss.withGradient(weights.parameters, gradient, weights.statistics);
    if (measure.figure == Figure::GradientNorm) {
        const auto part = partOf(gradient, network->layers(), measure.index);
        return part.empty() ? kNaN : norm(part);
    }
    return measure.index && *measure.index < gradient.size() ? double(gradient[*measure.index]) : kNaN;
}

double gradientError(const Experiment& experiment, const NetworkProblem& problem, const Weights& weights,
                     const std::stop_token& stop) {
    const auto data = training::makeDataset<double>(problem, experiment.seeds);
    if (!data)
        return kNaN;
    const auto network = Network<double>::create(problem.network, data->train.features.rows());
    if (!network || weights.parameters.size() != std::size_t(network->parameterCount()))
        return kNaN;
    const std::vector<double> parameters(weights.parameters.begin(), weights.parameters.end());
    const std::vector<double> statistics(weights.statistics.begin(), weights.statistics.end());
    std::vector<double> gradient(parameters.size());
    DatasetLoss<double> loss(*network, LossSettings(problem), data->train);
    loss.withGradient(parameters, gradient, statistics);
    const auto lossAt = [&](const std::vector<double>& at) { return loss.at(at, statistics); };
    return errorOf(gradient, parameters, lossAt, stop);
}

double curvature(const NetworkProblem& problem, const Data& data, const Weights& weights,
                 const std::stop_token& stop) {
    auto hessian = training::Curvature::create(problem, data->train);
    if (!hessian || weights.parameters.size() != std::size_t(hessian->parameterCount()))
        return kNaN;
    hessian->moveTo<float>(weights.parameters, weights.statistics);
    return hessian->largest({}, stop).value;
}

/// The same run, standing still at these weights: its gradients are those of its batches.
training::Result<Trainer<float>> standingStill(Experiment experiment, std::int64_t batchSize,
                                               const Data& data, const Weights& weights) {
    for (training::LayerSpec& layer : std::get<NetworkProblem>(experiment.problem).network.layers)
        layer.dropout = 0;
    const training::RunSpec own = experiment.runs.front();
    experiment.runs = {{.batchSize = batchSize, .loader = {.dropLast = own.loader.dropLast}}};
    experiment.runs.front().optimizer.learningRate = 0;
    experiment.steps = kMostBatches;
    experiment.goal.reset();
    auto trainer = Trainer<float>::create(experiment, 0, data);
    if (trainer) {
        if (auto set = trainer->setParameters(weights.parameters); !set)
            return training::failure(set.error());
    }
    return trainer;
}

double gradientNoise(const Experiment& experiment, const Data& data, const Weights& weights,
                     const std::stop_token& stop) {
    const training::RunSpec& run = experiment.runs.front();
    const std::int64_t samples = data->train.size();
    const std::int64_t batch = run.batchSize == 0 ? samples : run.batchSize;
    const std::int64_t epoch = run.loader.dropLast ? samples / batch : (samples + batch - 1) / batch;
    auto whole = standingStill(experiment, 0, data, weights);
    auto single = standingStill(experiment, run.batchSize, data, weights);
    if (!whole || !single)
        return kNaN;
    whole->run(1);
    const std::span<const float> full = whole->gradient();
    const std::int64_t batches = std::clamp<std::int64_t>(epoch, 1, kMostBatches);
    double sum = 0;
    for (std::int64_t i = 0; i < batches; ++i) {
        if (stop.stop_requested())
            return kNaN;
        single->run(1);
        const std::span<const float> gradient = single->gradient();
        for (std::size_t k = 0; k < full.size(); ++k) {
            const double apart = double(gradient[k]) - double(full[k]);
            sum += apart * apart;
        }
    }
    return std::sqrt(sum / double(batches)) / norm(full);
}

} // namespace

Weights Weights::of(const Trainer<float>& trainer) {
    const auto parameters = trainer.parameters();
    const auto statistics = trainer.statistics();
    return {{parameters.begin(), parameters.end()}, {statistics.begin(), statistics.end()}};
}

double gradientFigure(const Measure& measure, const Experiment& experiment, const Data& data,
                      const Weights& weights, const std::stop_token& stop) {
    if (const auto* surface = std::get_if<training::SurfaceProblem>(&experiment.problem))
        return surfaceFigure(measure, *surface, weights, stop);
    const auto& problem = std::get<NetworkProblem>(experiment.problem);
    switch (measure.figure) {
    case Figure::Gradient:
    case Figure::GradientNorm:
        return exactFigure(measure, problem, data, weights);
    case Figure::GradientNoise:
        return gradientNoise(experiment, data, weights, stop);
    case Figure::GradientError:
        return gradientError(experiment, problem, weights, stop);
    case Figure::Curvature:
        return curvature(problem, data, weights, stop);
    default:
        return kNaN;
    }
}

} // namespace downhill::authoring
