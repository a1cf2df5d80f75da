#pragma once

#include <QObject>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <thread>

namespace downhill::app {

/// Computes one thing at a time on a thread of its own, so that the window goes on. Its functions belong to
/// the thread that made it, and never wait; only the destructor waits until the work has seen that it is to
/// stop.
class Background : public QObject {
    Q_OBJECT

public:
    /// What is done with what was computed, on the thread that asked.
    using Outcome = std::function<void()>;
    /// How far a work has come, as whoever does it tells.
    struct Progress {
        std::atomic<std::int64_t> done = 0;
        std::atomic<std::int64_t> all = 1;
    };
    /// The work looks at `stop` every few milliseconds.
    using Work = std::function<Outcome(const std::stop_token& stop, Progress& progress)>;

    explicit Background(QObject* parent = nullptr) : QObject(parent) {}
    ~Background() override;

    /// Begins; what is under way is cancelled. The outcome is called unless the work is cancelled before.
    void begin(Work work);
    void cancel();

    bool isBusy() const { return present_ != 0; }
    double share() const; ///< of the work begun last that is done, from 0 to 1

Q_SIGNALS:
    /// The work under way is over: its outcome has been called, or it was cancelled.
    void ended();

private:
    void finish(std::uint64_t number, const Outcome& outcome);

    std::uint64_t count_ = 0;
    std::uint64_t present_ = 0; ///< number of the work under way; 0 where there is none
    std::shared_ptr<Progress> progress_{};
    std::map<std::uint64_t, std::jthread> threads_{}; ///< those that were cancelled until they have ended
};

} // namespace downhill::app
