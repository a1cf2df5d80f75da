#pragma once

#include "lesson/grading.h"

/// Marking by kind, the parts of grade(). Each gives a grade whose `score` is the share of the points that
/// the answer earns, from 0 to 1, before anything is taken off.
namespace downhill::lesson {

Grade gradeBody(const ChoiceQuestion& question, const Answer& answer);
Grade gradeBody(const TrueFalseQuestion& question, const Answer& answer);
Grade gradeBody(const NumberQuestion& question, const Answer& answer);
Grade gradeBody(const OrderQuestion& question, const Answer& answer);
Grade gradeBody(const MatchQuestion& question, const Answer& answer);
Grade gradeBody(const ClozeQuestion& question, const Answer& answer);
Grade gradeBody(const PredictQuestion& question, const Answer& answer);
Grade gradeBody(const ExperimentQuestion& question, const Answer& answer);

/// Whether a number is near enough to what is asked for. None is near to NaN or an infinity.
bool meets(const NumberTarget& target, double number);

/// The grade of an answer that is right or wrong as a whole.
Grade gradeWhole(bool correct);

} // namespace downhill::lesson
