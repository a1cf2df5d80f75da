#pragma once

#include "lesson/findings.h"
#include "lesson/object_reader.h"
#include "training/experiment.h"

namespace downhill::lesson {

/// Takes what is trained from the members of an `experiment` object: `surface`, or `dataset`, `network` and
/// `loss`. The files of a dataset are looked for in `folder`.
training::Problem decodeProblem(ObjectReader& experiment, const QString& folder, Findings& findings);

/// Reports a pair whose second number is not the larger one.
void expectRising(const JsonValue& owner, QStringView key, const std::array<double, 2>& pair,
                  Findings& findings);

} // namespace downhill::lesson
