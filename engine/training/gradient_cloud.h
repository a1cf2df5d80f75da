#pragma once

#include "training/dataset.h"
#include "training/loss.h"
#include "training/network.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

namespace downhill::training {

/// Which batches' gradients are looked at, and from where.
struct GradientCloudSettings {
    std::int64_t batchSize = 1; ///< 0, or more than there is, means the whole set
    int batches = 64;
    std::uint64_t seed = 1; ///< of their order, dealt out as in training
    /// The two parameters along which gradients are told. Without them: along the full gradient, and across
    /// it where the batches spread most.
    std::optional<std::pair<Eigen::Index, Eigen::Index>> parameters{};
};

/// The gradients of single batches around that of all samples, in two directions.
struct GradientCloud {
    std::array<double, 2> full{};                 ///< along the two directions
    std::vector<std::array<double, 2>> batches{}; ///< fewer where there is no memory for so many
    double fullNorm = 0;                          ///< of the whole gradient, in all directions
    /// √ of the mean of ‖batch gradient − full gradient‖², in all directions.
    double noise = 0;
    /// The share of batches whose gradient points less than a right angle away from the full one.
    double agreeing = 0;
};

/// Of the network as it is used: without dropout, batch norm by `statistics`. Nothing where a gradient is not
/// finite, where a parameter does not exist, where the network has more parameters than kCloudParameters, or
/// where it was stopped.
std::optional<GradientCloud> gradientCloud(const Network<float>& network, const LossSettings& loss,
                                           const Dataset<float>& data, std::span<const float> parameters,
                                           std::span<const float> statistics,
                                           const GradientCloudSettings& settings,
                                           const std::stop_token& stop = {});

inline constexpr Eigen::Index kCloudParameters = 1'000'000;

} // namespace downhill::training
