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
    return NetworkProbe(*network, problem.loss);
}

NetworkProbe::NetworkProbe(const training::Network<float>& network, training::Loss loss)
    : pass_(network, kBatch), loss_(loss) {
    for (const training::LayerShape& layer : network.layers())
        cost_ += layer.inputs * layer.units;
}

bool NetworkProbe::fits(std::span<const float> parameters, std::span<const float> statistics) const {
    const training::Network<float>& network = pass_.network();
    return static_cast<Eigen::Index>(parameters.size()) == network.parameterCount() &&
           static_cast<Eigen::Index>(statistics.size()) == network.statisticsCount();
}

NetworkProbe::Matrix NetworkProbe::evaluate(std::span<const float> parameters,
                                            std::span<const float> statistics, const Matrix& inputs) {
    Matrix result(outputs(), inputs.cols());
    for (Eigen::Index first = 0; first < inputs.cols(); first += kBatch) {
        const Eigen::Index count = std::min(kBatch, inputs.cols() - first);
        pass_.take(inputs.col(first).data(), count);
        pass_.evaluate(parameters, statistics);
        result.middleCols(first, count) = pass_.outputs();
    }
    return result;
}

NetworkProbe::Matrix NetworkProbe::shares(std::span<const float> parameters,
                                          std::span<const float> statistics, const Matrix& inputs) {
    Matrix result = evaluate(parameters, statistics, inputs);
    const bool several = result.rows() > 1;
    if (loss_ == training::Loss::BinaryCrossEntropy) {
        result = (1 + (-result.array()).exp()).inverse().matrix();
    } else if (loss_ == training::Loss::CrossEntropy || (loss_ == training::Loss::Hinge && several)) {
        for (Eigen::Index column = 0; column < result.cols(); ++column) {
            auto one = result.col(column);
            one.array() = (one.array() - one.maxCoeff()).exp();
            one /= one.sum();
        }
    } else if (loss_ == training::Loss::Hinge) {
        result = ((result.array() + 1) / 2).cwiseMax(0).cwiseMin(1).matrix();
    }
    return result;
}

} // namespace downhill::app
