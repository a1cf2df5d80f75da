#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace downhill::markup {

/// Calls `bite` on a thread of its own when a watched piece of work takes too long: when the thread that
/// armed it has worked for so long, where its processor time can be told, so that a busy machine costs no
/// formula; at the latest after kPatience times as long.
class Watchdog {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr int kPatience = 10;

    explicit Watchdog(std::function<void()> bite);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    void arm(std::chrono::milliseconds limit);

    /// Ends the watch. True when the time had run out; afterwards no bite can come any more.
    bool disarm();

private:
    void watch();
    /// What is left of the work allowed; nothing or less when it is used up.
    Clock::duration left() const;

    std::function<void()> bite_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Clock::time_point> deadline_;
    Clock::time_point latest_{};
    Clock::duration limit_{};
    std::function<Clock::duration()> worked_{}; ///< by the thread since it armed; empty where nobody can tell
    bool bitten_ = false;
    bool leaving_ = false;
    std::thread thread_; // last: it uses all the others
};

} // namespace downhill::markup
