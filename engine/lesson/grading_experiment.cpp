#include "lesson/grading_parts.h"

#include <algorithm>
#include <limits>

namespace downhill::lesson {

namespace {

bool isMoved(const Settings& settings, Knob knob) {
    if (knob == Knob::Parameter)
        return !settings.parameters.empty();
    return std::any_of(settings.knobs.begin(), settings.knobs.end(),
                       [knob](const KnobSetting& each) { return each.knob == knob; });
}

double figureOf(const RunAnswer& answer, const Measure& measure) {
    const auto found = std::find_if(answer.figures.begin(), answer.figures.end(),
                                    [&](const MeasuredFigure& each) { return each.measure == measure; });
    return found == answer.figures.end() ? std::numeric_limits<double>::quiet_NaN() : found->value;
}

} // namespace

Grade gradeBody(const ExperimentQuestion& question, const Answer& answer) {
    const auto* run = std::get_if<RunAnswer>(&answer);
    if (!run)
        return {};
    RunVerdict verdict;
    verdict.isThatRun = question.run.isEmpty() || question.run == run->run;
    for (const Knob knob : question.keep) {
        if (isMoved(run->at, knob))
            verdict.moved.push_back(knob);
    }
    std::vector<double> figures;
    for (const Measure& measure : figuresOf(question))
        figures.push_back(figureOf(*run, measure));
    verdict.verdict = judge(question.expect, run->end, figures);
    Grade grade = gradeWhole(verdict.isThatRun && verdict.moved.empty() && verdict.verdict.holds());
    grade.feedback = grade.correct ? question.right : question.wrong;
    grade.run = std::move(verdict);
    return grade;
}

std::vector<Measure> figuresOf(const ExperimentQuestion& question) {
    std::vector<Measure> measures;
    for (const Bound& bound : question.expect.bounds)
        measures.push_back(bound.measure);
    return measures;
}

} // namespace downhill::lesson
