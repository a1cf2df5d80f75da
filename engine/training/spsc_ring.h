#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <vector>

namespace downhill::training {

/// A bounded queue from exactly one producing thread to exactly one consuming thread. Both ends are
/// wait-free; all memory is taken by the constructor.
template <class T>
class SpscRing {
public:
    /// Room for at least `capacity` values; rounded up to a power of two.
    explicit SpscRing(std::size_t capacity)
        : slots_(std::bit_ceil(std::max<std::size_t>(capacity, 1))), mask_(slots_.size() - 1) {}
    SpscRing(const SpscRing&) = delete;
    SpscRing& operator=(const SpscRing&) = delete;

    std::size_t capacity() const { return slots_.size(); }

    /// Producer: false, and nothing is stored, when the ring is full.
    bool push(const T& value) {
        const std::size_t head = head_.load(std::memory_order_relaxed);
        if (head - knownTail_ == slots_.size()) {
            knownTail_ = tail_.load(std::memory_order_acquire);
            if (head - knownTail_ == slots_.size())
                return false;
        }
        slots_[head & mask_] = value;
        head_.store(head + 1, std::memory_order_release);
        return true;
    }

    /// Consumer: hands over, in order, what is there when the call begins; a fast producer cannot hold it up.
    /// Each place is free again once `sink` has returned. Returns how many values there were.
    template <class Sink>
    std::size_t drain(Sink&& sink) {
        const std::size_t begin = tail_.load(std::memory_order_relaxed);
        const std::size_t end = head_.load(std::memory_order_acquire);
        for (std::size_t at = begin; at != end; ++at) {
            sink(static_cast<const T&>(slots_[at & mask_]));
            tail_.store(at + 1, std::memory_order_release);
        }
        return end - begin;
    }

private:
    static constexpr std::size_t kCacheLine = 64;

    std::vector<T> slots_;
    std::size_t mask_;
    // Counters only grow and may wrap around; each end writes a cache line of its own.
    alignas(kCacheLine) std::atomic<std::size_t> head_{0};
    std::size_t knownTail_ = 0; ///< the producer's last look at `tail_`
    alignas(kCacheLine) std::atomic<std::size_t> tail_{0};
};

} // namespace downhill::training
