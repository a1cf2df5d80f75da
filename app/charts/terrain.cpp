#include "charts/terrain.h"

#include "theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace downhill::app {
namespace {

constexpr double kMiddle = 0.55;
constexpr double kLeastBend = 1e-3;
constexpr double kGreatestBend = 1e9;
constexpr int kHalvings = 60;

/// A share of the loss's range on the bent scale; both run from 0 to 1.
double bent(double share, double bend) {
    return std::log1p(bend * share) / std::log1p(bend);
}

/// The bend that lifts `median` to kMiddle, as far as a logarithm can.
double bendFor(double median) {
    double low = std::log(kLeastBend), high = std::log(kGreatestBend);
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = (low + high) / 2;
        (bent(median, std::exp(middle)) < kMiddle ? low : high) = middle;
    }
    return std::exp(low);
}

} // namespace

Terrain::Terrain(const Loss& loss, AxisRange x, AxisRange y, int columns, int rows) {
    heights_ = {columns, rows, x, y, {}};
    std::vector<double> losses;
    losses.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            losses.push_back(loss(heights_.xOf(column), heights_.yOf(row)));
    take(losses);
}

Terrain::Terrain(const std::vector<double>& losses, AxisRange x, AxisRange y, int columns, int rows) {
    heights_ = {columns, rows, x, y, {}};
    take(losses);
}

void Terrain::take(const std::vector<double>& losses) {
    std::vector<double> finite;
    std::copy_if(losses.begin(), losses.end(), std::back_inserter(finite),
                 [](double value) { return std::isfinite(value); });
    heights_.values.assign(losses.size(), std::numeric_limits<float>::quiet_NaN());
    if (finite.empty())
        return;
    const auto [least, greatest] = std::minmax_element(finite.begin(), finite.end());
    lowest_ = *least;
    highest_ = *greatest;
    const double range = highest_ - lowest_;
    const auto middle = finite.begin() + static_cast<std::ptrdiff_t>(finite.size() / 2);
    std::nth_element(finite.begin(), middle, finite.end());
    bend_ = range > 0 ? bendFor((*middle - lowest_) / range) : 1;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        if (std::isfinite(losses[i]))
            heights_.values[i] =
                range > 0 ? static_cast<float>(bent((losses[i] - lowest_) / range, bend_)) : 0.0F;
    }
}

double Terrain::lossAt(double height) const {
    return lowest_ + (highest_ - lowest_) * std::expm1(height * std::log1p(bend_)) / bend_;
}

double Terrain::heightOf(double loss) const {
    const double range = highest_ - lowest_;
    if (!(range > 0))
        return 0;
    // Below the lowest the bend would end in the logarithm of a negative number.
    return bent(std::max((loss - lowest_) / range, -0.5 / (1 + bend_)), bend_);
}

double Terrain::heightAt(double x, double y) const {
    if (empty() || !heights_.x.holds(x) || !heights_.y.holds(y))
        return std::numeric_limits<double>::quiet_NaN();
    const double column = (x - heights_.x.low) / heights_.x.span() * (heights_.columns - 1);
    const double row = (y - heights_.y.low) / heights_.y.span() * (heights_.rows - 1);
    const int left = std::clamp(static_cast<int>(column), 0, heights_.columns - 2);
    const int below = std::clamp(static_cast<int>(row), 0, heights_.rows - 2);
    const auto node = [&](int right, int up) {
        return static_cast<double>(heights_.at(left + right, below + up));
    };
    const double lower = std::lerp(node(0, 0), node(1, 0), column - left);
    const double upper = std::lerp(node(0, 1), node(1, 1), column - left);
    return std::lerp(lower, upper, row - below);
}

std::vector<float> Terrain::levels(int count) {
    std::vector<float> levels;
    for (int i = 1; i <= count; ++i)
        levels.push_back(static_cast<float>(i) / static_cast<float>(count + 1));
    return levels;
}

QImage terrainPicture(const ScalarGrid& heights, const QColor& low, const QColor& high,
                      const QColor& unknown) {
    constexpr int kShades = 256;
    std::array<QRgb, kShades> shades{};
    for (int i = 0; i < kShades; ++i)
        shades[static_cast<std::size_t>(i)] =
            Theme::mix(low, high, static_cast<double>(i) / (kShades - 1)).rgb();
    QImage image(heights.columns, heights.rows, QImage::Format_RGB32);
    for (int row = 0; row < heights.rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(heights.rows - 1 - row));
        for (int column = 0; column < heights.columns; ++column) {
            const float height = heights.at(column, row);
            line[column] = std::isnan(height)
                               ? unknown.rgb()
                               : shades[static_cast<std::size_t>(std::lround(
                                     std::clamp(height, 0.0F, 1.0F) * static_cast<float>(kShades - 1)))];
        }
    }
    return image;
}

} // namespace downhill::app
