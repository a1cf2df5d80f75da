#include "views/rate_meter.h"

namespace downhill::app {

namespace {

constexpr double kStretch = 1;  ///< seconds that are looked back on
constexpr double kFewest = 0.2; ///< seconds without which nothing is said

} // namespace

void RateMeter::add(double seconds, double count) {
    if (!marks_.empty() && (count < marks_.back().count || seconds < marks_.back().seconds))
        marks_.clear();
    marks_.push_back({seconds, count});
    while (marks_.size() > 2 && marks_[1].seconds <= seconds - kStretch)
        marks_.pop_front();
}

std::optional<double> RateMeter::rate() const {
    if (marks_.size() < 2)
        return std::nullopt;
    const double seconds = marks_.back().seconds - marks_.front().seconds;
    if (seconds < kFewest)
        return std::nullopt;
    return (marks_.back().count - marks_.front().count) / seconds;
}

} // namespace downhill::app
