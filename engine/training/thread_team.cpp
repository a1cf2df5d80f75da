#include "training/thread_team.h"

#include "training/flush_denormals.h"

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

namespace downhill::training {

namespace {

/// How often a thread looks before it lets others run, and before it goes to sleep. Between two products of a
/// step there is less than a microsecond; between two steps of a paused run there is a student.
constexpr int kLooks = 1'000;
constexpr int kYields = 200;

void relax() {
#if defined(__x86_64__) || defined(__i386__)
    _mm_pause();
#endif
}

} // namespace

struct ThreadTeam::Members {
    std::vector<std::jthread> threads{};
    Function function = nullptr;
    void* context = nullptr;
    std::atomic<bool> ending = false;
    alignas(64) std::atomic<unsigned> round = 0; ///< of work; changes when there is something to do
    alignas(64) std::atomic<int> busy = 0;       ///< members that are not through with the round

    void serve(int member) {
        const FlushDenormals flush;
        unsigned seen = 0;
        for (;;) {
            awaitRound(seen);
            seen = round.load(std::memory_order_acquire);
            if (ending.load(std::memory_order_relaxed))
                return;
            function(context, member);
            busy.fetch_sub(1, std::memory_order_release);
        }
    }

    void awaitRound(unsigned seen) const {
        for (int look = 0; look < kLooks; ++look) {
            if (round.load(std::memory_order_acquire) != seen)
                return;
            relax();
        }
        for (int turn = 0; turn < kYields; ++turn) {
            if (round.load(std::memory_order_acquire) != seen)
                return;
            std::this_thread::yield();
        }
        round.wait(seen, std::memory_order_acquire);
    }

    void beginRound() {
        round.fetch_add(1, std::memory_order_release);
        round.notify_all();
    }
};

ThreadTeam::ThreadTeam(int size) : members_(std::make_unique<Members>()) {
    for (int member = 1; member < size; ++member)
        members_->threads.emplace_back([members = members_.get(), member] { members->serve(member); });
}

ThreadTeam::~ThreadTeam() {
    members_->ending.store(true, std::memory_order_relaxed);
    members_->beginRound();
}

int ThreadTeam::size() const {
    return static_cast<int>(members_->threads.size()) + 1;
}

void ThreadTeam::call(Function function, void* context) {
    Members& members = *members_;
    if (!members.threads.empty()) {
        members.function = function;
        members.context = context;
        members.busy.store(static_cast<int>(members.threads.size()), std::memory_order_relaxed);
        members.beginRound();
    }
    function(context, 0);
    for (int look = 0; members.busy.load(std::memory_order_acquire) > 0; ++look) {
        if (look < kLooks)
            relax();
        else
            std::this_thread::yield();
    }
}

} // namespace downhill::training
