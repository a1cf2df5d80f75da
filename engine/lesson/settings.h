#pragma once

#include "lesson/experiment_block.h"
#include "lesson/findings.h"
#include "lesson/json_document.h"

#include <vector>

namespace downhill::lesson {

struct KnobSetting {
    Knob knob = Knob::LearningRate; ///< never Parameter
    double value = 0;

    bool operator==(const KnobSetting&) const = default;
};

/// What is changed of an experiment before it is run.
struct Settings {
    std::vector<KnobSetting> knobs{}; ///< in the order of the enumeration, each at most once
    std::vector<double> parameters{}; ///< all weights to start from; empty: as they are drawn

    bool operator==(const Settings&) const = default;
};

/// The experiment with its knobs set. Parameters belong to a run and are left to whoever runs it.
training::Experiment withSettings(training::Experiment experiment, const Settings& settings);

/// Whether a number stands where it is wanted as nearly as a slider can be set: within 2 %. Zero is only near
/// zero.
bool isNear(double value, double wanted);

/// Whether an experiment is set as `settings` say, each knob to isNear() wherever it has one. Parameters
/// belong to a run and are left to whoever knows it.
bool standsAt(const training::Experiment& experiment, const Settings& settings);

/// Decodes an object whose keys are knobs, and `parameters` for a list of all weights to start from (at most
/// 16). A knob need not have a control, but the experiment must have the setting; what it becomes is tried.
/// What is returned is of use only when nothing was added to `findings`.
Settings decodeSettings(const JsonValue& value, const training::Experiment& experiment, Findings& findings);

} // namespace downhill::lesson
