#include "views/network_landscape.h"

#include "training/principal_directions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace downhill::app {

namespace {

using training::Dataset;

constexpr int kNodes = 48;           ///< along the longer side
constexpr double kMostWork = 2e10;   ///< multiply-adds
constexpr std::int64_t kFewest = 64; ///< samples
constexpr std::uint64_t kSeed = 1;   ///< the same directions each time that one asks
constexpr double kMargin = 1.4;      ///< of the picture around a path

double product(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

/// Every so-manieth sample where all would be too many.
Dataset<float> thinned(const Dataset<float>& data, std::int64_t parameters) {
    const double each = static_cast<double>(parameters) * kNodes * kNodes;
    const auto affordable = std::max(kFewest, static_cast<std::int64_t>(kMostWork / std::max(1.0, each)));
    if (data.size() <= affordable)
        return data;
    const std::int64_t stride = (data.size() + affordable - 1) / affordable;
    const std::int64_t count = (data.size() + stride - 1) / stride;
    Dataset<float> part;
    part.task = data.task;
    part.classes = data.classes;
    part.features.resize(data.features.rows(), count);
    part.targets.resize(data.targets.rows(), count);
    for (std::int64_t i = 0; i < count; ++i) {
        part.features.col(i) = data.features.col(i * stride);
        part.targets.col(i) = data.targets.col(i * stride);
    }
    return part;
}

/// Directions of one length that stand upright on each other, where the path gives but one.
std::vector<float> across(const std::vector<float>& first, std::vector<float> other) {
    const double along = product(first, other);
    for (std::size_t i = 0; i < other.size(); ++i)
        other[i] -= static_cast<float>(along) * first[i];
    const double length = std::sqrt(product(other, other));
    for (float& number : other)
        number = length > 0 ? static_cast<float>(static_cast<double>(number) / length) : 0.0F;
    return other;
}

struct Window {
    AxisRange x{};
    AxisRange y{};
};

/// Around random directions, whose unit is as long as the weights themselves.
Window aroundWeights(double aspect) {
    const double wide = std::min(1.0, aspect), high = std::min(1.0, 1 / aspect);
    return aspect >= 1 ? Window{{-1, 1}, {-high, high}} : Window{{-wide, wide}, {-1, 1}};
}

Window aroundPath(const QList<NetworkLandscape::Place>& path, double aspect) {
    AxisRange x{0, 0}, y{0, 0};
    for (const NetworkLandscape::Place& place : path) {
        x = {std::min(x.low, place.at.x()), std::max(x.high, place.at.x())};
        y = {std::min(y.low, place.at.y()), std::max(y.high, place.at.y())};
    }
    const double width = kMargin * std::max(x.span(), y.span() * aspect), height = width / aspect;
    return {{x.middle() - width / 2, x.middle() + width / 2},
            {y.middle() - height / 2, y.middle() + height / 2}};
}

/// The directions of the path, and the path in them; false where it has not left its place.
bool takePath(const LandscapeQuestion& question, NetworkLandscape& found) {
    std::vector<std::vector<float>> places;
    for (const WeightPath::Place& place : question.path)
        places.push_back(place.weights);
    auto principal = training::principalDirections<float>(places);
    if (places.size() < 2 || !(principal.shares[0] > 0))
        return false;
    found.shares = principal.shares;
    found.plane.first = std::move(principal.directions[0]);
    found.plane.second = principal.shares[1] > 0
                             ? std::move(principal.directions[1])
                             : across(found.plane.first, training::filterNormalisedDirection<float>(
                                                             *question.network, question.weights, kSeed, 1));
    for (std::size_t i = 0; i < places.size(); ++i)
        found.path.append({question.path[i].step, {principal.path[i][0], principal.path[i][1]}});
    return true;
}

} // namespace

QPointF NetworkLandscape::nearest(std::span<const float> weights) const {
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    if (weights.size() != plane.centre.size())
        return {kNaN, kNaN};
    std::vector<float> away(weights.begin(), weights.end());
    for (std::size_t i = 0; i < away.size(); ++i)
        away[i] -= plane.centre[i];
    const double aa = product(plane.first, plane.first), ab = product(plane.first, plane.second),
                 bb = product(plane.second, plane.second);
    const double pa = product(away, plane.first), pb = product(away, plane.second);
    const double determinant = aa * bb - ab * ab;
    if (!(determinant > 0))
        return {kNaN, kNaN};
    return {(pa * bb - pb * ab) / determinant, (pb * aa - pa * ab) / determinant};
}

std::optional<NetworkLandscape> surveyNetwork(const LandscapeQuestion& question, const std::stop_token& stop,
                                              Background::Progress& progress) {
    const training::Network<float>& network = *question.network;
    NetworkLandscape found;
    found.alongPath = question.alongPath;
    found.step = question.step;
    found.plane.centre = question.weights;
    if (question.alongPath) {
        if (!takePath(question, found))
            return std::nullopt;
    } else {
        found.plane.first = training::filterNormalisedDirection<float>(network, question.weights, kSeed, 0);
        found.plane.second = training::filterNormalisedDirection<float>(network, question.weights, kSeed, 1);
    }
    const double aspect = std::clamp(question.aspect, 0.2, 5.0);
    const Window window = question.alongPath ? aroundPath(found.path, aspect) : aroundWeights(aspect);
    if (!(window.x.span() > 0) || !(window.y.span() > 0))
        return std::nullopt;
    const int columns = aspect >= 1 ? kNodes : std::max(8, static_cast<int>(kNodes * aspect));
    const int rows = aspect >= 1 ? std::max(8, static_cast<int>(kNodes / aspect)) : kNodes;
    progress.all = std::int64_t(columns) * rows;

    const Dataset<float> data = thinned(question.data->train, network.parameterCount());
    found.samples = data.size();
    training::Landscape<float> landscape(network, question.loss, data, question.statistics);
    found.loss = landscape.lossAt(question.weights);
    std::vector<double> losses(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    const training::LandscapeGrid grid{
        columns, rows, {window.x.low, window.x.high}, {window.y.low, window.y.high}};
    for (std::size_t i = 0; i < losses.size(); ++i) {
        if (stop.stop_requested())
            return std::nullopt;
        // One place at a time, so that a stop is seen soon however large the network is.
        const auto column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
        const double a = grid.aAt(column);
        landscape.row(found.plane, {1, rows, {a, a}, grid.b}, row, std::span(losses).subspan(i, 1));
        ++progress.done;
    }
    found.terrain = Terrain(losses, window.x, window.y, columns, rows);
    return found;
}

} // namespace downhill::app
