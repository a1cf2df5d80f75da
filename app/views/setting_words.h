#pragma once

#include "lesson/lesson.h"

#include <QString>
#include <QStringList>

namespace downhill::app {

/// What people call a loss, within a sentence: "cross-entropy", "hinge loss".
QString lossName(training::Loss loss);

/// The names of an experiment's runs. Where their author gave none they are called after what sets them
/// apart, "Adam, rate 0.01"; where nothing does, "Run 2".
QStringList runNames(const lesson::ExperimentBlock& block);

} // namespace downhill::app
