#pragma once

#include "training/batch_order.h"
#include "training/dataset.h"
#include "training/loader_times.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

namespace downhill::training {

/// A batch that was copied from its dataset, with room for the largest.
template <class Scalar>
struct LoadedBatch {
    LoadedBatch(Eigen::Index features, Eigen::Index batchSize);

    /// Copies the samples `which` of `data`. Allocates nothing.
    void load(const Dataset<Scalar>& data, std::span<const Eigen::Index> which);

    Eigen::Index size = 0;
    std::vector<Scalar> features; ///< shape = [features, size], one column a sample
    std::vector<Scalar> targets;  ///< shape = [1, size]
    std::vector<Eigen::Index> samples;
    std::chrono::steady_clock::time_point begin{}; ///< of loading
    std::chrono::steady_clock::time_point end{};
};

/// A thread that loads batches in their order into a ring of buffers, ahead of whoever takes them.
template <class Scalar>
class Prefetcher {
public:
    using Duration = std::chrono::steady_clock::duration;

    /// Loads up to `ahead` (at least 1) batches beyond the one that was taken last; each sample takes
    /// `perSample` longer than copying it. `data` must outlive the prefetcher. Loading begins at once.
    Prefetcher(const Dataset<Scalar>& data, const BatchOrder::Settings& order, std::int64_t ahead,
               Duration perSample);
    Prefetcher(const Prefetcher&) = delete;
    Prefetcher& operator=(const Prefetcher&) = delete;
    ~Prefetcher();

    /// Waits for the next batch, and lets the thread use the buffer of the one before again. Allocates
    /// nothing.
    const LoadedBatch<Scalar>& take();

    /// When a batch was loaded.
    struct Loading {
        std::int64_t batch = 0; ///< counts from 0, the first after a rewind
        std::chrono::steady_clock::time_point begin{};
        std::chrono::steady_clock::time_point end{};
    };
    /// The batches that lie ready, the next to be taken first. Any thread may ask.
    std::vector<Loading> ready() const;

    /// Begins again with batch number `batches`, counted from 0 over all epochs.
    void rewind(std::int64_t batches);

private:
    void begin();
    void end();
    void work(const std::stop_token& stop);

    const Dataset<Scalar>* data_;
    BatchOrder order_; ///< the thread's while it runs
    Duration perSample_;
    std::vector<LoadedBatch<Scalar>> ring_{};

    mutable std::mutex mutex_{};
    std::condition_variable_any loaded_{};
    std::condition_variable_any freed_{};
    std::int64_t loads_ = 0; ///< batches that were loaded; guarded by mutex_, as is the next
    std::int64_t takes_ = 0; ///< batches that were taken
    std::jthread thread_{};
};

extern template struct LoadedBatch<float>;
extern template struct LoadedBatch<double>;
extern template class Prefetcher<float>;
extern template class Prefetcher<double>;

} // namespace downhill::training
