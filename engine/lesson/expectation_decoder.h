#pragma once

#include "lesson/expectation.h"
#include "lesson/experiment_block.h"
#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/lesson.h"
#include "lesson/object_reader.h"

#include <vector>

namespace downhill::lesson {

/// Decodes what is expected of a run: `reason`, `within` and a list `figures` of bounds. `steps` are those
/// that a bound's `times` may name; `subject` is the run, and what `times` leaves out is the run's own.
/// What is returned is of use only when nothing was added to `findings`.
Expectation decodeExpectation(const JsonValue& value, const Subject& subject, const std::vector<Step>& steps,
                              Findings& findings);

/// The same for a run that a student makes of `experiment`: its figures are known at the end only, stand on
/// their own, and `within` goes with a reason.
Expectation decodeStudentsExpectation(const JsonValue& value, const training::Experiment& experiment,
                                      Findings& findings);

/// The experiment that a subject belongs to, with its settings made; the lesson must have both step and run.
training::Experiment experimentOf(const Subject& subject, const std::vector<Step>& steps);

/// Decodes the `step`, `run` and `at` of an object. What is left out is taken from `fallback`; without one
/// `step` is required. Where a step is named, the run is its first and nothing is changed unless the object
/// says so. Nothing where something was reported.
std::optional<Subject> decodeSubject(ObjectReader& object, const Subject* fallback,
                                     const std::vector<Step>& steps, Findings& findings);

} // namespace downhill::lesson
