#include "views/network_probe.h"

#include <algorithm>

namespace downhill::app {
namespace {

constexpr Eigen::Index kBatch = 256;

} // namespace

std::optional<NetworkProbe> NetworkProbe::create(const training::NetworkProblem& problem,
                                                 Eigen::Index inputs) {
    auto network = training::Network<float>::create(problem.network, inputs);
    if (!network)
        return std::nullopt;
    return NetworkProbe(std::move(*network), problem.loss);
}

NetworkProbe::NetworkProbe(training::Network<float> network, training::Loss loss)
    : network_(std::move(network)), workspace_(network_.workspace(kBatch)), loss_(loss) {
    for (const training::LayerShape& layer : network_.layers())
        cost_ += layer.inputs * layer.units;
}

bool NetworkProbe::fits(std::span<const float> parameters) const {
    return static_cast<Eigen::Index>(parameters.size()) == network_.parameterCount();
}

NetworkProbe::Matrix NetworkProbe::evaluate(std::span<const float> parameters, const Matrix& inputs) {
    Matrix result(network_.outputs(), inputs.cols());
    for (Eigen::Index first = 0; first < inputs.cols(); first += kBatch) {
        const Eigen::Index count = std::min(kBatch, inputs.cols() - first);
        network_.forward(parameters, inputs.middleCols(first, count), workspace_);
        result.middleCols(first, count) = workspace_.activations.back().leftCols(count);
    }
    return result;
}

NetworkProbe::Matrix NetworkProbe::shares(std::span<const float> parameters, const Matrix& inputs) {
    Matrix result = evaluate(parameters, inputs);
    switch (loss_) {
    case training::Loss::BinaryCrossEntropy:
        result = (1 + (-result.array()).exp()).inverse().matrix();
        break;
    case training::Loss::CrossEntropy:
        for (Eigen::Index column = 0; column < result.cols(); ++column) {
            auto one = result.col(column);
            one.array() = (one.array() - one.maxCoeff()).exp();
            one /= one.sum();
        }
        break;
    case training::Loss::MeanSquaredError:
    case training::Loss::HalfMeanSquaredError:
        break;
    }
    return result;
}

} // namespace downhill::app
