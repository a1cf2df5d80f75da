#pragma once

#include <chrono>
#include <cstdint>

namespace downhill::app::cli {

/// Tells on standard error how far a training is: one line that is written over for a person at a terminal, a
/// line a second for a log.
class Progress {
public:
    explicit Progress(std::int64_t steps);

    void report(std::int64_t step, double loss);
    /// Leaves the line that is written over.
    void finish();

private:
    using Clock = std::chrono::steady_clock;

    std::int64_t steps_;
    bool watched_;
    bool begun_ = false;
    Clock::time_point next_;
};

} // namespace downhill::app::cli
