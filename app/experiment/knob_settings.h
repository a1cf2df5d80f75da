#pragma once

#include "lesson/lesson.h"

namespace downhill::app {

/// What a control's knob is set to in an experiment, for the first run or layer that has such a setting; 0
/// where nothing has. A weight is no setting: Knob::Parameter belongs to the run.
double settingOf(const lesson::ExperimentBlock& block, const lesson::Control& control);

/// Sets it, for every run or layer that has its own.
void changeSetting(lesson::ExperimentBlock& block, const lesson::Control& control, double value);

} // namespace downhill::app
