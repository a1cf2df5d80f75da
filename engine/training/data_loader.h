#pragma once

#include "training/dataset.h"

#include <cstdint>
#include <span>
#include <vector>

namespace downhill::training {

/// Samples of one batch: pointers into memory that the loader or its data owns, until the next call.
template <class Scalar>
struct Batch {
    const Scalar* features = nullptr; ///< shape = [features, size], one column a sample
    const Scalar* targets = nullptr;  ///< shape = [1, size]
    Eigen::Index size = 0;
};

/// Deals a training set out in batches, epoch after epoch; the last batch of an epoch holds what is left.
/// With `shuffle` each epoch has an order of its own, which depends on nothing but the seed and the epoch's
/// number. A batch that is the whole set keeps the order of the rows. next() allocates nothing.
template <class Scalar>
class DataLoader {
public:
    /// `data` must outlive the loader. A `batchSize` of 0, or of more than there is, means the whole set.
    DataLoader(const Dataset<Scalar>& data, std::int64_t batchSize, bool shuffle, std::uint64_t seed);

    Eigen::Index batchSize() const { return batchSize_; } ///< of the largest batch

    Batch<Scalar> next();
    void repeat(); ///< makes the next batch the present one again
    void rewind(); ///< to the first batch of the first epoch

    /// The samples of the present batch; empty before the first.
    std::span<const Eigen::Index> indices() const;

private:
    void beginEpoch();

    const Dataset<Scalar>* data_;
    Eigen::Index batchSize_;
    bool shuffle_;
    std::uint64_t seed_;
    std::uint32_t epoch_ = 0; ///< epochs begun
    Eigen::Index begin_ = 0;  ///< of the present batch, in order_
    Eigen::Index end_ = 0;
    bool repeat_ = false;
    std::vector<Eigen::Index> order_{};
    std::vector<Scalar> features_{};
    std::vector<Scalar> targets_{};
};

extern template class DataLoader<float>;
extern template class DataLoader<double>;

} // namespace downhill::training
