// What it costs a training thread to be watched: the small network through RunGroup, its curve kept and
// published after each chunk of a millisecond and a snapshot taken sixty times a second, against the bare
// trainer. Both take turns, and what is compared is processor time, so that other work on the machine hardly
// matters. A watched run may be 3 % slower at most.

#include "training/run_group.h"
#include "training/spsc_ring.h"
#include "workloads.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <exception>

using namespace downhill::training;

namespace {

constexpr double kRound = 0.1; // seconds
constexpr int kPairs = 13;
constexpr int kRounds = 3; ///< a pair
constexpr double kBound = 0.03;

double processorSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Takes steps by advance(steps) -> taken in chunks of a millisecond, each followed by after(seconds so far);
/// returns nanoseconds of the processor a step.
template <class Advance, class After>
double nanosecondsAStep(Advance&& advance, After&& after) {
    constexpr double kChunk = 0.001;
    std::int64_t chunk = 256;
    std::int64_t steps = 0;
    const double begin = processorSeconds();
    double spent = 0;
    while (spent < kRound) {
        advance(chunk);
        steps += chunk;
        after(spent);
        const double before = std::exchange(spent, processorSeconds() - begin);
        const double fitting = static_cast<double>(chunk) * kChunk / std::max(spent - before, 1e-6);
        chunk = std::max<std::int64_t>(1, static_cast<std::int64_t>(fitting));
    }
    return spent * 1e9 / static_cast<double>(steps);
}

double medianOf(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// What Runner does around a RunGroup, on one thread: the reader drains the ring when it asks for a snapshot.
class WatchedRun {
public:
    explicit WatchedRun(const Experiment& experiment) : group_(*RunGroup::create(experiment)) {}

    double nanosecondsAStep() {
        constexpr double kFrame = 1.0 / 60;
        double nextFrame = 0;
        return ::nanosecondsAStep([this](std::int64_t steps) { group_.advance(steps); },
                                  [&](double spent) {
                                      publish();
                                      if (spent < nextFrame)
                                          return;
                                      nextFrame += kFrame;
                                      snapshots_ = group_.snapshot();
                                      ring_.drain(
                                          [this](const FeedItem& item) { mirror_.apply(item.update); });
                                  });
    }

    void rewind() {
        group_.rewind();
        ring_.drain([](const FeedItem&) {});
        mirror_.clear();
    }

    /// Whether what was measured is what was meant: the reader has the curve.
    bool isWatched() {
        publish();
        ring_.drain([this](const FeedItem& item) { mirror_.apply(item.update); });
        const auto buckets = mirror_.buckets();
        return !snapshots_.empty() && !buckets.empty() &&
               buckets.back().lastStep == group_.snapshot().front().step;
    }

private:
    void publish() {
        group_.publish([this](std::uint32_t run, CurveKind kind, const CurveUpdate& update) {
            return ring_.push({1, run, kind, update});
        });
    }

    RunGroup group_;
    SpscRing<FeedItem> ring_{8192};
    LossCurve mirror_{};
    std::vector<RunSnapshot> snapshots_{};
};

/// A watched run and a bare one.
class Pair {
public:
    Pair(const Experiment& experiment, const Trainer<float>::Data& data)
        : watched_(experiment), bare_(workloads::trainer(experiment, data)) {}

    double bareNanoseconds() {
        return nanosecondsAStep([this](std::int64_t steps) { bare_.run(steps); }, [](double) {});
    }
    double watchedNanoseconds() {
        const double found = watched_.nanosecondsAStep();
        if (!watched_.isWatched())
            throw std::runtime_error("the curve was not published");
        return found;
    }
    /// So that both see the same steps, and the budget is not used up.
    void rewind() {
        bare_.rewind();
        watched_.rewind();
    }

private:
    WatchedRun watched_;
    Trainer<float> bare_;
};

/// Returns whether a watched run keeps within the bound.
bool measure(const char* name, const Experiment& experiment) {
    const auto data = workloads::data(experiment);
    // Where its buffers happen to lie makes a small network faster or slower by as much as the bound: so
    // there are several pairs, which all stay, each somewhere else.
    std::vector<std::unique_ptr<Pair>> pairs;
    std::vector<double> alone;
    std::vector<double> costs;
    for (int i = 0; i < kPairs; ++i) {
        Pair& pair = *pairs.emplace_back(std::make_unique<Pair>(experiment, data));
        for (int round = 0; round < kRounds; ++round) {
            const double before = pair.bareNanoseconds();
            const double with = pair.watchedNanoseconds();
            const double after = pair.bareNanoseconds();
            alone.push_back((before + after) / 2);
            costs.push_back(with / alone.back() - 1);
            pair.rewind();
        }
    }
    std::sort(costs.begin(), costs.end());
    const double cost = medianOf(costs);
    std::printf(
        "%-34s %7.1f ns a step alone, watched %+.2f %% (quartiles %+.2f and %+.2f), at most %.0f %%\n", name,
        medianOf(alone), 100 * cost, 100 * costs[costs.size() / 4], 100 * costs[costs.size() * 3 / 4],
        100 * kBound);
    return cost <= kBound;
}

} // namespace

int main() {
    try {
        const Experiment small = workloads::t();
        Experiment tested = small;
        std::get<NetworkProblem>(tested.problem).dataset.testShare = 0.2;
        const bool kept = measure("T", small);
        return measure("T, a fifth of its data for tests", tested) && kept ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_sampling: %s\n", error.what());
        return 2;
    }
}
