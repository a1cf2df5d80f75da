#include "training/data_loader.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace downhill::training {

using Eigen::Index;
using Clock = LoaderRecord::Clock;

namespace {

BatchOrder::Settings orderOf(Index samples, std::int64_t batchSize, bool shuffle, std::uint64_t seed,
                             bool dropLast) {
    return {.samples = samples,
            .batchSize = batchSize == 0 ? samples : std::min<Index>(batchSize, samples),
            .shuffle = shuffle,
            .seed = seed,
            .dropLast = dropLast};
}

Clock::duration durationOf(double microseconds) {
    return std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double, std::micro>(microseconds));
}

} // namespace

template <class Scalar>
DataLoader<Scalar>::DataLoader(const Dataset<Scalar>& data, std::int64_t batchSize, bool shuffle,
                               std::uint64_t seed, const LoaderSettings& settings)
    : data_(&data), perSample_(durationOf(settings.microseconds)),
      order_(orderOf(data.size(), batchSize, shuffle, seed, settings.dropLast)) {
    if (settings.prefetch > 0) {
        prefetcher_ =
            std::make_unique<Prefetcher<Scalar>>(data, order_.settings(), settings.prefetch, perSample_);
    } else if (order_.shuffles()) {
        buffer_.emplace(data.features.rows(), order_.settings().batchSize);
    }
}

template <class Scalar>
void DataLoader<Scalar>::rewind(std::int64_t batches) {
    order_.rewind(batches);
    present_ = {};
    indices_ = {};
    repeat_ = false;
    if (prefetcher_)
        prefetcher_->rewind(batches);
    record_.restart();
}

template <class Scalar>
void DataLoader<Scalar>::takePrefetched() {
    const auto asked = Clock::now();
    const LoadedBatch<Scalar>& batch = prefetcher_->take();
    const auto got = Clock::now();
    present_ = {batch.features.data(), batch.targets.data(), batch.size};
    indices_ = std::span(batch.samples).first(static_cast<std::size_t>(batch.size));
    record_.add({.loadBegin = batch.begin, .loadEnd = batch.end, .waitBegin = asked, .waitEnd = got});
}

template <class Scalar>
void DataLoader<Scalar>::load() {
    if (buffer_) {
        buffer_->load(*data_, indices_);
        present_ = {buffer_->features.data(), buffer_->targets.data(), buffer_->size};
        return;
    }
    const Index begin = order_.begin();
    present_ = {data_->features.data() + begin * data_->features.rows(), data_->targets.data() + begin,
                static_cast<Index>(indices_.size())};
}

template <class Scalar>
Batch<Scalar> DataLoader<Scalar>::next() {
    const bool again = repeat_;
    repeat_ = false;
    if (again) {
        if (present_.features == nullptr)
            load();
        return present_;
    }
    if (prefetcher_) {
        takePrefetched();
        return present_;
    }
    const auto begin = Clock::now();
    indices_ = order_.next();
    load();
    if (perSample_ > Clock::duration::zero())
        std::this_thread::sleep_for(present_.size * perSample_);
    const auto end = Clock::now();
    record_.add({.loadBegin = begin, .loadEnd = end, .waitBegin = begin, .waitEnd = end});
    return present_;
}

template <class Scalar>
std::span<const Index> DataLoader<Scalar>::nextIndices() {
    if (!isDirect()) {
        next();
        return indices_;
    }
    if (!repeat_) {
        indices_ = order_.next();
        present_ = {};
        record_.addUntimed();
    }
    repeat_ = false;
    return indices_;
}

template <class Scalar>
std::vector<BatchTimes> DataLoader<Scalar>::ready() const {
    std::vector<BatchTimes> ready;
    if (!prefetcher_)
        return ready;
    for (const auto& loading : prefetcher_->ready()) {
        ready.push_back({.batch = loading.batch,
                         .loadBegin = record_.secondsAt(loading.begin),
                         .loadEnd = record_.secondsAt(loading.end)});
    }
    return ready;
}

template <class Scalar>
void DataLoader<Scalar>::endStep() {
    if (!isDirect())
        record_.endStep(Clock::now());
}

template <class Scalar>
void DataLoader<Scalar>::repeat() {
    repeat_ = !indices_.empty();
}

template <class Scalar>
std::span<const Index> DataLoader<Scalar>::indices() const {
    return indices_;
}

template class DataLoader<float>;
template class DataLoader<double>;

} // namespace downhill::training
