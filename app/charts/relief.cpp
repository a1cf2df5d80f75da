#include "charts/relief.h"

#include "theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace downhill::app {
namespace {

constexpr double kTallness = 0.5; // of the greatest height, in sides of the ground
constexpr double kRoom = 1.55;    // what is seen at zoom 1, in sides of the ground
constexpr float kSlack = 0.012F;  // so much a place may lie behind the relief and still be on it
constexpr double kShadow = 0.45;  // of the darkest slope
constexpr double kLineShare = 0.55;

/// Where the light comes from: over the left shoulder of whoever looks at the ground unturned.
constexpr std::array<double, 3> kLight{-0.5, -0.35, 0.79};

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

} // namespace

ReliefView::ReliefView(const ReliefCamera& camera, QSize size)
    : cosAzimuth_(std::cos(radians(camera.azimuth))), sinAzimuth_(std::sin(radians(camera.azimuth))),
      cosElevation_(std::cos(radians(camera.elevation))), sinElevation_(std::sin(radians(camera.elevation))),
      scale_(std::min(static_cast<double>(size.width()), 1.25 * size.height()) / kRoom * camera.zoom),
      middle_(size.width() / 2.0, size.height() / 2.0) {}

QPointF ReliefView::pixel(const ReliefPlace& place) const {
    const double x = place.x - 0.5, y = place.y - 0.5, z = (place.height - 0.5) * kTallness;
    const double right = x * cosAzimuth_ - y * sinAzimuth_;
    const double away = x * sinAzimuth_ + y * cosAzimuth_;
    return {middle_.x() + scale_ * right, middle_.y() - scale_ * (z * cosElevation_ + away * sinElevation_)};
}

double ReliefView::depth(const ReliefPlace& place) const {
    const double x = place.x - 0.5, y = place.y - 0.5, z = (place.height - 0.5) * kTallness;
    return (x * sinAzimuth_ + y * cosAzimuth_) * cosElevation_ - z * sinElevation_;
}

struct ReliefPicture::Corner {
    double x = 0; ///< pixels
    double y = 0;
    float depth = 0;
    float height = 0;
    float light = 0;
};

ReliefPicture::ReliefPicture(const ScalarGrid& heights, const ReliefCamera& camera, QSize size,
                             const ReliefColors& colors, int lines)
    : size_(size), camera_(camera) {
    if (size.isEmpty() || heights.columns < 2 || heights.rows < 2)
        return;
    const auto pixels = static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height());
    depths_.assign(pixels, std::numeric_limits<float>::infinity());
    heights_.assign(pixels, 0);
    lights_.assign(pixels, 0);

    const ReliefView view(camera, size);
    const auto heightAt = [&](int column, int row) {
        return static_cast<double>(
            heights.at(std::clamp(column, 0, heights.columns - 1), std::clamp(row, 0, heights.rows - 1)));
    };
    std::vector<Corner> corners;
    corners.reserve(heights.values.size());
    for (int row = 0; row < heights.rows; ++row) {
        for (int column = 0; column < heights.columns; ++column) {
            const ReliefPlace place{static_cast<double>(column) / (heights.columns - 1),
                                    static_cast<double>(row) / (heights.rows - 1), heightAt(column, row)};
            const double alongX =
                (heightAt(column + 1, row) - heightAt(column - 1, row)) / 2 * (heights.columns - 1);
            const double alongY =
                (heightAt(column, row + 1) - heightAt(column, row - 1)) / 2 * (heights.rows - 1);
            const double nx = -alongX * kTallness, ny = -alongY * kTallness;
            const double light =
                (nx * kLight[0] + ny * kLight[1] + kLight[2]) / std::sqrt(nx * nx + ny * ny + 1);
            const QPointF at = view.pixel(place);
            corners.push_back({at.x(), at.y(), static_cast<float>(view.depth(place)),
                               static_cast<float>(place.height), static_cast<float>(std::max(0.0, light))});
        }
    }
    const auto columns = static_cast<std::size_t>(heights.columns);
    for (std::size_t at = 0; at + columns + 1 < corners.size(); ++at) {
        if ((at + 1) % columns == 0)
            continue;
        fill(corners[at], corners[at + 1], corners[at + columns]);
        fill(corners[at + 1], corners[at + columns + 1], corners[at + columns]);
    }
    shade(colors, lines);
}

/// Paints a triangle where nothing is nearer, each pixel by its share of the three corners.
void ReliefPicture::fill(const Corner& a, const Corner& b, const Corner& c) {
    const double area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    if (!std::isfinite(area) || std::abs(area) < 1e-9)
        return;
    const auto bounded = [](double value, int most) {
        return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
    };
    const int left = bounded(std::floor(std::min({a.x, b.x, c.x})), size_.width() - 1);
    const int right = bounded(std::ceil(std::max({a.x, b.x, c.x})), size_.width() - 1);
    const int top = bounded(std::floor(std::min({a.y, b.y, c.y})), size_.height() - 1);
    const int bottom = bounded(std::ceil(std::max({a.y, b.y, c.y})), size_.height() - 1);
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) {
            const double px = x + 0.5, py = y + 0.5;
            const double ofB = ((px - a.x) * (c.y - a.y) - (c.x - a.x) * (py - a.y)) / area;
            const double ofC = ((b.x - a.x) * (py - a.y) - (px - a.x) * (b.y - a.y)) / area;
            const double ofA = 1 - ofB - ofC;
            if (ofA < 0 || ofB < 0 || ofC < 0)
                continue;
            const auto mixed = [&](float Corner::*part) {
                return static_cast<float>(ofA * static_cast<double>(a.*part) +
                                          ofB * static_cast<double>(b.*part) +
                                          ofC * static_cast<double>(c.*part));
            };
            const auto pixel = static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width()) +
                               static_cast<std::size_t>(x);
            const float depth = mixed(&Corner::depth);
            if (depth >= depths_[pixel])
                continue;
            depths_[pixel] = depth;
            heights_[pixel] = mixed(&Corner::height);
            lights_[pixel] = mixed(&Corner::light);
        }
    }
}

/// Colours by height and light; a line stands where a pixel and one beside it lie on either side of a level.
void ReliefPicture::shade(const ReliefColors& colors, int lines) {
    image_ = QImage(size_, QImage::Format_ARGB32_Premultiplied);
    image_.fill(Qt::transparent);
    const auto width = static_cast<std::size_t>(size_.width());
    const auto level = [&](std::size_t pixel) {
        return static_cast<int>(heights_[pixel] * static_cast<float>(lines + 1));
    };
    const auto crosses = [&](std::size_t pixel, std::size_t other) {
        return other < heights_.size() && std::isfinite(depths_[other]) && level(pixel) != level(other);
    };
    for (int y = 0; y < size_.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image_.scanLine(y));
        for (std::size_t x = 0; x < width; ++x) {
            const std::size_t pixel = static_cast<std::size_t>(y) * width + x;
            if (!std::isfinite(depths_[pixel]))
                continue;
            QColor color = Theme::mix(colors.low, colors.high, static_cast<double>(heights_[pixel]));
            const double shadow = kShadow * (1 - static_cast<double>(lights_[pixel]));
            color = Theme::mix(color, colors.shadow, std::clamp(shadow, 0.0, kShadow));
            if (crosses(pixel, pixel + 1) || crosses(pixel, pixel + width))
                color = Theme::mix(color, colors.line, kLineShare);
            line[x] = color.rgb();
        }
    }
}

bool ReliefPicture::hides(const ReliefPlace& place) const {
    const ReliefView view(camera_, size_);
    const QPointF at = view.pixel(place);
    const int x = static_cast<int>(std::floor(at.x())), y = static_cast<int>(std::floor(at.y()));
    if (!QRect(QPoint(), size_).contains(x, y))
        return false;
    const float nearest = depths_[static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width()) +
                                  static_cast<std::size_t>(x)];
    return static_cast<float>(view.depth(place)) > nearest + kSlack;
}

} // namespace downhill::app
