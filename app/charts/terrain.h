#pragma once

#include "charts/scalar_grid.h"

#include <QColor>
#include <QImage>

#include <functional>
#include <vector>

namespace downhill::app {

/// The height of a loss over a rectangle, from 0 at its lowest place to 1 at its highest, on a logarithmic
/// scale bent so that the floor of a valley and its walls both have room: half of the rectangle lies below
/// the height 0.55. NaN where the loss is not finite.
class Terrain {
public:
    using Loss = std::function<double(double x, double y)>;

    Terrain() = default;
    /// Takes `columns` × `rows` values.
    Terrain(const Loss& loss, AxisRange x, AxisRange y, int columns, int rows);
    /// The same of losses that are known, row by row with the least y first.
    Terrain(const std::vector<double>& losses, AxisRange x, AxisRange y, int columns, int rows);

    bool empty() const { return heights_.empty(); }
    const ScalarGrid& heights() const { return heights_; }
    double lowest() const { return lowest_; }
    double highest() const { return highest_; }

    /// The loss at a height.
    double lossAt(double height) const;
    /// The height of a loss; below 0 or above 1 where it lies beyond those of the rectangle.
    double heightOf(double loss) const;

    /// The height at a place, between the nodes around it; NaN outside.
    double heightAt(double x, double y) const;

    /// The heights of `count` contour lines, evenly between 0 and 1.
    static std::vector<float> levels(int count);

private:
    void take(const std::vector<double>& losses);

    ScalarGrid heights_{};
    double lowest_ = 0;
    double highest_ = 0;
    double bend_ = 1;
};

/// A grid of heights coloured from `low` to `high`, `unknown` where there is none.
QImage terrainPicture(const ScalarGrid& heights, const QColor& low, const QColor& high,
                      const QColor& unknown);

} // namespace downhill::app
