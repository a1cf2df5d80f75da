#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace downhill::lesson {

/// Random numbers of 64 bits from a counter (Steele, Lea & Flood 2014, SplitMix64): the same on every
/// machine. For orders and numbers of questions; training has streams of its own.
class SplitMix {
public:
    explicit SplitMix(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// From 0 to `count` − 1; `count` is far below 2⁶⁴, so that none is noticeably likelier.
    std::uint64_t below(std::uint64_t count) { return next() % count; }

    template <class T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t left = values.size(); left > 1; --left)
            std::swap(values[left - 1], values[static_cast<std::size_t>(below(left))]);
    }

private:
    std::uint64_t state_;
};

} // namespace downhill::lesson
