#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <vector>

namespace downhill::training {

/// What a loader has spent so far, in seconds; measured, and different each time.
struct LoaderTimes {
    double loaded = 0; ///< loading the batches that were handed out
    double waited = 0; ///< by whoever asked for them, until they were there
    std::int64_t batches = 0;
};

/// When a batch was loaded, waited for and trained on: seconds since the loader began.
struct BatchTimes {
    std::int64_t batch = 0; ///< counts from 0
    double loadBegin = 0;
    double loadEnd = 0;
    double waitBegin = 0;
    double waitEnd = 0; ///< and the beginning of its step
    double stepEnd = 0; ///< of the step that took it; 0 before

    bool isTaken() const { return waitEnd > 0; } ///< otherwise it lies ready

    bool operator==(const BatchTimes&) const = default;
};

/// The times of the batches that a loader hands out. One thread writes; any may read at any time.
class LoaderRecord {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr std::size_t kKept = 256; ///< batches whose own times are kept

    /// The moments of one batch.
    struct Moments {
        Clock::time_point loadBegin{};
        Clock::time_point loadEnd{};
        Clock::time_point waitBegin{};
        Clock::time_point waitEnd{};
    };

    LoaderRecord() = default;
    LoaderRecord(const LoaderRecord&) = delete;
    LoaderRecord& operator=(const LoaderRecord&) = delete;

    void add(const Moments& moments); ///< allocates nothing
    void addUntimed();                ///< a batch that was neither loaded nor waited for
    /// The step that took the batch added last ends at `moment`. Nothing where that was said before, or where
    /// no batch was timed.
    void endStep(Clock::time_point moment);
    void restart(); ///< forgets everything; now is second 0

    /// Seconds since the loader began.
    double secondsAt(Clock::time_point moment) const;

    LoaderTimes times() const;
    /// The last batches that were timed, oldest first; at most kKept.
    std::vector<BatchTimes> timeline() const;

private:
    mutable std::mutex mutex_{};
    Clock::time_point begin_ = Clock::now();
    std::array<BatchTimes, kKept> ring_{};
    std::size_t timed_ = 0; ///< batches that were written to ring_
    double loaded_ = 0;
    double waited_ = 0;
    std::atomic<std::int64_t> batches_{0};
};

} // namespace downhill::training
