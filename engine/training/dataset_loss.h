#pragma once

#include "training/dataset.h"
#include "training/loss.h"
#include "training/network_pass.h"

#include <span>
#include <vector>

namespace downhill::training {

/// The mean loss of a network over a whole dataset as a function of its parameters, for asking at many
/// places: the data is taken up once. The network counts as it is used: without dropout, batch norm by its
/// running statistics. Denormal numbers count as 0, as in training.
template <class Scalar>
class DatasetLoss {
public:
    /// `data` must outlive this. Targets have to fit the loss (checkDataFit()).
    DatasetLoss(const Network<Scalar>& network, const LossSettings& loss, const Dataset<Scalar>& data);

    const Network<Scalar>& network() const { return passes_.front().network(); }

    /// NaN where there is no sample. Allocates nothing.
    double at(std::span<const Scalar> parameters, std::span<const Scalar> statistics = {});

    /// The loss, and its gradient in `gradient`. Allocates nothing after the first call.
    double withGradient(std::span<const Scalar> parameters, std::span<Scalar> gradient,
                        std::span<const Scalar> statistics = {});

private:
    /// The pass that holds the samples from `begin` on.
    NetworkPass<Scalar>& passAt(Eigen::Index stretch);
    Eigen::Index begin(Eigen::Index stretch) const { return stretch * length_; }

    LossSettings loss_;
    const Dataset<Scalar>* data_;
    Eigen::Index length_ = 0; ///< samples of a stretch, but for the last
    Eigen::Index stretches_ = 0;
    std::vector<NetworkPass<Scalar>>
        passes_{};               ///< one a stretch, or one for all where they would be too large
    std::vector<Scalar> part_{}; ///< the gradient of a stretch
};

extern template class DatasetLoss<float>;
extern template class DatasetLoss<double>;

} // namespace downhill::training
