#pragma once

#include "training/confusion.h"
#include "training/dataset.h"
#include "training/loss.h"
#include "training/network_pass.h"

#include <span>
#include <vector>

namespace downhill::training {

/// The class that the outputs of one sample name, by the rule of namesClass(); −1 where an output is NaN. Of
/// equal outputs the first counts.
template <class Scalar>
int classNamedBy(const LossSettings& loss, Eigen::Index outputCount, const Scalar* outputs,
                 Eigen::Index step = 1);

/// How a network does on each sample of a set, and on all of them.
struct Assessment {
    std::vector<double> losses{}; ///< a sample each, in the order of the dataset
    std::vector<int> named{};     ///< the class named for each; empty for a regression
    ConfusionMatrix confusion{};  ///< of no class for a regression
    double meanLoss = 0;          ///< NaN without samples
    /// 1 − (sum of squared errors) / (sum of squared distances of the targets from their mean): of a
    /// regression, NaN for a classification and where the targets do not vary.
    double rSquared = 0;
};

/// Assesses the network as it is used: without dropout, batch norm by `statistics`.
template <class Scalar>
Assessment assess(const Network<Scalar>& network, const LossSettings& loss, const Dataset<Scalar>& data,
                  std::span<const Scalar> parameters, std::span<const Scalar> statistics = {});

extern template int classNamedBy<float>(const LossSettings&, Eigen::Index, const float*, Eigen::Index);
extern template int classNamedBy<double>(const LossSettings&, Eigen::Index, const double*, Eigen::Index);
extern template Assessment assess<float>(const Network<float>&, const LossSettings&, const Dataset<float>&,
                                         std::span<const float>, std::span<const float>);
extern template Assessment assess<double>(const Network<double>&, const LossSettings&, const Dataset<double>&,
                                          std::span<const double>, std::span<const double>);

} // namespace downhill::training
