#include "training/data_loader.h"

#include "training/philox.h"

#include <algorithm>
#include <numeric>

namespace downhill::training {

using Eigen::Index;

template <class Scalar>
DataLoader<Scalar>::DataLoader(const Dataset<Scalar>& data, std::int64_t batchSize, bool shuffle,
                               std::uint64_t seed)
    : data_(&data), batchSize_(batchSize == 0 ? data.size() : std::min<Index>(batchSize, data.size())),
      shuffle_(shuffle && batchSize_ < data.size()), seed_(seed),
      order_(static_cast<std::size_t>(data.size())) {
    if (shuffle_) {
        features_.resize(static_cast<std::size_t>(batchSize_ * data.features.rows()));
        targets_.resize(static_cast<std::size_t>(batchSize_));
    }
    rewind();
}

template <class Scalar>
void DataLoader<Scalar>::rewind() {
    epoch_ = 0;
    begin_ = 0;
    end_ = 0;
    repeat_ = false;
    std::iota(order_.begin(), order_.end(), Index{0});
}

template <class Scalar>
void DataLoader<Scalar>::beginEpoch() {
    end_ = 0;
    if (shuffle_) {
        // From the rows' own order each time, so that an epoch's order depends on no other epoch.
        std::iota(order_.begin(), order_.end(), Index{0});
        RandomStream(seed_, Stream::Shuffle, epoch_).shuffle(std::span(order_));
    }
    ++epoch_;
}

template <class Scalar>
Batch<Scalar> DataLoader<Scalar>::next() {
    if (!repeat_) {
        if (epoch_ == 0 || end_ == data_->size())
            beginEpoch();
        begin_ = end_;
        end_ = std::min(begin_ + batchSize_, data_->size());
    }
    repeat_ = false;

    const Index rows = data_->features.rows();
    const Index size = end_ - begin_;
    if (!shuffle_)
        return {data_->features.data() + begin_ * rows, data_->targets.data() + begin_, size};
    const Scalar* features = data_->features.data();
    const Scalar* targets = data_->targets.data();
    Scalar* column = features_.data();
    for (Index i = 0; i < size; ++i, column += rows) {
        const Index sample = order_[static_cast<std::size_t>(begin_ + i)];
        std::copy_n(features + sample * rows, rows, column);
        targets_[static_cast<std::size_t>(i)] = targets[sample];
    }
    return {features_.data(), targets_.data(), size};
}

template <class Scalar>
void DataLoader<Scalar>::repeat() {
    repeat_ = end_ > 0;
}

template <class Scalar>
std::span<const Index> DataLoader<Scalar>::indices() const {
    return std::span(order_).subspan(static_cast<std::size_t>(begin_),
                                     static_cast<std::size_t>(end_ - begin_));
}

template class DataLoader<float>;
template class DataLoader<double>;

} // namespace downhill::training
