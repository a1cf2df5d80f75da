#pragma once

#include "training/trainer.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace downhill::lesson {

/// A statement about a step's experiment that a run proves.
struct Claim {
    QString step{};
    QString run{}; ///< id of the run; empty: the first
    std::optional<double> learningRate{};
    training::StopReason reason{};
    std::optional<std::int64_t> within{}; ///< steps
    std::optional<double> trainLossBelow{};
    std::optional<double> trainLossAbove{};
};

} // namespace downhill::lesson
