#pragma once

#include "lesson/lesson.h"

namespace downhill::app {

/// What a control's knob is set to in an experiment; 0 where the experiment has no such setting. A weight is
/// no setting: Knob::Parameter belongs to the run.
double settingOf(const lesson::ExperimentBlock& block, const lesson::Control& control);

/// Sets it, for every run where each run has its own.
void changeSetting(lesson::ExperimentBlock& block, const lesson::Control& control, double value);

} // namespace downhill::app
