#include "training/quarter_turns.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace downhill::training::portable {

namespace {

// π/2 as a sum whose leading parts have few enough bits that a whole multiple of them is exact.
constexpr double kHalfPi = 0x1.921fb54442d18p+0;
constexpr double kHalfPi1 = 0x1.921fb544p+0;
constexpr double kHalfPi2 = 0x1.0b4611a6p-34;
constexpr double kHalfPi3 = 0x1.3198a2e037073p-69;
constexpr double kTwoOverPi = 0x1.45f306dc9c883p-1;
/// Up to here whole multiples of kHalfPi1 and kHalfPi2 are exact.
constexpr double kModerate = 1'000'000;

/// The first bits of 1 / 2π after the binary point.
constexpr std::array<std::uint32_t, 38> kTurnsInOne{
    0x28BE60DB, 0x9391054A, 0x7F09D5F4, 0x7D4D3770, 0x36D8A566, 0x4F10E410, 0x7F9458EA, 0xF7AEF158,
    0x6DC91B8E, 0x909374B8, 0x01924BBA, 0x82746487, 0x3F877AC7, 0x2C4A69CF, 0xBA208D7D, 0x4BAED121,
    0x3A671C09, 0xAD17DF90, 0x4E64758E, 0x60D4CE7D, 0x272117E2, 0xEF7E4A0E, 0xC7FE25FF, 0xF7816603,
    0xFBCBC462, 0xD6829B47, 0xDB4D9FB3, 0xC9F2C26D, 0xD3D18FD9, 0xA797FA8B, 0x5D49EEB1, 0xFAF97C5E,
    0xCF41CE7D, 0xE294A4BA, 0x9AFED7EC, 0x47E35742, 0x1580CC11, 0xBF1EDAEA};

constexpr int kWordBits = 32;
constexpr std::size_t kWords = 6;
/// A fraction of a turn, the least word first.
using Fraction = std::array<std::uint32_t, kWords>;

/// 32 bits of 1 / 2π from bit `first` after the binary point on; the bits before it are 0.
std::uint32_t bitsFrom(int first) {
    const auto wordAt = [](int index) {
        return index < 0 ? std::uint32_t{0} : kTurnsInOne[static_cast<std::size_t>(index)];
    };
    const int shift = ((first % kWordBits) + kWordBits) % kWordBits;
    const int index = (first - shift) / kWordBits;
    const std::uint64_t both = std::uint64_t{wordAt(index)} << kWordBits | wordAt(index + 1);
    return static_cast<std::uint32_t>(both >> (kWordBits - shift));
}

/// The fractional part of x / 2π, for a large x > 0. Payne and Hanek, "Radian reduction for trigonometric
/// functions", 1983: of 1 / 2π only the bits count that a multiple by x leaves behind the binary point.
Fraction turnsOf(double x) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const std::uint64_t digits = (bits & 0x000FFFFFFFFFFFFF) | 0x0010000000000000;
    const int exponent = static_cast<int>(bits >> 52) - 1075;
    const std::uint64_t low = digits & 0xFFFFFFFF;
    const std::uint64_t high = digits >> kWordBits;
    Fraction product{};
    std::uint64_t carry = 0;
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < kWords; ++i) {
        const std::uint64_t word = bitsFrom(exponent + kWordBits * static_cast<int>(kWords - 1 - i));
        // Three numbers of at most 2⁶⁴ − 2³³ + 1, 2⁵³ and 2³³ would not fit at once.
        const std::uint64_t first = word * low + (carry & 0xFFFFFFFF);
        const std::uint64_t second = before * high + (first & 0xFFFFFFFF);
        product[i] = static_cast<std::uint32_t>(second);
        carry = (carry >> kWordBits) + (first >> kWordBits) + (second >> kWordBits);
        before = word;
    }
    return product;
}

QuarterTurns ofLarge(double x) {
    Fraction turns = turnsOf(std::abs(x));
    // The two leading bits count quarters; with the next one set the rest is nearer to the quarter above.
    std::uint32_t& top = turns[kWords - 1];
    const bool above = (top >> 29 & 1) != 0;
    unsigned count = (top >> 30) + (above ? 1 : 0);
    top &= 0x3FFFFFFF;
    if (above) {
        std::uint64_t carry = 1;
        for (std::uint32_t& word : turns) {
            carry += static_cast<std::uint32_t>(~word);
            word = static_cast<std::uint32_t>(carry);
            carry >>= kWordBits;
        }
        top &= 0x3FFFFFFF;
    }
    double rest = 0;
    for (const std::uint32_t word : turns)
        rest = (rest + word) * 0x1p-32;
    rest *= 4 * kHalfPi;
    if (above)
        rest = -rest;
    return x < 0 ? QuarterTurns{-rest, 0U - count} : QuarterTurns{rest, count};
}

} // namespace

QuarterTurns quarterTurns(double x) {
    if (!std::isfinite(x))
        return {std::numeric_limits<double>::quiet_NaN(), 0};
    if (std::abs(x) > kModerate)
        return ofLarge(x);
    const double multiple = std::floor(x * kTwoOverPi + 0.5);
    const double rest = ((x - multiple * kHalfPi1) - multiple * kHalfPi2) - multiple * kHalfPi3;
    return {rest, static_cast<unsigned>(static_cast<std::int64_t>(multiple))};
}

} // namespace downhill::training::portable
