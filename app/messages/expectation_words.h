#pragma once

#include "lesson/expectation.h"
#include "lesson/experiment_block.h"

#include <QString>

#include <functional>

/// What is expected of a run, in the reader's words: clauses without a capital or a full stop.
namespace downhill::app {

/// How clauses name parameters and write numbers. What is left empty is as on a terminal: "parameter 1",
/// "-1".
struct Wording {
    std::function<QString(std::size_t parameter)> parameter{};
    std::function<QString(double number)> number{};
};

/// "learning rate"; `parameter` is of Knob::Parameter.
QString knobName(lesson::Knob knob, std::size_t parameter = 0);

/// "test accuracy", "lowest training loss".
QString figureName(const lesson::Measure& measure, const Wording& wording = {});

/// "the run diverges within 500 steps", "the run reaches its goal".
QString reasonInWords(training::StopReason reason, std::optional<std::int64_t> within);

/// How a run ended: "it diverged after 37 steps".
QString endInWords(const lesson::RunEnd& end);

/// "test accuracy at least 0.97".
QString boundInWords(const lesson::Bound& bound, const Wording& wording = {});

/// A figure as it is shown: four digits, and words where there is no number.
QString figureInWords(const lesson::Measure& measure, double figure, const Wording& wording = {});

} // namespace downhill::app
