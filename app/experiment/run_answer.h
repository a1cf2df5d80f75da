#pragma once

#include "experiment/run_record.h"
#include "lesson/answer.h"
#include "lesson/question.h"

#include <optional>

namespace downhill::app {

/// What a student's run answers to a question that asks for one. Of several runs that were made at once, it
/// is the one that counts, or the one that does best. Nothing where none came to an end by itself.
/// `asWritten` is the experiment as the lesson sets it.
std::optional<lesson::RunAnswer> runAnswer(const lesson::Question& question, const RunRecord& record,
                                           const lesson::ExperimentBlock& asWritten);

/// Whether a run was made where `at` sets the experiment, each setting to lesson::isNear(): from its start,
/// or for at least a step after the learning rate was changed. Weights count as they were set by hand last.
bool stoodAt(const RunRecord& record, const lesson::Settings& at);

} // namespace downhill::app
