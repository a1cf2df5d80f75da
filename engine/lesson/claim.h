#pragma once

#include "lesson/diagnostic.h"
#include "lesson/expectation.h"

namespace downhill::lesson {

/// A statement about a run of the lesson, which runs prove or disprove.
struct Claim {
    Subject subject{};
    Expectation expect{};
    /// Seeds that are tried beside the lesson's own; where nothing is left to chance, none is.
    int seeds = 5;
    double holds = 1; ///< the share of all seeds for which it must hold
    /// What a run that contradicts it is reported as: Rule::Disproved at the claim's place, without
    /// arguments.
    Diagnostic disproved{};
};

} // namespace downhill::lesson
