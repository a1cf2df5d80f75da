#include "training/pacer.h"

#include <algorithm>
#include <cmath>

namespace downhill::training {

using namespace std::chrono_literals;

namespace {

constexpr double kExcusedAfter = 0.25; // seconds
constexpr double kSlowest = 1e-6;      // steps a second; so that no time overflows the clock
constexpr double kFastest = 1e9;
constexpr double kRounding = 1e-6; // steps: a wait that ends exactly on time finds its step due

std::chrono::steady_clock::duration clockTicks(std::chrono::duration<double> seconds) {
    return std::chrono::duration_cast<std::chrono::steady_clock::duration>(seconds);
}

} // namespace

void Pacer::start(double stepsPerSecond, TimePoint now) {
    pace_ = std::clamp(stepsPerSecond, kSlowest, kFastest);
    base_ = now;
    count_ = 0;
}

void Pacer::change(double stepsPerSecond) {
    if (count_ > 0) {
        base_ += clockTicks(Seconds(static_cast<double>(count_ - 1) / pace_));
        count_ = 1;
    }
    pace_ = std::clamp(stepsPerSecond, kSlowest, kFastest);
}

std::int64_t Pacer::due(TimePoint now) {
    const double elapsed = Seconds(now - base_).count();
    const double open = std::floor(elapsed * pace_ + kRounding) + 1 - static_cast<double>(count_);
    const double most = std::floor(kExcusedAfter * pace_) + 1;
    if (open > most)
        base_ += clockTicks(Seconds((open - most) / pace_));
    return static_cast<std::int64_t>(std::clamp(open, 0.0, most));
}

Pacer::TimePoint Pacer::next(TimePoint now) const {
    const Seconds sinceBase(static_cast<double>(count_) / pace_);
    const Seconds wait = sinceBase - Seconds(now - base_);
    return now + clockTicks(std::clamp<Seconds>(wait, 4ms, 1h));
}

} // namespace downhill::training
