#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace downhill::markup {

/// Calls `bite` on a thread of its own when a watched piece of work takes too long.
class Watchdog {
public:
    using Clock = std::chrono::steady_clock;

    explicit Watchdog(std::function<void()> bite);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    void arm(std::chrono::milliseconds limit);

    /// Ends the watch. True when the time had run out; afterwards no bite can come any more.
    bool disarm();

private:
    void watch();

    std::function<void()> bite_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Clock::time_point> deadline_;
    bool bitten_ = false;
    bool leaving_ = false;
    std::thread thread_; // last: it uses all the others
};

} // namespace downhill::markup
