#pragma once

#include <chrono>
#include <cstdint>

namespace downhill::training {

/// Tells how many steps are due at a pace. Step k is due k / pace seconds after the start, whatever the steps
/// before it cost, so that the pace does not drift. A pure calculation: the caller brings the time.
class Pacer {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// Begins at `now`: the first step is due at once.
    void start(double stepsPerSecond, TimePoint now);
    /// Another pace from the last step on; what was due stays due, and nothing becomes due early.
    void change(double stepsPerSecond);

    /// Steps that are due and were not taken. A trainer that fell behind by more than a quarter of a second
    /// is excused the rest, so that a pause of the machine is not followed by a rush.
    std::int64_t due(TimePoint now);
    void taken(std::int64_t steps) { count_ += steps; }

    /// When to look again: when the next step is due, but no sooner than 4 ms and no later than an hour from
    /// now.
    TimePoint next(TimePoint now) const;

private:
    using Seconds = std::chrono::duration<double>;

    double pace_ = 1;
    TimePoint base_{};
    std::int64_t count_ = 0; ///< steps taken since `base_`
};

} // namespace downhill::training
