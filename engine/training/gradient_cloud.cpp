#include "training/gradient_cloud.h"

#include "training/batch_order.h"
#include "training/dataset_loss.h"
#include "training/flush_denormals.h"
#include "training/network_pass.h"
#include "training/principal_directions.h"

#include <algorithm>
#include <cmath>

namespace downhill::training {

namespace {

using Index = Eigen::Index;
using Vector = Eigen::VectorXf;

constexpr Index kMostNumbers = 8'000'000; ///< of all batches' gradients together
constexpr int kFewestBatches = 8;

std::span<float> spanOf(Vector& vector) {
    return {vector.data(), static_cast<std::size_t>(vector.size())};
}

/// Of samples that fit into one pass.
class BatchGradient {
public:
    BatchGradient(const Network<float>& network, const LossSettings& loss, const Dataset<float>& data,
                  Index size)
        : pass_(network, size), loss_(loss), data_(data) {}

    void of(std::span<const Index> batch, std::span<const float> parameters,
            std::span<const float> statistics, std::span<float> gradient) {
        pass_.gather(data_.features.data(), batch);
        pass_.evaluate(parameters, statistics);
        const std::span<float> targets = pass_.targets();
        for (std::size_t i = 0; i < batch.size(); ++i)
            targets[i] = data_.targets(0, batch[i]);
        pass_.measure(loss_);
        pass_.backward(parameters, gradient, true);
    }

private:
    NetworkPass<float> pass_;
    LossSettings loss_;
    const Dataset<float>& data_;
};

/// The unit vector along which the batches spread most across `along`; zero where they do not.
Vector across(const std::vector<Vector>& batches, const Vector& along) {
    std::vector<std::vector<float>> rests;
    for (const Vector& gradient : batches) {
        const Vector rest = gradient - gradient.dot(along) * along;
        rests.emplace_back(rest.begin(), rest.end());
    }
    rests.emplace_back(static_cast<std::size_t>(along.size()), 0.0F); // what the others are seen from
    const auto found = principalDirections<float>(rests);
    const std::vector<float>& direction = found.directions[0];
    if (std::ssize(direction) != along.size())
        return Vector::Zero(along.size());
    return Eigen::Map<const Vector>(direction.data(), along.size());
}

} // namespace

std::optional<GradientCloud> gradientCloud(const Network<float>& network, const LossSettings& loss,
                                           const Dataset<float>& data, std::span<const float> parameters,
                                           std::span<const float> statistics,
                                           const GradientCloudSettings& settings,
                                           const std::stop_token& stop) {
    const FlushDenormals flush;
    const Index count = network.parameterCount();
    const auto exists = [count](Index parameter) { return parameter >= 0 && parameter < count; };
    if (data.size() == 0 || count > kCloudParameters || std::ssize(parameters) != count ||
        std::ssize(statistics) != network.statisticsCount() ||
        (settings.parameters && !(exists(settings.parameters->first) && exists(settings.parameters->second))))
        return std::nullopt;

    Vector full(count);
    DatasetLoss<float>(network, loss, data).withGradient(parameters, spanOf(full), statistics);
    if (!full.allFinite())
        return std::nullopt;

    const Index size =
        settings.batchSize <= 0 ? data.size() : std::min<Index>(settings.batchSize, data.size());
    BatchOrder order({data.size(), size, true, settings.seed, true});
    BatchGradient gradientOf(network, loss, data, size);
    const int affordable =
        std::max(kFewestBatches, static_cast<int>(kMostNumbers / std::max<Index>(1, count)));
    // There is but one batch of all samples.
    const int wanted = size == data.size() ? 1 : std::clamp(settings.batches, 1, affordable);
    std::vector<Vector> batches;
    for (int i = 0; i < wanted; ++i) {
        if (stop.stop_requested())
            return std::nullopt;
        Vector& gradient = batches.emplace_back(count);
        gradientOf.of(order.next(), parameters, statistics, spanOf(gradient));
        if (!gradient.allFinite())
            return std::nullopt;
    }

    GradientCloud cloud;
    cloud.fullNorm = static_cast<double>(full.norm());
    for (const Vector& gradient : batches) {
        cloud.noise += static_cast<double>((gradient - full).squaredNorm()) / wanted;
        cloud.agreeing += gradient.dot(full) > 0 ? 1.0 / wanted : 0.0;
    }
    cloud.noise = std::sqrt(cloud.noise);
    if (settings.parameters) {
        const auto [first, second] = *settings.parameters;
        const auto told = [first = first, second = second](const Vector& v) {
            return std::array{static_cast<double>(v[first]), static_cast<double>(v[second])};
        };
        cloud.full = told(full);
        for (const Vector& gradient : batches)
            cloud.batches.push_back(told(gradient));
        return cloud;
    }
    const Vector along = full.norm() > 0 ? Vector(full / full.norm()) : Vector(Vector::Unit(count, 0));
    const Vector aside = across(batches, along);
    const auto told = [&](const Vector& v) {
        return std::array{static_cast<double>(v.dot(along)), static_cast<double>(v.dot(aside))};
    };
    cloud.full = {cloud.fullNorm, 0};
    for (const Vector& gradient : batches)
        cloud.batches.push_back(told(gradient));
    return cloud;
}

} // namespace downhill::training
