#pragma once

#include <cstdint>
#include <cstring>
#include <span>

/// A number that changes with every bit of some values: FNV-1a over their bytes, lowest first.
inline std::uint64_t fingerprint(std::span<const double> values, std::uint64_t begin = 0xcbf29ce484222325) {
    std::uint64_t hash = begin;
    for (const double value : values) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        for (int i = 0; i < 8; ++i) {
            hash = (hash ^ (bits >> (8 * i) & 0xFF)) * 0x100000001b3;
        }
    }
    return hash;
}

inline std::uint64_t fingerprint(std::span<const std::uint8_t> bytes,
                                 std::uint64_t begin = 0xcbf29ce484222325) {
    std::uint64_t hash = begin;
    for (const std::uint8_t byte : bytes)
        hash = (hash ^ byte) * 0x100000001b3;
    return hash;
}
