#pragma once

#include "lesson/figure.h"
#include "lesson/settings.h"
#include "training/stop_reason.h"

#include <QString>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

/// What is expected of a run, and whether it came so.
namespace downhill::lesson {

/// A run of a lesson's experiments, at settings.
struct Subject {
    QString step{};
    QString run{}; ///< its id
    Settings at{};

    bool operator==(const Subject&) const = default;
};

/// A figure of a run, perhaps of another one, to compare with.
struct Reference {
    Subject subject{};
    Measure measure{};
    std::optional<std::int64_t> within{}; ///< only the first so many steps count

    bool operator==(const Reference&) const = default;
};

/// Between which numbers a figure must lie, both included. With `times` they are multiples of another figure.
struct Bound {
    Measure measure{};
    std::optional<double> atLeast{};
    std::optional<double> atMost{};
    std::optional<Reference> times{};

    bool operator==(const Bound&) const = default;
};

/// What a run must do. At least a reason or a bound is there.
struct Expectation {
    std::optional<training::StopReason> reason{}; ///< never None or Stopped
    /// Only the first so many steps count: the reason must have come by then, and figures end there.
    std::optional<std::int64_t> within{};
    std::vector<Bound> bounds{};

    bool operator==(const Expectation&) const = default;
};

/// How a run ended, or where it stood when its steps did not count any more.
struct RunEnd {
    training::StopReason reason = training::StopReason::None; ///< None: it would have gone on
    std::int64_t steps = 0;

    bool operator==(const RunEnd&) const = default;
};

/// What was found of one bound.
struct BoundVerdict {
    double figure = std::numeric_limits<double>::quiet_NaN();
    double reference = std::numeric_limits<double>::quiet_NaN(); ///< of a bound with `times`
    bool holds = false;
};

struct Verdict {
    RunEnd end{};
    bool endHolds = false;              ///< also where nothing is expected of the end
    std::vector<BoundVerdict> bounds{}; ///< in the order of the expectation

    bool holds() const;
};

/// Whether a run ended as expected: always where no reason is.
bool endHolds(const Expectation& expectation, const RunEnd& end);

/// Judges one figure. A NaN keeps no bound, and of two figures that are both infinite neither is a multiple
/// of the other.
BoundVerdict judge(const Bound& bound, double figure,
                   double reference = std::numeric_limits<double>::quiet_NaN());

/// Judges a run by the figures of the expectation's bounds, in their order. `references` may be empty where
/// no bound has `times`; figures that are not there count as NaN.
Verdict judge(const Expectation& expectation, const RunEnd& end, const std::vector<double>& figures,
              const std::vector<double>& references = {});

} // namespace downhill::lesson
