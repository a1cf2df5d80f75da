#include "markup/watchdog.h"

#include <algorithm>
#include <utility>

#if __has_include(<pthread.h>) && __has_include(<unistd.h>)
#include <ctime>
#include <pthread.h>
#include <unistd.h>
#endif

namespace downhill::markup {
namespace {

using Duration = Watchdog::Clock::duration;

/// Tells how long the thread that called this has worked since then.
std::function<Duration()> workOfThisThread() {
#if defined(_POSIX_THREAD_CPUTIME) && _POSIX_THREAD_CPUTIME >= 0 && !defined(__APPLE__)
    clockid_t clock{};
    if (pthread_getcpuclockid(pthread_self(), &clock) != 0)
        return {};
    const auto now = [clock] {
        timespec time{};
        clock_gettime(clock, &time);
        return std::chrono::duration_cast<Duration>(std::chrono::seconds(time.tv_sec) +
                                                    std::chrono::nanoseconds(time.tv_nsec));
    };
    return [now, start = now()] { return now() - start; };
#else
    return {};
#endif
}

} // namespace

Watchdog::Watchdog(std::function<void()> bite) : bite_(std::move(bite)), thread_([this] { watch(); }) {}

Watchdog::~Watchdog() {
    {
        const std::scoped_lock lock(mutex_);
        leaving_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Watchdog::arm(std::chrono::milliseconds limit) {
    {
        const std::scoped_lock lock(mutex_);
        bitten_ = false;
        limit_ = limit;
        worked_ = workOfThisThread();
        deadline_ = Clock::now() + limit;
        latest_ = Clock::now() + kPatience * limit_;
    }
    changed_.notify_one();
}

bool Watchdog::disarm() {
    const std::scoped_lock lock(mutex_);
    deadline_.reset();
    return bitten_;
}

Watchdog::Clock::duration Watchdog::left() const {
    const auto now = Clock::now();
    return worked_ && now < latest_ ? std::min(limit_ - worked_(), latest_ - now) : Clock::duration::zero();
}

void Watchdog::watch() {
    std::unique_lock lock(mutex_);
    while (!leaving_) {
        if (!deadline_) {
            changed_.wait(lock);
        } else if (Clock::now() < *deadline_) {
            changed_.wait_until(lock, *deadline_);
        } else if (const auto more = left(); more > Duration::zero()) {
            deadline_ = Clock::now() + more;
        } else {
            deadline_.reset();
            bitten_ = true;
            bite_(); // under the lock, so that it cannot come after disarm()
        }
    }
}

} // namespace downhill::markup
