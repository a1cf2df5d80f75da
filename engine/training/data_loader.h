#pragma once

#include "training/batch_order.h"
#include "training/dataset.h"
#include "training/experiment.h"
#include "training/loader_times.h"
#include "training/prefetcher.h"

#include <cstdint>
#include <memory>
#include <optional>
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

/// Deals a training set out in batches, epoch after epoch; the last batch of an epoch holds what is left, or
/// is left out. With `shuffle` each epoch has an order of its own, which depends on nothing but the seed and
/// the epoch's number. A batch that is the whole set keeps the order of the rows. Which samples a batch holds
/// does not depend on how it is loaded. next() and nextIndices() allocate nothing.
///
/// All members belong to one thread, but for times(), timeline() and ready(), which any may call.
template <class Scalar>
class DataLoader {
public:
    /// `data` must outlive the loader. A `batchSize` of 0, or of more than there is, means the whole set.
    /// `settings` passed checkLoader(); with prefetch a thread begins to load.
    DataLoader(const Dataset<Scalar>& data, std::int64_t batchSize, bool shuffle, std::uint64_t seed,
               const LoaderSettings& settings = {});
    DataLoader(const DataLoader&) = delete;
    DataLoader& operator=(const DataLoader&) = delete;

    Eigen::Index batchSize() const { return order_.settings().batchSize; } ///< of the largest batch

    /// Whether loading costs nothing but the copy that nextIndices() spares.
    bool isDirect() const { return !prefetcher_ && perSample_ == LoaderRecord::Clock::duration::zero(); }

    /// Goes on to the next batch and copies it together, where it does not lie together already.
    Batch<Scalar> next();
    /// Goes on to the next batch and only names its samples, for whoever gathers them out of the dataset.
    /// Where the loader isDirect() nothing is copied and no clock read; otherwise it takes as long as next().
    std::span<const Eigen::Index> nextIndices();

    /// Says that the step with the present batch is done, for the record of times.
    void endStep();
    void repeat(); ///< makes the next batch the present one again, which then is there at once
    /// To before batch number `batches`, counted from 0 over all epochs; the times begin anew.
    void rewind(std::int64_t batches = 0);

    /// The samples of the present batch; empty before the first.
    std::span<const Eigen::Index> indices() const;

    /// What loading took so far. Batches that nextIndices() named directly took no time. Where nobody
    /// prefetches, whoever asks for a batch waits while it is loaded.
    LoaderTimes times() const { return record_.times(); }
    /// The times of the last batches; see LoaderRecord::timeline().
    std::vector<BatchTimes> timeline() const { return record_.timeline(); }

    /// The batches that were loaded ahead and that nobody has taken yet, the next first. Of them only the
    /// loading is known.
    std::vector<BatchTimes> ready() const;

private:
    void load(); ///< what indices_ names, into present_
    void takePrefetched();

    const Dataset<Scalar>* data_;
    LoaderRecord::Clock::duration perSample_; ///< beyond copying it
    BatchOrder order_;                        ///< not used with a prefetcher, which has its own
    std::optional<LoadedBatch<Scalar>> buffer_{};
    Batch<Scalar> present_{}; ///< without features where nextIndices() only named its samples
    std::span<const Eigen::Index> indices_{};
    bool repeat_ = false;
    LoaderRecord record_{};
    std::unique_ptr<Prefetcher<Scalar>> prefetcher_{};
};

extern template class DataLoader<float>;
extern template class DataLoader<double>;

} // namespace downhill::training
