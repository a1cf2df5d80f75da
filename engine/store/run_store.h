#pragma once

#include "store/error.h"
#include "store/keys.h"
#include "training/loss_curve.h"
#include "training/runner.h"
#include "training/trainer.h"

#include <QString>
#include <QUuid>

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace downhill::store {

class Database;

/// How one run of an experiment ended, or how far it has come.
struct RunOutcome {
    QString id{};   ///< RunSpec::id
    QString name{}; ///< RunSpec::name
    training::StopReason reason = training::StopReason::None;
    std::int64_t steps = 0;
    training::Evaluation train{std::numeric_limits<double>::quiet_NaN(),
                               std::numeric_limits<double>::quiet_NaN()};
    training::Evaluation test{std::numeric_limits<double>::quiet_NaN(),
                              std::numeric_limits<double>::quiet_NaN()};
};

/// One start of an experiment, with all the runs that it compares.
struct RunRecord {
    QUuid id{};
    StepKey step{};
    QString experiment{}; ///< the experiment as JSON text, from which it can be run again
    QString changes{};    ///< what was changed on the way, as JSON text; empty for nothing
    QString appVersion{};
    UtcMs started = 0;
    std::optional<UtcMs> ended{}; ///< none while it runs, or where the program ended before it
    std::vector<RunOutcome> outcomes{};
};

/// A curve to be written: the values of a training::LossCurve.
struct CurveSlice {
    std::size_t run = 0; ///< place in RunRecord::outcomes
    training::CurveKind kind = training::CurveKind::Batch;
    std::int64_t width = 1;
    std::int64_t brokeAt = 0;
    std::span<const training::CurveBucket> buckets{};
};

/// A curve that was read.
struct StoredCurve {
    std::size_t run = 0;
    training::CurveKind kind = training::CurveKind::Batch;
    std::int64_t width = 1;
    std::int64_t brokeAt = 0;
    std::vector<training::CurveBucket> buckets{};
};

struct StoredRun {
    RunRecord record{};
    std::vector<StoredCurve> curves{}; ///< by run, the batch losses before the test losses
};

/// What was trained, and how the losses went.
class RunStore {
public:
    explicit RunStore(Database& database) : database_(database) {}

    /// Writes a record with its curves in place of all that was stored under its id.
    Result<void> save(const RunRecord& record, std::span<const CurveSlice> curves);

    /// As save(), for a run under way: a stored curve of the same width is taken to be the beginning of the
    /// one given, so that only its last bucket and those after it are written; curves that are not given
    /// stay. A run that was rewound needs save(), or a new id.
    Result<void> grow(const RunRecord& record, std::span<const CurveSlice> curves);

    /// The records of a step, the one started last first.
    Result<std::vector<RunRecord>> list(const StepKey& step, int limit = 100);
    /// The records of a profile wherever they were made, the one started last first.
    Result<std::vector<RunRecord>> recent(const QUuid& profile, int limit = 100);

    /// Nothing where there is none.
    Result<std::optional<StoredRun>> load(const QUuid& id);
    /// The record of a step that was started last.
    Result<std::optional<StoredRun>> last(const StepKey& step);

    /// Whether there was such a record.
    Result<bool> remove(const QUuid& id);

private:
    Database& database_;
};

} // namespace downhill::store
