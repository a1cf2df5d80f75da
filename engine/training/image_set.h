#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <vector>

namespace downhill::training {

/// Grey images with their labels.
struct ImageSet {
    using Pixels = Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>;

    Eigen::Index width = 0;
    Eigen::Index height = 0;
    Pixels pixels{};                    ///< shape = [height · width, images], row by row; 255 means 1
    std::vector<std::uint8_t> labels{}; ///< one an image

    Eigen::Index size() const { return pixels.cols(); }
};

/// What a pixel's byte is divided by to become a feature in [0, 1].
inline constexpr double kFullPixel = 255;

} // namespace downhill::training
