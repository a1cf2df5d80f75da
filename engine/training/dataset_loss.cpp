#include "training/dataset_loss.h"

#include "training/flush_denormals.h"

#include <algorithm>
#include <limits>

namespace downhill::training {

using Eigen::Index;

namespace {

/// Samples of a stretch: its numbers should stay in the processor's nearer caches.
constexpr Index kStretch = 512;
/// Numbers of all layers and samples up to which every stretch keeps a pass of its own.
constexpr Index kKept = 2'000'000;

} // namespace

template <class Scalar>
DatasetLoss<Scalar>::DatasetLoss(const Network<Scalar>& network, const LossSettings& loss,
                                 const Dataset<Scalar>& data)
    : loss_(loss), data_(&data) {
    const Index samples = data.size();
    length_ = std::clamp<Index>(samples, 1, kStretch);
    stretches_ = (samples + length_ - 1) / length_;
    Index numbers = network.inputs();
    for (const LayerShape& layer : network.layers())
        numbers += layer.units;
    const bool kept = numbers * samples <= kKept;
    const Index passes = kept ? std::max<Index>(stretches_, 1) : 1;
    passes_.reserve(static_cast<std::size_t>(passes));
    for (Index i = 0; i < passes; ++i) {
        passes_.emplace_back(network, length_);
        if (kept && i < stretches_)
            passes_.back().take(data.features.col(begin(i)).data(), std::min(length_, samples - begin(i)));
    }
}

template <class Scalar>
NetworkPass<Scalar>& DatasetLoss<Scalar>::passAt(Index stretch) {
    if (static_cast<Index>(passes_.size()) == stretches_ && stretches_ > 1)
        return passes_[static_cast<std::size_t>(stretch)];
    NetworkPass<Scalar>& pass = passes_.front();
    if (stretches_ > 1)
        pass.take(data_->features.col(begin(stretch)).data(),
                  std::min(length_, data_->size() - begin(stretch)));
    return pass;
}

template <class Scalar>
double DatasetLoss<Scalar>::at(std::span<const Scalar> parameters, std::span<const Scalar> statistics) {
    if (stretches_ == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const FlushDenormals flush;
    double sum = 0;
    for (Index stretch = 0; stretch < stretches_; ++stretch) {
        NetworkPass<Scalar>& pass = passAt(stretch);
        pass.evaluate(parameters, statistics);
        sum += pass.measure(loss_, data_->targets.data() + begin(stretch)) * static_cast<double>(pass.size());
    }
    return sum / static_cast<double>(data_->size());
}

template <class Scalar>
double DatasetLoss<Scalar>::withGradient(std::span<const Scalar> parameters, std::span<Scalar> gradient,
                                         std::span<const Scalar> statistics) {
    std::fill(gradient.begin(), gradient.end(), Scalar(0));
    if (stretches_ == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const FlushDenormals flush;
    part_.resize(gradient.size());
    const auto samples = static_cast<double>(data_->size());
    double sum = 0;
    for (Index stretch = 0; stretch < stretches_; ++stretch) {
        NetworkPass<Scalar>& pass = passAt(stretch);
        pass.evaluate(parameters, statistics);
        const double share = static_cast<double>(pass.size()) / samples;
        sum += pass.measure(loss_, data_->targets.data() + begin(stretch)) * share;
        pass.backward(parameters, part_, true);
        for (std::size_t i = 0; i < gradient.size(); ++i)
            gradient[i] += static_cast<Scalar>(share) * part_[i];
    }
    return sum;
}

template class DatasetLoss<float>;
template class DatasetLoss<double>;

} // namespace downhill::training
