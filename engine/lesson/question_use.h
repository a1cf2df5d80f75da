#pragma once

#include "lesson/question.h"

namespace downhill::lesson {

/// Whether an answer to it is right or wrong, and can be given apart from its step: neither a prediction,
/// which is never marked down, nor a question that a run answers, nor one without points. Such questions come
/// back in reviews and stand in skip tests.
bool standsAlone(const Question& question);

/// Whether a run of its step's experiment is the answer.
bool isAnsweredByRun(const Question& question);

} // namespace downhill::lesson
