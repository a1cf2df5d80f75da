#include "training/dropout.h"

#include "training/philox.h"

#include <algorithm>
#include <array>

namespace downhill::training {

using Eigen::Index;

template <class Scalar>
void drawMask(const DropoutKey& key, std::size_t layer, double share, Index unit, Index samples,
              Scalar* mask) {
    constexpr double kWords = 4294967296.0;
    const auto threshold = static_cast<std::uint64_t>(share * kWords);
    const auto kept = static_cast<Scalar>(1 / (1 - share));
    const auto stream = static_cast<std::uint32_t>(Stream::Dropout) | static_cast<std::uint32_t>(layer + 1)
                                                                          << 8;
    const std::array<std::uint32_t, 2> seed{static_cast<std::uint32_t>(key.seed),
                                            static_cast<std::uint32_t>(key.seed >> 32)};
    for (Index sample = 0; sample < samples; sample += 4) {
        const auto words =
            philox4x32({static_cast<std::uint32_t>(sample / 4), static_cast<std::uint32_t>(unit),
                        static_cast<std::uint32_t>(key.step), stream},
                       seed);
        for (Index i = 0; i < std::min<Index>(4, samples - sample); ++i)
            mask[sample + i] = words[static_cast<std::size_t>(i)] < threshold ? Scalar(0) : kept;
    }
}

template void drawMask<float>(const DropoutKey&, std::size_t, double, Index, Index, float*);
template void drawMask<double>(const DropoutKey&, std::size_t, double, Index, Index, double*);

} // namespace downhill::training
