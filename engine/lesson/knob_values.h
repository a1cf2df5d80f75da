#pragma once

#include "lesson/experiment_block.h"
#include "lesson/object_reader.h"

#include <vector>

/// The settings of an experiment that its controls change.
namespace downhill::lesson {

/// What a knob is set to in an experiment: of each run, layer or problem that has such a setting, in their
/// order. Empty where nothing has it, and for Knob::Parameter, which is no setting but belongs to a run.
std::vector<double> knobValues(const training::Experiment& experiment, Knob knob);

/// Sets a knob wherever knobValues() finds it.
void setKnobValues(training::Experiment& experiment, Knob knob, double value);

/// What a value of a knob may be at all.
Range knobRange(Knob knob);

} // namespace downhill::lesson
