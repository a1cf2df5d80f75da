#include "training/loader_times.h"

#include <algorithm>

namespace downhill::training {

void LoaderRecord::add(const Moments& moments) {
    const std::scoped_lock lock(mutex_);
    const auto since = [this](Clock::time_point moment) {
        return std::chrono::duration<double>(moment - begin_).count();
    };
    const std::int64_t batch = batches_.load(std::memory_order_relaxed);
    const BatchTimes times{.batch = batch,
                           .loadBegin = since(moments.loadBegin),
                           .loadEnd = since(moments.loadEnd),
                           .waitBegin = since(moments.waitBegin),
                           .waitEnd = since(moments.waitEnd)};
    ring_[timed_ % kKept] = times;
    ++timed_;
    loaded_ += times.loadEnd - times.loadBegin;
    waited_ += times.waitEnd - times.waitBegin;
    batches_.store(batch + 1, std::memory_order_relaxed);
}

void LoaderRecord::addUntimed() {
    // One thread writes, so this needs no atomic addition.
    batches_.store(batches_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void LoaderRecord::endStep(Clock::time_point moment) {
    const std::scoped_lock lock(mutex_);
    if (timed_ == 0)
        return;
    BatchTimes& last = ring_[(timed_ - 1) % kKept];
    if (last.stepEnd <= 0)
        last.stepEnd = std::chrono::duration<double>(moment - begin_).count();
}

void LoaderRecord::restart() {
    const std::scoped_lock lock(mutex_);
    begin_ = Clock::now();
    timed_ = 0;
    loaded_ = 0;
    waited_ = 0;
    batches_.store(0, std::memory_order_relaxed);
}

double LoaderRecord::secondsAt(Clock::time_point moment) const {
    const std::scoped_lock lock(mutex_);
    return std::chrono::duration<double>(moment - begin_).count();
}

LoaderTimes LoaderRecord::times() const {
    const std::scoped_lock lock(mutex_);
    return {.loaded = loaded_, .waited = waited_, .batches = batches_.load(std::memory_order_relaxed)};
}

std::vector<BatchTimes> LoaderRecord::timeline() const {
    std::vector<BatchTimes> copy;
    copy.reserve(kKept); // before the lock, which whoever trains waits for
    const std::scoped_lock lock(mutex_);
    for (std::size_t i = timed_ - std::min(timed_, kKept); i < timed_; ++i)
        copy.push_back(ring_[i % kKept]);
    return copy;
}

} // namespace downhill::training
