#pragma once

#include "training/kernels/philox_blocks.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace downhill::training {

inline constexpr std::array<std::uint32_t, 2> kPhiloxMultipliers{0xD2511F53, 0xCD9E8D57};
inline constexpr std::array<std::uint32_t, 2> kPhiloxKeySteps{0x9E3779B9, 0xBB67AE85};
inline constexpr int kPhiloxRounds = 10;

/// Philox4x32-10: a counter and a key to four random words. Salmon, Moraes, Dror, Shaw: "Parallel random
/// numbers: as easy as 1, 2, 3", 2011.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

/// What random numbers are used for. The values are part of what a seed means: never change them.
enum class Stream : std::uint32_t { Data = 0, Split = 1, Weights = 2, Shuffle = 3, Dropout = 4, Noise = 5 };

/// Random numbers for one use. The same seed, stream and part give the same numbers on every platform;
/// different ones are independent. `part` numbers stretches that are drawn apart, such as the epochs of a
/// shuffle.
class RandomStream {
public:
    RandomStream(std::uint64_t seed, Stream stream, std::uint32_t part = 0);

    std::uint32_t bits32() {
        if (used_ == words_.size())
            refill();
        return words_[used_++];
    }
    std::uint64_t bits64();
    double uniform();                           ///< in [0, 1), a multiple of 2⁻⁵³
    double uniform(double least, double below); ///< in [least, below), up to rounding
    double normal();                            ///< mean 0, standard deviation 1
    std::uint32_t index(std::uint32_t count);   ///< evenly from 0 to count − 1; count ≥ 1

    /// A random order of what `items` holds (Fisher and Yates).
    template <class T>
    void shuffle(std::span<T> items) {
        for (std::size_t left = items.size(); left > 1; --left) {
            const std::size_t other = index(static_cast<std::uint32_t>(left));
            const T held = items[left - 1];
            items[left - 1] = items[other];
            items[other] = held;
        }
    }

private:
    void refill();

    std::array<std::uint32_t, 2> key_;
    std::uint64_t drawn_ = 0; ///< blocks; the low half of the counter
    std::uint32_t part_;
    std::uint32_t stream_;
    std::array<std::uint32_t, 4 * kPhiloxBlocks> words_{};
    std::size_t used_ = words_.size();
};

} // namespace downhill::training
