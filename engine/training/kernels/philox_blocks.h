#pragma once

#include <array>
#include <cstdint>

namespace downhill::training {

/// Blocks of philox4x32() that are drawn at once.
inline constexpr std::size_t kPhiloxBlocks = 16;

/// The words of the blocks whose counters are {first, part, stream}, {first + 1, part, stream}, …, a block
/// after the other. `first` fills the lower two words of a counter. The same words on every processor.
void philoxBlocks(std::uint64_t first, std::uint32_t part, std::uint32_t stream,
                  std::array<std::uint32_t, 2> key, std::array<std::uint32_t, 4 * kPhiloxBlocks>& words);

} // namespace downhill::training
