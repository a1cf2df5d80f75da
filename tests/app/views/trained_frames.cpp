#include "trained_frames.h"

#include "training/run_inside.h"

using namespace downhill;
using namespace downhill::training;

namespace {

constexpr std::int64_t kTestEvery = 10;

} // namespace

TrainedFrames::TrainedFrames(lesson::ExperimentBlock block) : block_(std::move(block)) {
    const Experiment& experiment = block_.experiment;
    if (const auto* problem = std::get_if<NetworkProblem>(&experiment.problem)) {
        auto data = makeDataset<float>(*problem, experiment.seeds);
        valid_ = data.has_value();
        if (!valid_)
            return;
        data_ = std::make_shared<const SplitDataset<float>>(std::move(*data));
    }
    for (std::size_t i = 0; i < experiment.runs.size(); ++i) {
        auto trainer = Trainer<float>::create(experiment, i, data_);
        valid_ = valid_ && trainer.has_value();
        if (!valid_)
            return;
        trainer->keepMoves(true);
        trainers_.push_back(std::move(*trainer));
    }
    curves_.resize(trainers_.size());
    paths_.resize(trainers_.size());
    for (std::size_t i = 0; i < trainers_.size(); ++i)
        takePath(i);
}

void TrainedFrames::takePath(std::size_t run) {
    const auto parameters = trainers_[run].parameters();
    if (!data_)
        paths_[run].push_back({trainers_[run].step(), parameters[0], parameters[1], 0});
}

void TrainedFrames::train(std::int64_t steps) {
    for (std::size_t i = 0; i < trainers_.size(); ++i) {
        trainers_[i].run(steps, [&](std::int64_t step, double loss) {
            curves_[i].batch.add(step, static_cast<float>(loss));
            takePath(i);
            if (data_ && data_->test.size() > 0 && step % kTestEvery == 0)
                curves_[i].test.add(step, static_cast<float>(trainers_[i].evaluateTest().loss));
        });
        // A step that breaks off at its loss is no whole step, and yet the curve ends there.
        if (trainers_[i].stopReason() == StopReason::Diverged && curves_[i].batch.brokeAt() == 0)
            curves_[i].batch.add(trainers_[i].step() + 1, static_cast<float>(trainers_[i].batchLoss()));
    }
}

void TrainedFrames::act() {
    for (Trainer<float>& trainer : trainers_)
        trainer.act();
}

app::ExperimentFrame TrainedFrames::frame() const {
    app::ExperimentFrame frame;
    frame.snapshot.generation = 1;
    const auto* problem = std::get_if<NetworkProblem>(&block_.experiment.problem);
    const LossSettings loss = problem ? LossSettings(*problem) : LossSettings(Loss::MeanSquaredError);
    for (std::size_t i = 0; i < trainers_.size(); ++i) {
        const Trainer<float>& trainer = trainers_[i];
        RunSnapshot run;
        run.step = trainer.step();
        run.nextAct = trainer.nextAct();
        run.nextActAt = trainer.nextActAt();
        run.stopReason = trainer.stopReason();
        run.batchLoss = trainer.batchLoss();
        run.train = trainer.evaluateTrain();
        run.test = trainer.evaluateTest();
        run.learningRate = trainer.learningRate();
        run.parameters.assign(trainer.parameters().begin(), trainer.parameters().end());
        run.gradient.assign(trainer.gradient().begin(), trainer.gradient().end());
        run.statistics.assign(trainer.statistics().begin(), trainer.statistics().end());
        run.path = paths_[i];
        lookInside(trainer, data_.get(), loss, {.optimizer = true, .batch = true, .layers = true}, run);
        run.timeline = timelineUpTo(trainer, trainer.step());
        frame.snapshot.runs.push_back(std::move(run));
    }
    frame.curves = curves_;
    frame.past = past_;
    return frame;
}

void TrainedFrames::showIn(app::ExperimentView& view) const {
    view.setExperiment(block_, data_);
    view.showFrame(frame());
}
