#pragma once

#include "training/dataset.h"
#include "training/trainer.h"
#include "views/experiment_view.h"

#include <memory>
#include <optional>
#include <vector>

/// Runs an experiment without a thread and keeps what a view is fed with.
class TrainedFrames {
public:
    explicit TrainedFrames(downhill::lesson::ExperimentBlock block);

    bool isValid() const { return valid_; }
    const downhill::lesson::ExperimentBlock& block() const { return block_; }
    const std::shared_ptr<const downhill::training::SplitDataset<float>>& data() const { return data_; }

    /// Trains every run by up to `steps` steps.
    void train(std::int64_t steps);
    /// The next act of every run; its loss does not enter the curves.
    void act();
    /// What a view is shown now; valid while this object lives and stays as it is.
    downhill::app::ExperimentFrame frame() const;
    /// Gives a view the experiment, and shows it what there is now.
    void showIn(downhill::app::ExperimentView& view) const;
    std::vector<downhill::app::PastCurve>& past() { return past_; }

private:
    void takePath(std::size_t run);

    downhill::lesson::ExperimentBlock block_;
    bool valid_ = true;
    std::shared_ptr<const downhill::training::SplitDataset<float>> data_{};
    std::vector<downhill::training::Trainer<float>> trainers_{};
    std::vector<downhill::app::RunCurves> curves_{};
    std::vector<std::vector<downhill::training::PathPoint>> paths_{};
    std::vector<downhill::app::PastCurve> past_{};
};
