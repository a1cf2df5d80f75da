#include "player/run_wording.h"

#include "charts/number_text.h"
#include "views/parameter_names.h"

#include <algorithm>

namespace downhill::app {

Wording wordingOf(const lesson::ExperimentBlock& block) {
    const auto parameter = [names = ParameterNames(block.experiment.problem, nullptr),
                            controls = block.controls](std::size_t index) {
        if (index < names.count())
            return names.of(index);
        const auto control = std::ranges::find_if(controls, [index](const lesson::Control& each) {
            return each.knob == lesson::Knob::Parameter && each.parameter == index;
        });
        return control == controls.end() || control->label.isEmpty()
                   ? knobName(lesson::Knob::Parameter, index)
                   : control->label;
    };
    return {.parameter = parameter, .number = [](double number) { return valueText(number); }};
}

} // namespace downhill::app
