#include "training/parameter_statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace downhill::training {

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

template <class Scalar>
double updateRatio(std::span<const Scalar> now, std::span<const Scalar> before) {
    if (before.empty())
        return kNothing;
    double moved = 0;
    double size = 0;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const auto from = static_cast<double>(before[i]);
        const double distance = static_cast<double>(now[i]) - from;
        moved += distance * distance;
        size += from * from;
    }
    return std::sqrt(moved) / std::sqrt(size);
}

/// The bin of a number between `least` and `greatest`. Halves, for the whole range may be infinite.
std::size_t binOf(double number, double least, double greatest, std::size_t bins) {
    const double range = greatest / 2 - least / 2;
    if (!(range > 0))
        return 0;
    const double place = (number / 2 - least / 2) / range * static_cast<double>(bins);
    return std::min(static_cast<std::size_t>(place), bins - 1);
}

} // namespace

template <class Scalar>
NumberSummary summarise(std::span<const Scalar> numbers, int bins) {
    const auto binCount = static_cast<std::size_t>(std::max(bins, 0));
    NumberSummary found{.mean = kNothing,
                        .deviation = kNothing,
                        .norm = kNothing,
                        .least = kNothing,
                        .greatest = kNothing,
                        .bins = std::vector<std::int64_t>(binCount, 0)};
    double sum = 0;
    double squares = 0;
    double least = std::numeric_limits<double>::infinity();
    double greatest = -least;
    std::int64_t count = 0;
    for (const Scalar number : numbers) {
        const auto value = static_cast<double>(number);
        if (!std::isfinite(value)) {
            ++found.notFinite;
            continue;
        }
        ++count;
        sum += value;
        squares += value * value;
        least = std::min(least, value);
        greatest = std::max(greatest, value);
    }
    if (count == 0)
        return found;
    found.mean = sum / static_cast<double>(count);
    found.norm = std::sqrt(squares);
    found.least = least;
    found.greatest = greatest;
    double distances = 0;
    for (const Scalar number : numbers) {
        const auto value = static_cast<double>(number);
        if (!std::isfinite(value))
            continue;
        distances += (value - found.mean) * (value - found.mean);
        if (binCount > 0)
            ++found.bins[binOf(value, least, greatest, binCount)];
    }
    found.deviation = std::sqrt(distances / static_cast<double>(count));
    return found;
}

template <class Scalar>
std::vector<LayerSummary>
summariseLayers(std::span<const LayerShape> layers, std::span<const Scalar> parameters,
                std::span<const Scalar> gradient, std::span<const Scalar> before, int bins) {
    using Numbers = std::span<const Scalar>;
    const auto part = [](Numbers all, Eigen::Index from, Eigen::Index count) {
        return all.empty() ? all
                           : all.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(count));
    };
    const auto summary = [&](Eigen::Index from, Eigen::Index count) {
        const Numbers values = part(parameters, from, count);
        return ParameterSummary{.values = summarise(values, bins),
                                .gradient = summarise(part(gradient, from, count), bins),
                                .updateRatio = updateRatio(values, part(before, from, count))};
    };
    std::vector<LayerSummary> found;
    found.reserve(layers.size());
    for (const LayerShape& layer : layers) {
        found.push_back({.weights = summary(layer.weights, layer.units * layer.inputs),
                         .biases = summary(layer.bias, layer.units)});
    }
    return found;
}

template NumberSummary summarise<float>(std::span<const float>, int);
template NumberSummary summarise<double>(std::span<const double>, int);
template std::vector<LayerSummary> summariseLayers<float>(std::span<const LayerShape>, std::span<const float>,
                                                          std::span<const float>, std::span<const float>,
                                                          int);
template std::vector<LayerSummary> summariseLayers<double>(std::span<const LayerShape>,
                                                           std::span<const double>, std::span<const double>,
                                                           std::span<const double>, int);

} // namespace downhill::training
