#pragma once

#include "lesson/answer.h"
#include "lesson/question.h"

#include <optional>

namespace downhill::lesson {

/// An answer as somebody gives it who errs, the counterpart of rightAnswer(): for pictures of the application
/// and for students who are made up. A prediction is one all the same. None for an experiment, which takes a
/// run, and where `question` leaves no way to err.
std::optional<Answer> wrongAnswer(const Question& question);

} // namespace downhill::lesson
