#pragma once

#include "charts/scalar_grid.h"

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QSize>

#include <vector>

namespace downhill::app {

/// From where a relief is looked at, without perspective: parallels stay parallel, as in a drawing.
struct ReliefCamera {
    static constexpr double kLowest = 12; ///< degrees of elevation
    static constexpr double kHighest = 88;
    static constexpr double kNearest = 4; ///< of zoom
    static constexpr double kFarthest = 0.6;

    double azimuth = 32;   ///< degrees that the ground is turned, counter-clockwise from above
    double elevation = 34; ///< degrees above the horizon
    double zoom = 1;

    bool operator==(const ReliefCamera&) const = default;
};

/// A place of a relief: shares of the ground's sides and of the height, each from 0 to 1.
struct ReliefPlace {
    double x = 0;
    double y = 0;
    double height = 0;
};

/// Where places of a relief are seen in a picture of `size` pixels.
class ReliefView {
public:
    ReliefView(const ReliefCamera& camera, QSize size);

    QPointF pixel(const ReliefPlace& place) const;
    /// How far a place is from the eye, in sides of the ground; greater is farther.
    double depth(const ReliefPlace& place) const;

private:
    double cosAzimuth_, sinAzimuth_, cosElevation_, sinElevation_;
    double scale_; ///< pixels a side of the ground
    QPointF middle_;
};

struct ReliefColors {
    QColor low{}, high{}, line{}, shadow{};
};

/// A relief as it was painted, and how far each of its pixels is away.
class ReliefPicture {
public:
    ReliefPicture() = default;
    /// `heights` from 0 to 1, higher ones and those that are no numbers left out; `lines` lines of equal
    /// height are drawn.
    ReliefPicture(const ScalarGrid& heights, const ReliefCamera& camera, QSize size,
                  const ReliefColors& colors, int lines);

    const QImage& image() const { return image_; }
    /// Whether the relief stands before a place.
    bool hides(const ReliefPlace& place) const;

private:
    struct Corner;
    void fill(const Corner& a, const Corner& b, const Corner& c);
    void shade(const ReliefColors& colors, int lines);

    QSize size_{};
    ReliefCamera camera_{};
    std::vector<float> depths_{}; ///< by pixel; infinite where there is nothing
    std::vector<float> heights_{};
    std::vector<float> lights_{};
    QImage image_{};
};

} // namespace downhill::app
