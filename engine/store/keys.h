#pragma once

#include <QString>
#include <QUuid>

#include <cstdint>

namespace downhill::store {

/// A moment: milliseconds since 1970-01-01, UTC. The caller reads the clock; the store never does.
using UtcMs = std::int64_t;

/// A profile's place in a lesson.
struct LessonKey {
    QUuid profile{};
    QString course{}; ///< id; empty outside a course
    QString lesson{}; ///< id; empty for the lab
    bool operator==(const LessonKey&) const = default;
};

/// A profile's place in a step of a lesson.
struct StepKey {
    LessonKey lesson{};
    QString step{}; ///< id; empty for the lab
    bool operator==(const StepKey&) const = default;
};

} // namespace downhill::store
