#include "training/kernels/philox_blocks.h"

#include "training/philox.h"

// The order matters here.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "training/kernels/philox_blocks.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace downhill::training::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR

void drawBlocks(std::uint64_t first, std::uint32_t part, std::uint32_t stream, const std::uint32_t* key,
                std::uint32_t* words) {
    for (std::size_t i = 0; i < kPhiloxBlocks; ++i, ++first) {
        const auto block = philox4x32(
            {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first >> 32), part, stream},
            {key[0], key[1]});
        for (const std::uint32_t word : block)
            *words++ = word;
    }
}

#else

namespace hn = hwy::HWY_NAMESPACE;

template <class V>
struct Halves {
    V high;
    V low;
};

/// The halves of the products of 32-bit numbers.
template <class D, class V>
HWY_INLINE Halves<V> multiply(D d, V a, V b) {
    const hn::RepartitionToWide<D> wide;
    const auto even = hn::MulEven(a, b);
    const auto odd = hn::MulEven(hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(wide, a))),
                                 hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(wide, b))));
    return {hn::OddEven(hn::BitCast(d, odd), hn::BitCast(d, hn::ShiftRight<32>(even))),
            hn::OddEven(hn::BitCast(d, hn::ShiftLeft<32>(odd)), hn::BitCast(d, even))};
}

HWY_ATTR void drawBlocks(std::uint64_t first, std::uint32_t part, std::uint32_t stream,
                         const std::uint32_t* key, std::uint32_t* words) {
    const hn::CappedTag<std::uint32_t, kPhiloxBlocks> d;
    const std::size_t lanes = hn::Lanes(d);
    const auto multiplier0 = hn::Set(d, kPhiloxMultipliers[0]);
    const auto multiplier1 = hn::Set(d, kPhiloxMultipliers[1]);
    for (std::size_t begin = 0; begin < kPhiloxBlocks; begin += lanes) {
        const auto start = hn::Set(d, static_cast<std::uint32_t>(first + begin));
        auto c0 = hn::Add(start, hn::Iota(d, 0));
        // The low word wraps at most once among the lanes; then the high word is one more.
        const auto high = hn::Set(d, static_cast<std::uint32_t>((first + begin) >> 32));
        auto c1 = hn::IfThenElse(hn::Lt(c0, start), hn::Add(high, hn::Set(d, 1)), high);
        auto c2 = hn::Set(d, part);
        auto c3 = hn::Set(d, stream);
        std::uint32_t key0 = key[0];
        std::uint32_t key1 = key[1];
        for (int round = 0; round < kPhiloxRounds; ++round) {
            const auto product0 = multiply(d, multiplier0, c0);
            const auto product1 = multiply(d, multiplier1, c2);
            c0 = hn::Xor(hn::Xor(product1.high, c1), hn::Set(d, key0));
            c1 = product1.low;
            c2 = hn::Xor(hn::Xor(product0.high, c3), hn::Set(d, key1));
            c3 = product0.low;
            key0 += kPhiloxKeySteps[0];
            key1 += kPhiloxKeySteps[1];
        }
        hn::StoreInterleaved4(c0, c1, c2, c3, d, words + 4 * begin);
    }
}

#endif

} // namespace downhill::training::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace downhill::training {

HWY_EXPORT(drawBlocks);

void philoxBlocks(std::uint64_t first, std::uint32_t part, std::uint32_t stream,
                  std::array<std::uint32_t, 2> key, std::array<std::uint32_t, 4 * kPhiloxBlocks>& words) {
    HWY_DYNAMIC_DISPATCH(drawBlocks)(first, part, stream, key.data(), words.data());
}

} // namespace downhill::training
#endif
