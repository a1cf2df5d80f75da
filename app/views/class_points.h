#pragma once

#include "charts/plot_space.h"
#include "training/dataset.h"

#include <QList>
#include <QPointF>
#include <QString>

#include <vector>

namespace downhill::app {

/// At most this many points of a set are drawn; of more, every n-th.
inline constexpr Eigen::Index kDrawnPoints = 1500;

/// The samples that are drawn, by their index.
std::vector<Eigen::Index> drawnSamples(Eigen::Index size);

/// The drawn samples of each class in the plane of the first two features.
std::vector<QList<QPointF>> pointsByClass(const training::Dataset<float>& data);

/// The range of one row of values over both parts of the data, with `margin` times its span on either side;
/// [−1, 1] where there is nothing, and never empty.
AxisRange rangeOf(const training::Dataset<float>::Matrix& train, const training::Dataset<float>::Matrix& test,
                  Eigen::Index row, double margin);

/// A feature's name as the data give it, or `usual`.
QString featureName(const training::Dataset<float>& data, std::size_t feature, const QString& usual);

} // namespace downhill::app
