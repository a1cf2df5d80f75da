#pragma once

#include "lesson/findings.h"
#include "lesson/object_reader.h"
#include "training/experiment.h"

namespace downhill::lesson {

/// Bounds of quantities that have no natural ones: far beyond anything useful, far from overflow.
inline constexpr Range kAnyNumber{-1e6, 1e6};
inline constexpr Range kAnyPositive{1e-6, 1e6};
inline constexpr Range kAnyRate{0, 1e9};

/// Takes what is trained from the members of an `experiment` object: `surface`, or `dataset`, `network` and
/// `loss`. A CSV is looked for in `folder`.
training::Problem decodeProblem(ObjectReader& experiment, const QString& folder, Findings& findings);

/// Reports a pair whose second number is not the larger one.
void expectRising(const JsonValue& owner, QStringView key, const std::array<double, 2>& pair,
                  Findings& findings);

} // namespace downhill::lesson
