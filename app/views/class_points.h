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

/// The drawn samples of each class in the plane that they are drawn in.
std::vector<QList<QPointF>> pointsByClass(const training::Dataset<float>& data);

/// The range of one row of values over both parts of the data, with `margin` times its span on either side;
/// [−1, 1] where there is nothing, and never empty.
AxisRange rangeOf(const training::Dataset<float>::Matrix& train, const training::Dataset<float>::Matrix& test,
                  Eigen::Index row, double margin);

/// The name of a coordinate that the data are drawn by, as the data give it, or `usual`. Of derived features
/// only x and y themselves are named after a coordinate.
QString coordinateName(const training::SplitDataset<float>& data, std::size_t coordinate,
                       const QString& usual);

} // namespace downhill::app
