#include "lesson/question_use.h"

namespace downhill::lesson {

bool standsAlone(const Question& question) {
    return question.points > 0 && !std::holds_alternative<PredictQuestion>(question.body) &&
           !isAnsweredByRun(question);
}

bool isAnsweredByRun(const Question& question) {
    return std::holds_alternative<ExperimentQuestion>(question.body);
}

} // namespace downhill::lesson
