#include "authoring/run_measurement.h"

#include "authoring/gradient_figures.h"
#include "lesson/workload.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::authoring {

namespace {

using lesson::Figure;
using lesson::Moment;
using lesson::Moments;
using training::Evaluation;
using training::Experiment;
using training::StopReason;
using training::Trainer;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kTremor = 1e-6; ///< of a loss, which is no rise
constexpr std::int64_t kLooks = 1'000;
constexpr std::int64_t kChunk = 64; ///< steps between two looks at whether to stop

/// A probe while its run goes on.
struct Watch {
    Probe probe{};
    std::int64_t every = 1; ///< steps between two looks
    bool open = true;
    double figure = kNaN;
    double start = kNaN;  ///< of a parameter
    double before = kNaN; ///< the step before: a parameter, or the training loss
    Reading reading{};
};

class Measurement {
public:
    Measurement(const Experiment& experiment, const Trainer<float>::Data& data, Trainer<float>& trainer,
                std::span<const Probe> probes, const std::stop_token& stop)
        : experiment_(experiment), data_(data), trainer_(trainer), stop_(stop) {
        for (const Probe& probe : probes) {
            const std::int64_t until = std::min(probe.until, experiment.steps);
            watches_.push_back({.probe = {probe.measure, until}, .every = (until + kLooks - 1) / kLooks});
            last_ = std::max(last_, until);
        }
    }

    std::vector<Reading> run() {
        begin();
        while (trainer_.stopReason() == StopReason::None && trainer_.step() < last_ &&
               !stop_.stop_requested())
            trainer_.run(std::min(kChunk, last_ - trainer_.step()), [this](std::int64_t step, double) {
                for (Watch& watch : watches_) {
                    if (watch.open)
                        follow(watch, step);
                }
            });
        std::vector<Reading> readings;
        for (Watch& watch : watches_) {
            if (watch.open)
                close(watch);
            readings.push_back(watch.reading);
        }
        return readings;
    }

private:
    void begin() {
        for (Watch& watch : watches_) {
            const lesson::Measure& measure = watch.probe.measure;
            watch.start = parameter(measure);
            watch.before = measure.figure == Figure::Rises ? present(Figure::TrainLoss) : watch.start;
            if (measure.figure == Figure::Rises || measure.figure == Figure::PathLength)
                watch.figure = 0;
            if (measure.when == Moment::Start)
                watch.figure = atMoment(measure);
            if (measure.when == Moment::Lowest || measure.when == Moment::Highest)
                look(watch);
        }
    }

    /// After a step that counts.
    void follow(Watch& watch, std::int64_t step) {
        const lesson::Measure& measure = watch.probe.measure;
        switch (measure.figure) {
        case Figure::Rises: {
            const double loss = present(Figure::TrainLoss);
            watch.figure += loss > watch.before + kTremor * std::abs(watch.before) ? 1 : 0;
            watch.before = loss;
            break;
        }
        case Figure::FirstMove:
        case Figure::LastMove:
        case Figure::PathLength: {
            const double now = parameter(measure);
            const double move = std::abs(now - watch.before);
            watch.before = now;
            if (measure.figure == Figure::PathLength)
                watch.figure += move;
            else if (measure.figure == Figure::LastMove || step == 1)
                watch.figure = move;
            break;
        }
        default:
            if ((measure.when == Moment::Lowest || measure.when == Moment::Highest) &&
                step % watch.every == 0)
                look(watch);
        }
        if (step == watch.probe.until)
            close(watch);
    }

    void look(Watch& watch) {
        const double now = atMoment(watch.probe.measure);
        if (std::isnan(watch.figure))
            watch.figure = now;
        else if (watch.probe.measure.when == Moment::Lowest)
            watch.figure = std::min(watch.figure, now);
        else
            watch.figure = std::max(watch.figure, now);
    }

    /// Where the steps of a probe do not count any more, or the run is over.
    void close(Watch& watch) {
        const lesson::Measure& measure = watch.probe.measure;
        watch.open = false;
        watch.reading.end = {trainer_.stopReason(), trainer_.step()};
        switch (measure.when) {
        case Moment::Start:
            break;
        case Moment::Lowest:
        case Moment::Highest:
            look(watch);
            break;
        case Moment::End:
            if (lesson::momentsOf(measure.figure) != Moments::None)
                watch.figure = atMoment(measure);
        }
        if (lesson::momentsOf(measure.figure) == Moments::None)
            watch.figure = ofWholeRun(watch);
        watch.reading.figure = watch.figure;
    }

    double ofWholeRun(const Watch& watch) const {
        const auto steps = double(trainer_.step());
        const bool isThere = trainer_.stopReason() == StopReason::GoalReached;
        switch (watch.probe.measure.figure) {
        case Figure::Steps:
            return steps;
        case Figure::StepsToGoal:
            return isThere ? steps : kInfinity;
        case Figure::EpochsToGoal:
            return isThere ? steps / stepsOfEpoch() : kInfinity;
        case Figure::Displacement:
            return std::abs(parameter(watch.probe.measure) - watch.start);
        case Figure::Multiplications:
            return data_ ? lesson::multiplications(experiment_, data_->train.features.rows(),
                                                   data_->train.size())
                         : kNaN;
        default:
            return watch.figure;
        }
    }

    double stepsOfEpoch() const {
        const training::RunSpec& run = experiment_.runs.front();
        const auto samples = double(data_->train.size());
        if (run.batchSize == 0)
            return 1;
        const double batches = samples / double(run.batchSize);
        return std::max(1.0, run.loader.dropLast ? std::floor(batches) : std::ceil(batches));
    }

    double atMoment(const lesson::Measure& measure) {
        if (measure.figure == Figure::Parameter)
            return parameter(measure);
        if (lesson::momentsOf(measure.figure) == Moments::All)
            return present(measure.figure);
        return gradientFigure(measure, experiment_, data_, Weights::of(trainer_), stop_);
    }

    /// A loss or an accuracy at the present weights.
    double present(Figure figure) {
        const bool isTest = figure == Figure::TestLoss || figure == Figure::TestAccuracy;
        Evaluated& evaluated = isTest ? test_ : train_;
        if (evaluated.step != trainer_.step())
            evaluated = {trainer_.step(), isTest ? trainer_.evaluateTest() : trainer_.evaluateTrain()};
        if (figure == Figure::TrainAccuracy || figure == Figure::TestAccuracy)
            return evaluated.evaluation.accuracy;
        const bool isMeasured = !isTest || (data_ && data_->test.size() > 0);
        const double loss = evaluated.evaluation.loss;
        return isMeasured && std::isnan(loss) ? kInfinity : loss;
    }

    double parameter(const lesson::Measure& measure) const {
        const auto parameters = trainer_.parameters();
        return measure.index && *measure.index < parameters.size() ? double(parameters[*measure.index])
                                                                   : kNaN;
    }

    struct Evaluated {
        std::int64_t step = -1;
        Evaluation evaluation{};
    };

    const Experiment& experiment_;
    const Trainer<float>::Data& data_;
    Trainer<float>& trainer_;
    std::stop_token stop_;
    std::vector<Watch> watches_{};
    std::int64_t last_ = 0; ///< step that counts for any
    Evaluated train_{};
    Evaluated test_{};
};

} // namespace

training::Result<std::vector<Reading>>
measureRun(const Experiment& experiment, const std::vector<double>& parameters,
           const Trainer<float>::Data& data, std::span<const Probe> probes, const std::stop_token& stop) {
    auto trainer = Trainer<float>::create(experiment, 0, data);
    if (!trainer)
        return training::failure(std::move(trainer.error()));
    if (!parameters.empty()) {
        const std::vector<float> start(parameters.begin(), parameters.end());
        if (auto set = trainer->setParameters(start); !set)
            return training::failure(std::move(set.error()));
    }
    return Measurement(experiment, data, *trainer, probes, stop).run();
}

} // namespace downhill::authoring
