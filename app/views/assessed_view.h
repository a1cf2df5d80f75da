#pragma once

#include "views/assessment_feed.h"
#include "views/charted_view.h"

#include <vector>

namespace downhill::app {

/// What the views have in common that show how one run does on each sample: which of the runs is asked, what
/// was found, and whether that is seen on the training samples or on the test samples.
class AssessedView : public ChartedView {
    Q_OBJECT

public:
    enum class Samples { Training, Test };

    /// `first` are the samples that are shown of data that have both.
    AssessedView(const lesson::View& view, const QString& usualTitle, Samples first, Appearance& appearance,
                 QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;

    /// Training samples or test samples; hidden where there are no test samples.
    QComboBox& samplesSelector() const { return *sets_; }

protected:
    /// How the run shown does on the samples shown; nothing before it is known.
    const training::Assessment* assessment() const;
    /// The same on all samples, at their step.
    const std::optional<AssessedRun>& assessed() const { return feed_.found(); }
    bool showsTest() const { return sets_->currentIndex() == 1; }

    void runChosen() override;
    /// Other samples are to be shown.
    virtual void samplesChosen() { redraw(); }
    /// Something else is known of the run shown.
    virtual void redraw() = 0;

private:
    void ask();

    Samples first_;
    std::vector<training::RunSnapshot> runs_{};
    AssessmentFeed feed_{};
    QComboBox* sets_;
};

} // namespace downhill::app
