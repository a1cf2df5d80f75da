#pragma once

#include "training/parameter_statistics.h"

#include <algorithm>
#include <cmath>

/// The bins of a NumberSummary as a histogram draws and reads them.
namespace downhill::app {

/// Whether no number was finite.
inline bool isEmpty(const training::NumberSummary& summary) {
    return !std::isfinite(summary.least);
}

inline double binWidth(const training::NumberSummary& summary) {
    return (summary.greatest - summary.least) / static_cast<double>(summary.bins.size());
}

/// The bin that holds a value; the nearest one where none does.
inline int binAt(const training::NumberSummary& summary, double value) {
    const double width = binWidth(summary), last = static_cast<double>(summary.bins.size()) - 1;
    return width > 0 ? static_cast<int>(std::clamp(std::floor((value - summary.least) / width), 0.0, last))
                     : 0;
}

inline double lowerEdge(const training::NumberSummary& summary, int bin) {
    return summary.least + binWidth(summary) * bin;
}

} // namespace downhill::app
