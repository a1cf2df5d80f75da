#include "lesson/utf8.h"

#include <cstdint>

namespace downhill::lesson {

namespace {

/// Length of the sequence that a first byte announces, and what its second byte may be.
struct Sequence {
    int length;
    std::uint8_t least;
    std::uint8_t greatest;
};

Sequence sequenceOf(std::uint8_t first) {
    if (first < 0x80)
        return {1, 0, 0};
    if (first < 0xC2)
        return {0, 0, 0};
    if (first < 0xE0)
        return {2, 0x80, 0xBF};
    if (first < 0xF0)
        return {3, std::uint8_t(first == 0xE0 ? 0xA0 : 0x80), std::uint8_t(first == 0xED ? 0x9F : 0xBF)};
    if (first < 0xF5)
        return {4, std::uint8_t(first == 0xF0 ? 0x90 : 0x80), std::uint8_t(first == 0xF4 ? 0x8F : 0xBF)};
    return {0, 0, 0};
}

} // namespace

std::optional<qsizetype> firstInvalidUtf8(const QByteArray& text) {
    for (qsizetype i = 0; i < text.size();) {
        const Sequence sequence = sequenceOf(std::uint8_t(text[i]));
        if (sequence.length == 0 || i + sequence.length > text.size())
            return i;
        for (int k = 1; k < sequence.length; ++k) {
            const auto byte = std::uint8_t(text[i + k]);
            if (byte < (k == 1 ? sequence.least : 0x80) || byte > (k == 1 ? sequence.greatest : 0xBF))
                return i;
        }
        i += sequence.length;
    }
    return std::nullopt;
}

} // namespace downhill::lesson
