#include "training/throughput.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace downhill::training {

Result<Throughput> measureThroughput(const Experiment& experiment, std::size_t run, Trainer<float>::Data data,
                                     std::int64_t batchSize, std::chrono::milliseconds duration,
                                     const Machine& machine, const std::stop_token& stop) {
    using Clock = std::chrono::steady_clock;
    using Seconds = std::chrono::duration<double>;
    if (!data || data->train.size() == 0)
        return failure({.code = ErrorCode::EmptyData, .where = "dataset"});
    Experiment timed = experiment;
    timed.steps = limits::kSteps;
    timed.goal.reset();
    if (run < timed.runs.size())
        timed.runs[run].batchSize = batchSize;
    const std::int64_t samples = data->train.size();
    auto trainer = Trainer<float>::create(timed, run, std::move(data), machine);
    if (!trainer)
        return failure(std::move(trainer.error()));
    trainer->run(1); // memory is touched for the first time
    std::int64_t steps = 0, stretch = 1;
    const auto begin = Clock::now();
    auto now = begin;
    while (now - begin < duration && !stop.stop_requested()) {
        const std::int64_t done = trainer->run(stretch);
        steps += done;
        if (done < stretch) {
            if (done == 0 && trainer->step() == 0)
                break; // it cannot do even one
            trainer->rewind();
        }
        const auto before = std::exchange(now, Clock::now());
        // Looks at the clock every few milliseconds.
        if (now - before < std::chrono::milliseconds(2))
            stretch = std::min<std::int64_t>(2 * stretch, 1'000'000);
    }
    const double seconds = std::chrono::duration_cast<Seconds>(now - begin).count();
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    return Throughput{batchSize <= 0 ? samples : std::min(batchSize, samples),
                      steps > 0 && seconds > 0 ? static_cast<double>(steps) / seconds : nothing};
}

} // namespace downhill::training
