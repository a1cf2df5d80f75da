#include "views/network_probe.h"

#include "training/runner.h"

#include <algorithm>

namespace downhill::app {

using training::Loss;

namespace {

constexpr Eigen::Index kBatch = 256;

/// Whether a map makes of places with so many coordinates what a network of `inputs` inputs sees.
bool fitsData(const training::InputMap& map, Eigen::Index coordinates, Eigen::Index inputs) {
    const Eigen::Index mapped = coordinates == 2       ? static_cast<Eigen::Index>(map.size())
                                : map.features.empty() ? 1
                                                       : 0;
    const auto standardised = static_cast<Eigen::Index>(map.standardisation.means.size());
    return mapped == inputs && (standardised == 0 || standardised == inputs);
}

} // namespace

bool NetworkState::take(const training::RunSnapshot& run) {
    step = run.step;
    // Batch norm's statistics move in an act of their own.
    if (parameters == run.parameters && statistics == run.statistics)
        return false;
    parameters = run.parameters;
    statistics = run.statistics;
    return true;
}

std::optional<NetworkProbe> NetworkProbe::create(const training::NetworkProblem& problem,
                                                 const training::SplitDataset<float>& data) {
    const Eigen::Index coordinates = data.train.drawn().rows(), inputs = data.train.features.rows();
    if (coordinates < 1 || coordinates > 2 || !fitsData(data.inputs, coordinates, inputs))
        return std::nullopt;
    auto network = training::Network<float>::create(problem.network, inputs);
    if (!network)
        return std::nullopt;
    return NetworkProbe(*network, problem.loss, data.inputs, coordinates);
}

std::optional<NetworkProbe> NetworkProbe::create(const training::Problem& problem,
                                                 const training::SplitDataset<float>* data,
                                                 Eigen::Index coordinates) {
    const auto* network = std::get_if<training::NetworkProblem>(&problem);
    if (!network || !data || data->train.size() == 0 || data->train.drawn().rows() != coordinates)
        return std::nullopt;
    return create(*network, *data);
}

NetworkProbe::NetworkProbe(const training::Network<float>& network, Loss loss,
                           const training::InputMap& inputs, Eigen::Index coordinates)
    : pass_(network, kBatch), loss_(loss), inputs_(inputs), coordinates_(coordinates) {
    for (const training::LayerShape& layer : network.layers())
        cost_ += layer.inputs * layer.units;
}

bool NetworkProbe::fits(std::span<const float> parameters, std::span<const float> statistics) const {
    const training::Network<float>& network = pass_.network();
    return static_cast<Eigen::Index>(parameters.size()) == network.parameterCount() &&
           static_cast<Eigen::Index>(statistics.size()) == network.statisticsCount();
}

NetworkProbe::Matrix NetworkProbe::inputsAt(const Eigen::MatrixXd& places) const {
    Matrix inputs(pass_.network().inputs(), places.cols());
    for (Eigen::Index i = 0; i < places.cols(); ++i) {
        if (coordinates_ == 2) {
            training::mapPlace<float>(inputs_, places(0, i), places(1, i),
                                      {inputs.col(i).data(), inputs_.size()});
        } else {
            const training::Standardisation& standardisation = inputs_.standardisation;
            inputs(0, i) = static_cast<float>(
                standardisation.empty() ? places(0, i) : standardisation.apply(0, places(0, i)));
        }
    }
    return inputs;
}

NetworkProbe::Outputs NetworkProbe::evaluate(std::span<const float> parameters,
                                             std::span<const float> statistics, const Matrix& inputs) {
    Outputs result(outputs(), inputs.cols());
    for (Eigen::Index first = 0; first < inputs.cols(); first += kBatch) {
        const Eigen::Index count = std::min(kBatch, inputs.cols() - first);
        pass_.take(inputs.col(first).data(), count);
        pass_.evaluate(parameters, statistics);
        result.middleCols(first, count) = pass_.outputs();
    }
    return result;
}

NetworkProbe::Outputs NetworkProbe::evaluate(std::span<const float> parameters,
                                             std::span<const float> statistics,
                                             const training::PlaceGrid& grid) {
    if (!grid_ || grid_->grid() != grid)
        grid_.emplace(pass_.network(), inputs_, grid);
    Outputs result(outputs(), Eigen::Index{grid.rows} * grid.columns);
    grid_->evaluate(parameters, statistics, {result.data(), static_cast<std::size_t>(result.size())});
    return result;
}

bool NetworkProbe::givesProbabilities() const {
    return loss_ == Loss::BinaryCrossEntropy || loss_ == Loss::CrossEntropy;
}

NetworkProbe::Outputs NetworkProbe::sharesOf(Outputs outputs) const {
    switch (loss_) {
    case Loss::BinaryCrossEntropy:
        outputs = (1 + (-outputs.array()).exp()).inverse().matrix();
        break;
    case Loss::Hinge:
        if (outputs.rows() == 1) {
            // std::clamp keeps a NaN; of cwiseMax Eigen promises no such thing.
            outputs = outputs.unaryExpr([](float score) { return std::clamp((score + 1) / 2, 0.0F, 1.0F); });
            break;
        }
        [[fallthrough]];
    case Loss::CrossEntropy:
        for (Eigen::Index column = 0; column < outputs.cols(); ++column) {
            auto one = outputs.col(column);
            one.array() = (one.array() - one.maxCoeff()).exp();
            one /= one.sum();
        }
        break;
    case Loss::MeanSquaredError:
    case Loss::HalfMeanSquaredError:
    case Loss::MeanError:
    case Loss::MeanAbsoluteError:
    case Loss::Huber:
        break;
    }
    return outputs;
}

} // namespace downhill::app
