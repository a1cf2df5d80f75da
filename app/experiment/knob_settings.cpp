#include "experiment/knob_settings.h"

#include "lesson/knob_values.h"

namespace downhill::app {

double settingOf(const lesson::ExperimentBlock& block, const lesson::Control& control) {
    const std::vector<double> values = lesson::knobValues(block.experiment, control.knob);
    return values.empty() ? 0 : values.front();
}

void changeSetting(lesson::ExperimentBlock& block, const lesson::Control& control, double value) {
    lesson::setKnobValues(block.experiment, control.knob, value);
}

} // namespace downhill::app
