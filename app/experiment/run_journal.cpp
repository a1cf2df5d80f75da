#include "experiment/run_journal.h"

#include <algorithm>

namespace downhill::app {

void RunJournal::begin(const lesson::ExperimentBlock& block) {
    record_ = {};
    record_.block = block;
    closed_ = false;
}

void RunJournal::setOut() {
    if (!record_.started.isValid())
        record_.started = QDateTime::currentDateTimeUtc();
}

void RunJournal::setRate(std::int64_t step, double rate, const lesson::ExperimentBlock& block) {
    if (step > 0)
        record_.changes.push_back({step, rate});
    else
        record_.block = block;
}

std::optional<RunRecord> RunJournal::close(const std::vector<training::RunSnapshot>& runs,
                                           const std::vector<RunCurves>& curves,
                                           std::int64_t trainingSamples) {
    const bool moved =
        std::ranges::any_of(runs, [](const training::RunSnapshot& run) { return run.step > 0; });
    if (closed_ || !moved || !record_.started.isValid())
        return std::nullopt;
    closed_ = true;
    RunRecord record = record_;
    record.curves = curves;
    record.trainingSamples = trainingSamples;
    record.ended = QDateTime::currentDateTimeUtc();
    for (const training::RunSnapshot& run : runs) {
        const bool isOver = run.stopReason != training::StopReason::None;
        record.outcomes.push_back({isOver ? run.stopReason : training::StopReason::Stopped, run.step,
                                   run.train.loss, run.test.loss, run.train.accuracy, run.test.accuracy,
                                   run.parameters});
    }
    return record;
}

} // namespace downhill::app
