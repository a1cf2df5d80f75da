#include "markup/source_places.h"

#include <algorithm>
#include <cstdint>

namespace downhill::markup {

SourcePlaces::SourcePlaces(const MathSpans& spans, const QByteArray& bytes) : spans_(spans), bytes_(bytes) {
    lineStarts_.push_back(0);
    for (qsizetype i = spans_.source.indexOf(u'\n'); i >= 0; i = spans_.source.indexOf(u'\n', i + 1))
        lineStarts_.push_back(i + 1);
}

Place SourcePlaces::at(qsizetype byte) {
    const qsizetype index = indexOf(std::clamp<qsizetype>(byte, 0, bytes_.size()));
    const auto stretch =
        std::upper_bound(spans_.stretches.begin(), spans_.stretches.end(), index,
                         [](qsizetype wanted, const Stretch& each) { return wanted < each.text; }) -
        1;
    return placeOf(stretch->source + (index - stretch->text));
}

/// Of a byte of UTF-8 in the text as Qt counts it.
qsizetype SourcePlaces::indexOf(qsizetype byte) {
    if (byte < byte_)
        byte_ = index_ = 0;
    for (; byte_ < byte; ++byte_) {
        const auto unit = static_cast<std::uint8_t>(bytes_[byte_]);
        if ((unit & 0xC0) != 0x80)
            index_ += unit >= 0xF0 ? 2 : 1;
    }
    return index_;
}

Place SourcePlaces::placeOf(qsizetype index) {
    index = std::min(index, spans_.source.size());
    const auto line = static_cast<std::size_t>(
        std::upper_bound(lineStarts_.begin(), lineStarts_.end(), index) - lineStarts_.begin() - 1);
    if (line != line_ || index < source_) {
        line_ = line;
        source_ = lineStarts_[line];
        column_ = 1;
    }
    for (; source_ < index; ++source_)
        column_ += spans_.source[source_].isLowSurrogate() ? 0 : 1;
    return {static_cast<int>(line_) + 1, column_};
}

} // namespace downhill::markup
