#pragma once

#include "markup/math_spans.h"

#include <QByteArray>

#include <vector>

namespace downhill::markup {

/// A place in Markdown as its author wrote it: line and column, both from 1, the column in characters.
struct Place {
    int line = 0;
    int column = 0;
};

/// Finds for each byte that a Markdown parser sees the place in the source. Asked in the order of the text it
/// takes one walk through it; going back begins anew.
class SourcePlaces {
public:
    /// `bytes` is the text of `spans` in UTF-8. Both must outlive it.
    SourcePlaces(const MathSpans& spans, const QByteArray& bytes);

    Place at(qsizetype byte);

private:
    qsizetype indexOf(qsizetype byte);
    Place placeOf(qsizetype index);

    const MathSpans& spans_;
    const QByteArray& bytes_;
    std::vector<qsizetype> lineStarts_; ///< in the source
    qsizetype byte_ = 0;                ///< how far we have walked: in the bytes,
    qsizetype index_ = 0;               ///< in the text of the spans,
    qsizetype source_ = 0;              ///< and in the source, with the column there
    std::size_t line_ = 0;
    int column_ = 1;
};

} // namespace downhill::markup
