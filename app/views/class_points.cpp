#include "views/class_points.h"

#include "views/parameter_names.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::app {

std::vector<Eigen::Index> drawnSamples(Eigen::Index size) {
    const Eigen::Index stride = (size + kDrawnPoints - 1) / kDrawnPoints;
    std::vector<Eigen::Index> samples;
    for (Eigen::Index i = 0; i < size; i += stride)
        samples.push_back(i);
    return samples;
}

std::vector<QList<QPointF>> pointsByClass(const training::Dataset<float>& data) {
    std::vector<QList<QPointF>> points(static_cast<std::size_t>(std::max(0, data.classes)));
    const auto& places = data.drawn();
    if (places.rows() < 2 || data.targets.rows() < 1)
        return points;
    for (const Eigen::Index i : drawnSamples(data.size())) {
        const auto label = static_cast<std::size_t>(std::max(0.0F, data.targets(0, i)));
        if (label < points.size())
            points[label].append({static_cast<double>(places(0, i)), static_cast<double>(places(1, i))});
    }
    return points;
}

AxisRange rangeOf(const training::Dataset<float>::Matrix& train, const training::Dataset<float>::Matrix& test,
                  Eigen::Index row, double margin) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const auto* part : {&train, &test}) {
        if (part->rows() <= row || part->cols() == 0)
            continue;
        low = std::min(low, static_cast<double>(part->row(row).minCoeff()));
        high = std::max(high, static_cast<double>(part->row(row).maxCoeff()));
    }
    if (!std::isfinite(low) || !std::isfinite(high) || low > high)
        return {-1, 1};
    const double span = high > low ? high - low : std::max(1.0, std::abs(high));
    return {low - span * margin, high + span * margin};
}

QString coordinateName(const training::SplitDataset<float>& data, std::size_t coordinate,
                       const QString& usual) {
    const std::vector<training::Feature>& derived = data.inputs.features;
    std::size_t feature = coordinate;
    if (!derived.empty()) {
        const auto itself = coordinate == 0 ? training::Feature::X : training::Feature::Y;
        feature = static_cast<std::size_t>(std::ranges::find(derived, itself) - derived.begin());
    }
    const std::vector<std::string>& names = data.train.featureNames;
    if (feature < names.size() && !names[feature].empty())
        return withIndices(QString::fromStdString(names[feature]));
    return usual;
}

} // namespace downhill::app
