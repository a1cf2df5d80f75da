#pragma once

#include "views/assessment_feed.h"
#include "views/charted_view.h"

namespace downhill::app {

class ConfusionItem;

/// Which classes a network takes for which, as a table of counts and shares, a row an actual class; on the
/// training set or on the test set.
class ConfusionView : public ChartedView {
    Q_OBJECT

public:
    ConfusionView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    /// Training samples or test samples; hidden where there are no test samples.
    QComboBox& samplesSelector() const { return *sets_; }
    const ConfusionItem& item() const { return *item_; }

protected:
    void runChosen() override;
    void restyle() override;

private:
    const training::Assessment* shown() const;
    bool showsTest() const { return sets_->currentIndex() == 1; }
    void ask();
    void redraw();
    QString accuracyText() const;
    std::optional<ReadOut> probe(QPointF value) const;
    std::optional<QPointF> step(QPointF value, QPoint way) const;

    std::vector<training::RunSnapshot> runs_{};
    AssessmentFeed feed_{};
    QComboBox* sets_;
    ConfusionItem* item_;
};

} // namespace downhill::app
