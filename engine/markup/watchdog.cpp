#include "markup/watchdog.h"

#include <utility>

namespace downhill::markup {

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
        deadline_ = Clock::now() + limit;
    }
    changed_.notify_one();
}

bool Watchdog::disarm() {
    const std::scoped_lock lock(mutex_);
    deadline_.reset();
    return bitten_;
}

void Watchdog::watch() {
    std::unique_lock lock(mutex_);
    while (!leaving_) {
        if (!deadline_) {
            changed_.wait(lock);
        } else if (Clock::now() < *deadline_) {
            changed_.wait_until(lock, *deadline_);
        } else {
            deadline_.reset();
            bitten_ = true;
            bite_(); // under the lock, so that it cannot come after disarm()
        }
    }
}

} // namespace downhill::markup
