#pragma once

#include <deque>
#include <optional>

namespace downhill::app {

/// How fast a count grows, over the last second or so.
class RateMeter {
public:
    /// The count at a time in seconds. A count below the last begins anew.
    void add(double seconds, double count);
    void forget() { marks_.clear(); }

    /// Counts a second; nothing before a fifth of a second has been seen, 0 where it stands still.
    std::optional<double> rate() const;

private:
    struct Mark {
        double seconds = 0;
        double count = 0;
    };
    std::deque<Mark> marks_{};
};

} // namespace downhill::app
