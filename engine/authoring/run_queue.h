#pragma once

#include "authoring/run_measurement.h"
#include "lesson/lesson.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace downhill::authoring {

/// Whether another seed could make a run of the experiment another run: not where the data, the weights to
/// start from and the order are the author's own. `experiment` has one run.
bool dependsOnSeed(const training::Experiment& experiment, const lesson::Settings& at);

/// The runs that have to be made, each once, and what was read from them.
class RunQueue {
public:
    /// Where the reading of a probe is found.
    struct Ticket {
        std::size_t run = 0;
        std::size_t probe = 0;
    };

    /// The lessons must outlive the queue.
    explicit RunQueue(std::span<const lesson::Lesson> lessons)
        : lessons_(lessons), subjects_(lessons.size()) {}

    /// Whether the subject's run depends on its seed.
    bool dependsOnSeed(std::size_t lesson, const lesson::Subject& subject);

    /// Asks for a figure of a subject's run with the seeds of its experiment and `offset` more. The measure
    /// is of its first `until` steps.
    Ticket ask(std::size_t lesson, const lesson::Subject& subject, std::uint64_t offset, const Probe& probe);

    std::size_t size() const { return runs_.size(); }

    /// Makes all runs on `threads` threads (0: as many as the processor has), counting in `finished`.
    void perform(int threads, std::atomic<std::int64_t>& finished, const std::stop_token& stop);

    /// After perform(). Error: why the run could not be made.
    training::Result<Reading> reading(const Ticket& ticket) const;

private:
    struct KnownSubject {
        lesson::Subject subject{};
        bool dependsOnSeed = false;
        std::map<std::uint64_t, std::size_t> runs{}; ///< by offset
    };
    struct Run {
        std::size_t lesson = 0;
        std::size_t subject = 0;
        std::uint64_t offset = 0;
        std::vector<Probe> probes{};
        std::vector<Reading> readings{};
        std::optional<training::Error> error{};
    };

    std::size_t find(std::size_t lesson, const lesson::Subject& subject);
    void work(std::atomic<std::size_t>& next, std::atomic<bool>& broken, std::atomic<std::int64_t>& finished,
              const std::stop_token& stop);
    void perform(Run& run, const std::stop_token& stop) const;

    std::span<const lesson::Lesson> lessons_;
    std::vector<std::vector<KnownSubject>> subjects_; ///< by lesson
    std::vector<Run> runs_{};
};

} // namespace downhill::authoring
