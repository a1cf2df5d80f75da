#include "player/run_wording.h"

#include "charts/number_text.h"
#include "views/parameter_names.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace downhill::app {
namespace {

class SettingWords {
    Q_DECLARE_TR_FUNCTIONS(SettingWords)

public:
    static QString setting(const QString& name, double value) {
        return tr("%1 %2", "a control and what it is set to").arg(name, valueText(value));
    }
    static QString list(const QStringList& settings) { return settings.join(tr(", ", "between settings")); }
};

/// How a control is labelled, unless that is the knob's usual name.
QString controlName(lesson::Knob knob, const lesson::ExperimentBlock& block) {
    const auto control = std::ranges::find(block.controls, knob, &lesson::Control::knob);
    const QString usual = knobName(knob);
    const bool isUsual = control == block.controls.end() || control->label.isEmpty() ||
                         control->label.compare(usual, Qt::CaseInsensitive) == 0;
    return isUsual ? usual : control->label;
}

} // namespace

Wording wordingOf(const lesson::ExperimentBlock& block) {
    const auto parameter = [names = ParameterNames(block.experiment.problem, nullptr),
                            controls = block.controls](std::size_t index) {
        const auto control = std::ranges::find_if(controls, [index](const lesson::Control& each) {
            return each.knob == lesson::Knob::Parameter && each.parameter == index;
        });
        if (control != controls.end() && !control->label.isEmpty())
            return control->label;
        return index < names.count() ? names.of(index) : knobName(lesson::Knob::Parameter, index);
    };
    return {.parameter = parameter, .number = [](double number) { return valueText(number); }};
}

QString settingsText(const lesson::Settings& settings, const lesson::ExperimentBlock& block) {
    QStringList texts;
    for (const lesson::KnobSetting& each : settings.knobs)
        texts.append(SettingWords::setting(controlName(each.knob, block), each.value));
    const Wording wording = wordingOf(block);
    for (std::size_t i = 0; i < settings.parameters.size(); ++i)
        texts.append(SettingWords::setting(wording.parameter(i), settings.parameters[i]));
    return SettingWords::list(texts);
}

} // namespace downhill::app
