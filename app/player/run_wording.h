#pragma once

#include "lesson/experiment_block.h"
#include "lesson/settings.h"
#include "messages/expectation_words.h"

#include <QString>

namespace downhill::app {

/// How a lesson speaks of an experiment's runs: parameters by the names that its views or its controls give
/// them, numbers as charts write them.
Wording wordingOf(const lesson::ExperimentBlock& block);

/// "learning rate 3, momentum 0.9": what is set to what, by the names of the controls; empty where nothing
/// is.
QString settingsText(const lesson::Settings& settings, const lesson::ExperimentBlock& block);

} // namespace downhill::app
