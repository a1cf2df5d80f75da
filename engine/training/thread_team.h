#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace downhill::training {

/// Threads that stay and share one piece of work after another. run() is called by one thread at a time,
/// which takes part as member 0.
class ThreadTeam {
public:
    /// `size` members, the caller included; at least 1.
    explicit ThreadTeam(int size);
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;
    ~ThreadTeam();

    int size() const;

    /// Calls work(member) for every member from 0 to size() − 1, each on its own thread, and returns when all
    /// are done. Allocates nothing. `work` must not throw.
    template <class Work>
    void run(Work&& work) {
        call([](void* context,
                int member) { (*static_cast<std::remove_reference_t<Work>*>(context))(member); },
             const_cast<void*>(static_cast<const void*>(&work)));
    }

private:
    using Function = void (*)(void* context, int member);
    void call(Function function, void* context);

    struct Members;
    std::unique_ptr<Members> members_;
};

} // namespace downhill::training
