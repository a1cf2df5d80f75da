#include "views/layer_numbers.h"

#include <algorithm>
#include <cmath>

namespace downhill::app {

namespace {

constexpr Eigen::Index kMostSamples = 256;
constexpr Eigen::Index kMostWork = 20'000'000; ///< multiply-adds

std::size_t strideOf(std::size_t count) {
    return std::max<std::size_t>(1, (count + LayerFigures::kMost - 1) / LayerFigures::kMost);
}

std::span<const float> weightsOf(const training::LayerShape& layer, std::span<const float> all) {
    return all.subspan(static_cast<std::size_t>(layer.weights),
                       static_cast<std::size_t>(layer.inputs * layer.units));
}

} // namespace

std::optional<LayerFigures> LayerFigures::create(const training::NetworkProblem& problem,
                                                 const training::Dataset<float>& data) {
    if (data.size() == 0)
        return std::nullopt;
    const auto network = training::Network<float>::create(problem.network, data.features.rows());
    if (!network)
        return std::nullopt;
    const Eigen::Index affordable =
        std::max<Eigen::Index>(1, kMostWork / std::max<Eigen::Index>(1, network->parameterCount()));
    return LayerFigures(*network, data, std::min({kMostSamples, affordable, data.size()}));
}

LayerFigures::LayerFigures(const training::Network<float>& network, const training::Dataset<float>& data,
                           Eigen::Index samples)
    : pass_(network, samples), data_(&data) {}

bool LayerFigures::fits(const training::RunSnapshot& run) const {
    return std::ssize(run.parameters) == pass_.network().parameterCount() &&
           std::ssize(run.statistics) == pass_.network().statisticsCount();
}

training::NumberSummary LayerFigures::summary(std::span<const float> numbers, bool magnitudes, int bins) {
    taken_.clear();
    for (std::size_t i = 0; i < numbers.size(); i += strideOf(numbers.size()))
        if (!magnitudes)
            taken_.push_back(numbers[i]);
        else if (numbers[i] != 0.0F)
            taken_.push_back(std::log10(std::abs(numbers[i])));
    return training::summarise<float>(taken_, bins);
}

std::vector<training::NumberSummary> LayerFigures::summaries(Kind kind, const training::RunSnapshot& run,
                                                             bool magnitudes, int bins) {
    std::vector<training::NumberSummary> found;
    if (kind == Kind::Activations) {
        pass_.take(data_->features.data(), pass_.capacity());
        pass_.evaluate(run.parameters, run.statistics);
    }
    for (std::size_t i = 0; i < layers(); ++i) {
        const training::LayerShape& layer = pass_.network().layers()[i];
        if (kind == Kind::Activations) {
            const training::LayerView<float> handedOn = pass_.activations(i);
            std::vector<float> all;
            all.reserve(static_cast<std::size_t>(handedOn.size()));
            for (Eigen::Index unit = 0; unit < handedOn.rows(); ++unit)
                for (Eigen::Index sample = 0; sample < handedOn.cols(); ++sample)
                    all.push_back(handedOn(unit, sample));
            found.push_back(summary(all, magnitudes, bins));
        } else if (kind == Kind::Biases) {
            found.push_back(summary(
                std::span(run.parameters)
                    .subspan(static_cast<std::size_t>(layer.bias), static_cast<std::size_t>(layer.units)),
                magnitudes, bins));
        } else if (kind == Kind::Weights) {
            found.push_back(summary(weightsOf(layer, run.parameters), magnitudes, bins));
        } else {
            const bool known = run.gradient.size() == run.parameters.size();
            found.push_back(
                summary(known ? weightsOf(layer, run.gradient) : std::span<const float>(), magnitudes, bins));
        }
    }
    return found;
}

std::vector<double> LayerFigures::updateRatios(const training::RunSnapshot& run) const {
    std::vector<double> ratios;
    if (run.lastMove.size() != run.parameters.size())
        return ratios;
    for (const training::LayerShape& layer : pass_.network().layers()) {
        const std::span<const float> moves = weightsOf(layer, run.lastMove);
        const std::span<const float> weights = weightsOf(layer, run.parameters);
        double moved = 0, size = 0;
        for (std::size_t i = 0; i < moves.size(); i += strideOf(moves.size())) {
            const auto move = static_cast<double>(moves[i]);
            const double before = static_cast<double>(weights[i]) - move;
            moved += move * move;
            size += before * before;
        }
        ratios.push_back(std::sqrt(moved / size));
    }
    return ratios;
}

} // namespace downhill::app
