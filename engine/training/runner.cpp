#include "training/runner.h"

#include "training/pacer.h"
#include "training/run_group.h"
#include "training/spsc_ring.h"
#include "training/thread_team.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace downhill::training {

namespace {

using Clock = std::chrono::steady_clock;

namespace command {
struct Load {
    std::uint64_t generation;
    Experiment experiment;
};
struct Rewind {
    std::uint64_t generation;
};
struct Play {
    double stepsPerSecond;
};
struct Pause {};
struct Step {};
struct PerformAct {};
struct SetLearningRate {
    std::size_t run;
    double rate;
};
struct SetParameters {
    std::size_t run;
    std::vector<float> parameters;
};
struct LookAt {
    std::optional<std::int64_t> step;
};
struct TakeSnapshot {
    SnapshotParts parts;
};
} // namespace command

using Command = std::variant<command::Load, command::Rewind, command::Play, command::Pause, command::Step,
                             command::PerformAct, command::SetLearningRate, command::SetParameters,
                             command::LookAt, command::TakeSnapshot>;

/// All that the two threads share.
class Channel {
public:
    Channel() = default;
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    ~Channel() { delete mailbox_.load(std::memory_order_acquire); }

    // The caller's side.

    void post(Command command) {
        {
            const std::lock_guard lock(mutex_);
            commands_.push_back(std::move(command));
            attention_.store(true, std::memory_order_release);
        }
        wake_.notify_one();
    }

    /// Requests for a snapshot do not pile up: one that is next to be obeyed is as good as two.
    void askForSnapshot(SnapshotParts parts) {
        {
            const std::lock_guard lock(mutex_);
            auto* last = commands_.empty() ? nullptr : std::get_if<command::TakeSnapshot>(&commands_.back());
            if (last != nullptr) {
                last->parts = parts;
                return;
            }
        }
        post(command::TakeSnapshot{parts});
    }

    std::unique_ptr<Snapshot> takeSnapshot() {
        return std::unique_ptr<Snapshot>(mailbox_.exchange(nullptr, std::memory_order_acq_rel));
    }

    std::optional<RunnerEvent> takeEvent() {
        const std::lock_guard lock(eventMutex_);
        if (events_.empty())
            return std::nullopt;
        RunnerEvent event = std::move(events_.front());
        events_.pop_front();
        return event;
    }

    template <class Sink>
    void drain(Sink&& sink) {
        if (ring_.drain(sink) == 0 || !backlog_.exchange(false, std::memory_order_acq_rel))
            return;
        {
            const std::lock_guard lock(mutex_);
            attention_.store(true, std::memory_order_release);
        }
        wake_.notify_one();
    }

    // The training thread's side.

    bool attention() const { return attention_.load(std::memory_order_acquire); }

    std::deque<Command> takeCommands() {
        const std::lock_guard lock(mutex_);
        attention_.store(false, std::memory_order_release);
        return std::exchange(commands_, {});
    }

    void wait(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, stop, [this] { return attention(); });
    }
    void waitUntil(const std::stop_token& stop, Clock::time_point time) {
        std::unique_lock lock(mutex_);
        wake_.wait_until(lock, stop, time, [this] { return attention(); });
    }

    bool push(const FeedItem& item) { return ring_.push(item); }

    /// Asks to be woken when the ring has room again. Whatever order this and a drain happen in, either the
    /// drain sees the request or a push that follows sees the room.
    void reportBacklog() { backlog_.exchange(true, std::memory_order_acq_rel); }

    void deliver(Snapshot snapshot) {
        delete mailbox_.exchange(new Snapshot(std::move(snapshot)), std::memory_order_acq_rel);
    }

    void deliver(RunnerEvent event) {
        const std::lock_guard lock(eventMutex_);
        events_.push_back(std::move(event));
    }

private:
    static constexpr std::size_t kFeedItems = 8192;

    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<Command> commands_;
    std::atomic<bool> attention_{false};
    std::atomic<bool> backlog_{false};
    std::atomic<Snapshot*> mailbox_{nullptr}; ///< owned
    SpscRing<FeedItem> ring_{kFeedItems};
    std::mutex eventMutex_;
    std::deque<RunnerEvent> events_;
};

/// What the training thread does and knows.
class TrainingLoop {
public:
    TrainingLoop(Channel& channel, Machine machine) : channel_(channel), machine_(std::move(machine)) {}

    void operator()(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            if (channel_.attention()) {
                for (const Command& posted : channel_.takeCommands())
                    std::visit([this](const auto& order) { obey(order); }, posted);
            }
            if (!playing_)
                rest(stop);
            else if (unlimited_)
                train(chunk_);
            else
                trainAtPace(stop);
        }
    }

private:
    /// Long enough to make the looks between chunks cheap, short enough to answer at once.
    static constexpr std::chrono::duration<double> kChunkTime{0.001};
    static constexpr std::int64_t kMostStepsAChunk = 1 << 20;

    void obey(const command::Load& load) {
        playing_ = false;
        lookedAt_.reset();
        generation_ = load.generation;
        group_.reset();
        failure_.reset();
        auto group = RunGroup::create(load.experiment, machine_);
        if (group)
            group_.emplace(std::move(*group));
        else
            failure_ = group.error();
        chunk_ = 1;
        announce();
    }

    void obey(const command::Rewind& rewind) {
        playing_ = false;
        lookedAt_.reset();
        generation_ = rewind.generation;
        if (group_)
            group_->rewind();
        announce();
    }

    void obey(const command::Play& play) {
        const bool unlimited = !(play.stepsPerSecond > 0);
        if (!group_ || group_->stopped())
            return;
        lookedAt_.reset();
        if (!unlimited && playing_ && !unlimited_)
            pacer_.change(play.stepsPerSecond);
        else if (!unlimited)
            pacer_.start(play.stepsPerSecond, Clock::now());
        unlimited_ = unlimited;
        playing_ = true;
    }

    void obey(const command::Pause&) { playing_ = false; }

    void obey(const command::Step&) {
        playing_ = false;
        lookedAt_.reset();
        if (group_)
            group_->advance(1);
        finishChunk();
    }

    void obey(const command::PerformAct&) {
        playing_ = false;
        lookedAt_.reset();
        if (group_)
            group_->act();
        finishChunk();
    }

    void obey(const command::SetLearningRate& set) {
        if (group_)
            group_->setLearningRate(set.run, set.rate);
    }

    void obey(const command::SetParameters& set) {
        lookedAt_.reset();
        if (group_)
            group_->setParameters(set.run, set.parameters);
        finishChunk();
    }

    void obey(const command::TakeSnapshot& take) {
        if (!group_)
            return;
        publish(); // the curves are never behind a snapshot that was taken after them
        channel_.deliver(lookedAt_
                             ? Snapshot{generation_, lookedAt_, group_->snapshotAt(*lookedAt_, take.parts)}
                             : Snapshot{generation_, {}, group_->snapshot(take.parts)});
    }

    void obey(const command::LookAt& look) {
        if (!playing_)
            lookedAt_ = look.step;
    }

    void announce() {
        toldStopped_ = false;
        if (group_)
            channel_.deliver({generation_, event::Loaded{group_->data()}});
        else if (failure_)
            channel_.deliver({generation_, event::Failed{*failure_}});
    }

    void train(std::int64_t steps) {
        const Clock::time_point begin = Clock::now();
        group_->advance(steps);
        const std::chrono::duration<double> spent = Clock::now() - begin;
        const double fitting =
            static_cast<double>(steps) * kChunkTime.count() / std::max(spent.count(), 1e-9);
        chunk_ = static_cast<std::int64_t>(std::clamp(fitting, 1.0, 2.0 * static_cast<double>(chunk_)));
        chunk_ = std::min(chunk_, kMostStepsAChunk);
        finishChunk();
    }

    void trainAtPace(const std::stop_token& stop) {
        const std::int64_t due = pacer_.due(Clock::now());
        if (due == 0) {
            channel_.waitUntil(stop, pacer_.next(Clock::now()));
            return;
        }
        const std::int64_t steps = std::min(due, chunk_);
        train(steps);
        pacer_.taken(steps);
    }

    void finishChunk() {
        publish();
        if (!group_)
            return;
        const bool stopped = group_->stopped();
        if (stopped && !toldStopped_) {
            playing_ = false;
            channel_.deliver({generation_, event::Stopped{group_->stopReasons()}});
        }
        toldStopped_ = stopped;
    }

    void rest(const std::stop_token& stop) {
        if (!publish()) {
            channel_.reportBacklog();
            publish();
        }
        channel_.wait(stop);
    }

    bool publish() {
        return !group_ ||
               group_->publish([this](std::uint32_t run, CurveKind kind, const CurveUpdate& update) {
                   return channel_.push({generation_, run, kind, update});
               });
    }

    Channel& channel_;
    Machine machine_;
    std::optional<RunGroup> group_;
    std::optional<Error> failure_;
    std::uint64_t generation_ = 0;
    bool playing_ = false;
    bool unlimited_ = false;
    bool toldStopped_ = false;
    std::optional<std::int64_t> lookedAt_{}; ///< a step of the past that is shown
    Pacer pacer_;
    std::int64_t chunk_ = 1;
};

} // namespace

struct Runner::Shared {
    explicit Shared(Machine computedWith) : machine(std::move(computedWith)) {}

    Channel channel;
    Machine machine;
    std::uint64_t generation = 0; ///< the newest one begun; the caller's thread alone uses it
    std::jthread thread{[this](const std::stop_token& stop) { TrainingLoop{channel, machine}(stop); }};
};

SnapshotParts& SnapshotParts::operator|=(const SnapshotParts& other) {
    optimizer = optimizer || other.optimizer;
    batch = batch || other.batch;
    layers = layers || other.layers;
    loader = loader || other.loader;
    return *this;
}

Machine Runner::besideAWindow() {
    constexpr unsigned kMost = 8;
    const unsigned processors = std::thread::hardware_concurrency();
    Machine machine;
    if (processors > 2)
        machine.team = std::make_shared<ThreadTeam>(static_cast<int>(std::min(processors - 1, kMost)));
    return machine;
}

Runner::Runner(const Machine& machine) : shared_(std::make_unique<Shared>(machine)) {}

Runner::~Runner() = default;

std::uint64_t Runner::load(const Experiment& experiment) {
    shared_->channel.post(command::Load{++shared_->generation, experiment});
    return shared_->generation;
}

std::uint64_t Runner::rewind() {
    shared_->channel.post(command::Rewind{++shared_->generation});
    return shared_->generation;
}

void Runner::play(Pace pace) {
    shared_->channel.post(command::Play{pace.stepsPerSecond});
}

void Runner::pause() {
    shared_->channel.post(command::Pause{});
}

void Runner::step() {
    shared_->channel.post(command::Step{});
}

void Runner::act() {
    shared_->channel.post(command::PerformAct{});
}

void Runner::setLearningRate(std::size_t run, double rate) {
    shared_->channel.post(command::SetLearningRate{run, rate});
}

void Runner::setParameters(std::size_t run, std::vector<float> parameters) {
    shared_->channel.post(command::SetParameters{run, std::move(parameters)});
}

void Runner::lookAt(std::optional<std::int64_t> step) {
    shared_->channel.post(command::LookAt{step});
}

void Runner::requestSnapshot(SnapshotParts parts) {
    shared_->channel.askForSnapshot(parts);
}

std::optional<Snapshot> Runner::takeSnapshot() {
    const std::unique_ptr<Snapshot> snapshot = shared_->channel.takeSnapshot();
    if (!snapshot || snapshot->generation != shared_->generation)
        return std::nullopt;
    return std::move(*snapshot);
}

std::optional<RunnerEvent> Runner::takeEvent() {
    while (auto event = shared_->channel.takeEvent()) {
        if (event->generation == shared_->generation)
            return event;
    }
    return std::nullopt;
}

void Runner::drain(const std::function<void(const FeedItem&)>& sink) {
    shared_->channel.drain([&](const FeedItem& item) {
        if (item.generation == shared_->generation)
            sink(item);
    });
}

} // namespace downhill::training
