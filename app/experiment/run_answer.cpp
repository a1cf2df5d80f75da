#include "experiment/run_answer.h"

#include "lesson/experiment_fit.h"
#include "lesson/experiment_words.h"
#include "lesson/grading.h"
#include "lesson/knob_values.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace downhill::app {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kNever = std::numeric_limits<double>::infinity();

/// A loss that is not a number any more counts as infinite.
double lossOf(const RunOutcome& outcome, double loss) {
    return outcome.reason == training::StopReason::Diverged && std::isnan(loss) ? kNever : loss;
}

/// Passes over the training set.
double epochsOf(const RunRecord& record, std::size_t run) {
    const training::RunSpec& spec = record.block.experiment.runs[run];
    const auto samples = static_cast<double>(record.trainingSamples);
    if (samples <= 0)
        return kUnknown;
    const double batch = spec.batchSize > 0 ? static_cast<double>(spec.batchSize) : samples;
    const double batches = spec.loader.dropLast ? std::floor(samples / batch) : std::ceil(samples / batch);
    return static_cast<double>(record.outcomes[run].steps) / std::max(1.0, batches);
}

double figureOf(const lesson::Measure& measure, const RunRecord& record, std::size_t run) {
    using lesson::Figure;
    const RunOutcome& outcome = record.outcomes[run];
    const bool reached = outcome.reason == training::StopReason::GoalReached;
    switch (measure.figure) {
    case Figure::Steps:
        return static_cast<double>(outcome.steps);
    case Figure::StepsToGoal:
        return reached ? static_cast<double>(outcome.steps) : kNever;
    case Figure::EpochsToGoal:
        return reached ? epochsOf(record, run) : kNever;
    case Figure::TrainLoss:
        return lossOf(outcome, outcome.trainLoss);
    case Figure::TestLoss:
        return lossOf(outcome, outcome.testLoss);
    case Figure::TrainAccuracy:
        return outcome.trainAccuracy;
    case Figure::TestAccuracy:
        return outcome.testAccuracy;
    case Figure::Parameter: {
        const std::size_t index = measure.index.value_or(0);
        return index < outcome.parameters.size() ? static_cast<double>(outcome.parameters[index]) : kUnknown;
    }
    default:
        return kUnknown; // not of a student's run
    }
}

/// Whether the learning rate was changed to one near `wanted`, and kept for a step at least.
bool trainedLaterAt(const RunRecord& record, double wanted) {
    std::int64_t end = 0;
    for (const RunOutcome& outcome : record.outcomes) // the step in which a run broke is not counted in it
        end = std::max(end, outcome.steps + (outcome.reason == training::StopReason::Diverged ? 1 : 0));
    for (auto change = record.changes.begin(); change != record.changes.end(); ++change) {
        const auto next = std::next(change);
        const std::int64_t until = next == record.changes.end() ? end : next->step;
        if (until > change->step && lesson::isNear(change->learningRate, wanted))
            return true;
    }
    return false;
}

/// Whether the weights were set by hand, or drawn, near those that are wanted; none are wanted where the list
/// is empty.
bool hasParameters(const RunRecord& record, const std::vector<double>& wanted) {
    if (wanted.empty())
        return true;
    const std::vector<float> had = record.weightsByHand.empty()
                                       ? lesson::drawnParameters(record.block.experiment)
                                       : record.weightsByHand;
    return std::ranges::equal(had, wanted, [](float parameter, double each) {
        return lesson::isNear(static_cast<double>(parameter), each);
    });
}

/// What stood elsewhere than the lesson sets it, at the start or later.
lesson::Settings moved(const RunRecord& record, const training::Experiment& asWritten) {
    lesson::Settings settings;
    for (const auto& word : lesson::words::kKnobs) {
        const std::vector<double> written = lesson::knobValues(asWritten, word.value);
        std::vector<double> set = lesson::knobValues(record.block.experiment, word.value);
        if (word.value == lesson::Knob::LearningRate)
            for (const RateChange& change : record.changes)
                set.push_back(change.learningRate);
        const auto other =
            std::ranges::find_if(set, [&](double value) { return std::ranges::count(written, value) == 0; });
        if (other != set.end())
            settings.knobs.push_back({word.value, *other});
    }
    std::ranges::sort(settings.knobs, {}, &lesson::KnobSetting::knob);
    settings.parameters.assign(record.weightsByHand.begin(), record.weightsByHand.end());
    return settings;
}

/// How much of what is asked came so.
std::ptrdiff_t met(const lesson::Grade& grade) {
    if (!grade.run)
        return 0;
    const lesson::Verdict& verdict = grade.run->verdict;
    return (grade.correct ? 1000 : 0) + (grade.run->isThatRun ? 100 : 0) + (verdict.endHolds ? 1 : 0) +
           std::ranges::count(verdict.bounds, true, &lesson::BoundVerdict::holds);
}

} // namespace

std::optional<lesson::RunAnswer> runAnswer(const lesson::Question& question, const RunRecord& record,
                                           const lesson::ExperimentBlock& asWritten) {
    const auto* asked = std::get_if<lesson::ExperimentQuestion>(&question.body);
    if (!asked)
        return {};
    std::optional<lesson::RunAnswer> best;
    std::ptrdiff_t bestMet = -1;
    for (std::size_t run = 0; run < record.outcomes.size(); ++run) {
        const RunOutcome& outcome = record.outcomes[run];
        if (outcome.reason == training::StopReason::Stopped || outcome.reason == training::StopReason::None)
            continue;
        // What is asked can be done by the controls; a loop of the student's own answers nothing.
        if (run < asWritten.experiment.runs.size() &&
            record.block.experiment.runs[run].loop != asWritten.experiment.runs[run].loop)
            continue;
        lesson::RunAnswer answer;
        answer.run = QString::fromStdString(record.block.experiment.runs[run].id);
        answer.at = moved(record, asWritten.experiment);
        answer.end = {outcome.reason, outcome.steps};
        for (const lesson::Measure& measure : lesson::figuresOf(*asked))
            answer.figures.push_back({measure, figureOf(measure, record, run)});
        if (const std::ptrdiff_t here = met(lesson::grade(question, answer)); here > bestMet) {
            bestMet = here;
            best = answer;
        }
    }
    return best;
}

bool stoodAt(const RunRecord& record, const lesson::Settings& at) {
    lesson::Settings wanted = at;
    const auto isRate = [](const lesson::KnobSetting& each) {
        return each.knob == lesson::Knob::LearningRate;
    };
    const auto rate = std::ranges::find_if(wanted.knobs, isRate);
    if (rate != wanted.knobs.end() && trainedLaterAt(record, rate->value))
        wanted.knobs.erase(rate);
    return lesson::standsAt(record.block.experiment, wanted) && hasParameters(record, at.parameters);
}

} // namespace downhill::app
