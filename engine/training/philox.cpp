#include "training/philox.h"

#include "training/portable_math.h"

namespace downhill::training {

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < kPhiloxRounds; ++round) {
        const std::uint64_t product0 = std::uint64_t{kPhiloxMultipliers[0]} * counter[0];
        const std::uint64_t product1 = std::uint64_t{kPhiloxMultipliers[1]} * counter[2];
        counter = {static_cast<std::uint32_t>(product1 >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(product1),
                   static_cast<std::uint32_t>(product0 >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(product0)};
        key[0] += kPhiloxKeySteps[0];
        key[1] += kPhiloxKeySteps[1];
    }
    return counter;
}

RandomStream::RandomStream(std::uint64_t seed, Stream stream, std::uint32_t part)
    : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}, part_(part),
      stream_(static_cast<std::uint32_t>(stream)) {}

void RandomStream::refill() {
    philoxBlocks(drawn_, part_, stream_, key_, words_);
    drawn_ += kPhiloxBlocks;
    used_ = 0;
}

std::uint64_t RandomStream::bits64() {
    const std::uint64_t low = bits32();
    return std::uint64_t{bits32()} << 32 | low;
}

double RandomStream::uniform() {
    return static_cast<double>(bits64() >> 11) * 0x1p-53;
}

double RandomStream::uniform(double least, double below) {
    return least + (below - least) * uniform();
}

double RandomStream::normal() {
    // The middle of one of 2⁵² equal intervals: exact, symmetric, and never 0 or 1.
    const double p = (static_cast<double>(bits64() >> 12) + 0.5) * 0x1p-52;
    return portable::inverseNormal(p);
}

std::uint32_t RandomStream::index(std::uint32_t count) {
    // Multiply and keep the high half; words that would favour some results are drawn again (Lemire 2019).
    std::uint64_t product = std::uint64_t{bits32()} * count;
    if (static_cast<std::uint32_t>(product) < count) {
        const std::uint32_t threshold = (0u - count) % count;
        while (static_cast<std::uint32_t>(product) < threshold)
            product = std::uint64_t{bits32()} * count;
    }
    return static_cast<std::uint32_t>(product >> 32);
}

} // namespace downhill::training
