#pragma once

#include "lesson/experiment_block.h"
#include "messages/expectation_words.h"

namespace downhill::app {

/// How a lesson speaks of an experiment's runs: parameters by the names that its views or its controls give
/// them, numbers as charts write them.
Wording wordingOf(const lesson::ExperimentBlock& block);

} // namespace downhill::app
