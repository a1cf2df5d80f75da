#pragma once

#include "training/image_set.h"

#include <cstdint>

namespace downhill::training {

/// What drawDigits() draws.
struct DigitSettings {
    Eigen::Index samples = 0;
    int side = 28;    ///< pixels a side, 8 or 28
    double noise = 0; ///< standard deviation of what is added to each pixel, which stays within [0, 1]
};

/// Draws digits as if by hand, light on dark, from the stream (seed, Stream::Data): each is one of the shapes
/// that people write it in, with its points moved, then bent, slanted, turned, scaled and shifted, and drawn
/// with a pen of its own width. The labels 0 to 9 take turns. A sample depends on the seed and on its number
/// alone; the side changes how finely it is seen, and noise is added to what was drawn.
ImageSet drawDigits(const DigitSettings& settings, std::uint64_t seed);

} // namespace downhill::training
