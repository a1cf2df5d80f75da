#include "training/prefetcher.h"

#include <algorithm>

namespace downhill::training {

using Eigen::Index;

template <class Scalar>
LoadedBatch<Scalar>::LoadedBatch(Index rows, Index batchSize)
    : features(static_cast<std::size_t>(rows * batchSize)), targets(static_cast<std::size_t>(batchSize)),
      samples(static_cast<std::size_t>(batchSize)) {}

template <class Scalar>
void LoadedBatch<Scalar>::load(const Dataset<Scalar>& data, std::span<const Index> which) {
    const Index rows = data.features.rows();
    Scalar* column = features.data();
    for (std::size_t i = 0; i < which.size(); ++i, column += rows) {
        std::copy_n(data.features.data() + which[i] * rows, rows, column);
        targets[i] = data.targets.data()[which[i]];
        samples[i] = which[i];
    }
    size = static_cast<Index>(which.size());
}

template <class Scalar>
Prefetcher<Scalar>::Prefetcher(const Dataset<Scalar>& data, const BatchOrder::Settings& order,
                               std::int64_t ahead, Duration perSample)
    : data_(&data), order_(order), perSample_(perSample) {
    // One more than may lie ready, for the batch that is in use.
    for (std::int64_t i = 0; i <= ahead; ++i)
        ring_.emplace_back(data.features.rows(), order.batchSize);
    begin();
}

template <class Scalar>
Prefetcher<Scalar>::~Prefetcher() {
    end();
}

template <class Scalar>
void Prefetcher<Scalar>::begin() {
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

template <class Scalar>
void Prefetcher<Scalar>::end() {
    thread_.request_stop();
    thread_.join();
}

template <class Scalar>
void Prefetcher<Scalar>::rewind(std::int64_t batches) {
    end();
    order_.rewind(batches);
    {
        const std::scoped_lock lock(mutex_);
        loads_ = 0;
        takes_ = 0;
    }
    begin();
}

template <class Scalar>
std::vector<typename Prefetcher<Scalar>::Loading> Prefetcher<Scalar>::ready() const {
    std::vector<Loading> ready;
    ready.reserve(ring_.size()); // before the lock, which both threads wait for
    const std::scoped_lock lock(mutex_);
    for (std::int64_t batch = takes_; batch < loads_; ++batch) {
        const LoadedBatch<Scalar>& loaded = ring_[static_cast<std::size_t>(batch) % ring_.size()];
        ready.push_back({batch, loaded.begin, loaded.end});
    }
    return ready;
}

template <class Scalar>
const LoadedBatch<Scalar>& Prefetcher<Scalar>::take() {
    std::unique_lock lock(mutex_);
    const std::int64_t batch = takes_++;
    freed_.notify_one();
    loaded_.wait(lock, [&] { return loads_ > batch; });
    return ring_[static_cast<std::size_t>(batch) % ring_.size()];
}

template <class Scalar>
void Prefetcher<Scalar>::work(const std::stop_token& stop) {
    // One buffer belongs to the batch that was taken last.
    const auto slots = static_cast<std::int64_t>(ring_.size());
    std::unique_lock lock(mutex_);
    while (freed_.wait(lock, stop, [&] { return loads_ - takes_ < slots - 1; })) {
        LoadedBatch<Scalar>& batch = ring_[static_cast<std::size_t>(loads_ % slots)];
        lock.unlock();
        batch.begin = std::chrono::steady_clock::now();
        batch.load(*data_, order_.next());
        lock.lock();
        if (perSample_ > Duration::zero()) {
            const auto until = std::chrono::steady_clock::now() + batch.size * perSample_;
            freed_.wait_until(lock, stop, until, [] { return false; });
        }
        if (stop.stop_requested())
            return;
        batch.end = std::chrono::steady_clock::now();
        ++loads_;
        loaded_.notify_one();
    }
}

template struct LoadedBatch<float>;
template struct LoadedBatch<double>;
template class Prefetcher<float>;
template class Prefetcher<double>;

} // namespace downhill::training
