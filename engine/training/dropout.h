#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>

namespace downhill::training {

/// Where the masks of dropout come from: the same seed and step give the same masks.
struct DropoutKey {
    std::uint64_t seed = 0;
    std::uint64_t step = 0; ///< below 2³²
};

/// Fills a unit's row of dropout's mask for a batch: 0 with probability `share`, otherwise 1/(1 − share).
/// Srivastava et al. 2014, scaled in training as in torch.nn.Dropout. What a number is drawn from depends on
/// its layer, its unit, its place in the batch and the step.
template <class Scalar>
void drawMask(const DropoutKey& key, std::size_t layer, double share, Eigen::Index unit, Eigen::Index samples,
              Scalar* mask);

extern template void drawMask<float>(const DropoutKey&, std::size_t, double, Eigen::Index, Eigen::Index,
                                     float*);
extern template void drawMask<double>(const DropoutKey&, std::size_t, double, Eigen::Index, Eigen::Index,
                                      double*);

} // namespace downhill::training
