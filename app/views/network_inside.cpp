#include "views/network_inside.h"

#include "views/class_points.h"
#include "views/network_probe.h"

#include <utility>

namespace downhill::app {
namespace {

constexpr std::int64_t kMapWork = 3'000'000; // multiplications for all maps of a frame
constexpr double kMargin = 0.08;

/// The places of a map or of a curve, a column each.
Eigen::MatrixXd nodesOf(const training::SplitDataset<float>& data, Eigen::Index coordinates) {
    constexpr int kSide = NetworkInside::kMapNodes, kLine = NetworkInside::kCurveNodes;
    const auto& train = data.train.drawn();
    const auto& test = data.test.drawn();
    const bool isLine = coordinates == 1;
    const int side = isLine ? kLine : kSide;
    const AxisRange x = rangeOf(train, test, 0, kMargin), y = rangeOf(train, test, 1, kMargin);
    Eigen::MatrixXd nodes(coordinates, isLine ? kLine : kSide * kSide);
    for (int i = 0; i < nodes.cols(); ++i) {
        nodes(0, i) = x.low + x.span() * (i % side) / (side - 1);
        if (!isLine)
            nodes(1, i) = y.low + y.span() * (i / side) / (side - 1);
    }
    return nodes;
}

} // namespace

std::optional<NetworkInside>
NetworkInside::create(const training::NetworkProblem& problem,
                      const std::shared_ptr<const training::SplitDataset<float>>& data) {
    if (data == nullptr || data->train.size() == 0)
        return std::nullopt;
    auto network = training::Network<float>::create(problem.network, data->train.features.rows());
    if (!network)
        return std::nullopt;
    NetworkInside inside(*network, training::LossSettings(problem), data);
    const auto probe = NetworkProbe::create(problem, *data);
    if (!probe)
        return inside;
    const Eigen::MatrixXd nodes = nodesOf(*data, probe->coordinates());
    if (probe->cost() * nodes.cols() <= kMapWork) {
        inside.places_ = probe->inputsAt(nodes);
        inside.mapPass_.emplace(*network, nodes.cols());
    }
    return inside;
}

NetworkInside::NetworkInside(const training::Network<float>& network, const training::LossSettings& loss,
                             std::shared_ptr<const training::SplitDataset<float>> data)
    : pass_(network, 1), loss_(loss), data_(std::move(data)) {}

bool NetworkInside::fits(std::span<const float> parameters, std::span<const float> statistics) const {
    return static_cast<Eigen::Index>(parameters.size()) == network().parameterCount() &&
           static_cast<Eigen::Index>(statistics.size()) == network().statisticsCount();
}

std::vector<std::vector<std::vector<float>>> NetworkInside::maps(std::span<const float> parameters,
                                                                 std::span<const float> statistics) {
    std::vector<std::vector<std::vector<float>>> maps;
    if (!places_ || !mapPass_)
        return maps;
    mapPass_->take(places_->data(), places_->cols());
    mapPass_->evaluate(parameters, statistics);
    const auto add = [&maps](const training::LayerView<float>& numbers) {
        auto& units = maps.emplace_back();
        for (Eigen::Index unit = 0; unit < numbers.rows(); ++unit) {
            const float* row = numbers.data() + unit * numbers.outerStride();
            units.emplace_back(row, row + numbers.cols());
        }
    };
    add(mapPass_->input());
    for (std::size_t layer = 0; layer < network().layers().size(); ++layer)
        add(mapPass_->activations(layer));
    return maps;
}

SampleWay NetworkInside::way(std::span<const float> parameters, std::span<const float> statistics,
                             Eigen::Index sample) {
    SampleWay way;
    pass_.take(data_->train.features.col(sample).data(), 1);
    pass_.evaluate(parameters, statistics);
    const float target = data_->train.targets(0, sample);
    way.target = static_cast<double>(target);
    way.loss = pass_.measure(loss_, &target);
    std::vector<float> gradient(parameters.size());
    pass_.backward(parameters, gradient, true);
    way.gradient.assign(gradient.begin(), gradient.end());
    const auto column = [](const training::LayerView<float>& numbers) {
        std::vector<double> values;
        for (Eigen::Index unit = 0; unit < numbers.rows(); ++unit)
            values.push_back(static_cast<double>(numbers(unit, 0)));
        return values;
    };
    way.activations.push_back(column(pass_.input()));
    for (std::size_t layer = 0; layer < network().layers().size(); ++layer) {
        way.activations.push_back(column(pass_.activations(layer)));
        way.deltas.push_back(column(pass_.deltas(layer)));
    }
    return way;
}

} // namespace downhill::app
