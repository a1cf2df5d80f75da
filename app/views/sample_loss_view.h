#pragma once

#include "views/assessment_feed.h"
#include "views/charted_view.h"

#include <QTableView>
#include <QToolButton>

namespace downhill::app {

class PathItem;
class SampleLossModel;

/// The loss of each sample, as bars or in a table, in the order of the data or sorted: which samples a
/// network finds hard.
class SampleLossView : public ChartedView {
    Q_OBJECT

public:
    enum class Order { AsInTheData, GreatestFirst, LeastFirst };

    SampleLossView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    /// Training samples or test samples; hidden where there are no test samples.
    QComboBox& samplesSelector() const { return *sets_; }
    QComboBox& orderSelector() const { return *orders_; }
    QToolButton& tableSwitch() const { return *tableSwitch_; }
    QTableView& table() const { return *table_; }
    const SampleLossModel& model() const { return *model_; }

protected:
    void runChosen() override;
    void restyle() override;
    void spaceChanged() override { drawBars(); }

private:
    bool showsTest() const { return sets_->currentIndex() == 1; }
    void ask();
    void chooseSamples();
    void chooseOrder();
    void redraw();
    void drawBars();
    std::optional<ReadOut> probe(double place) const;

    std::vector<training::RunSnapshot> runs_{};
    AssessmentFeed feed_{};
    SampleLossModel* model_;
    QComboBox* sets_;
    QComboBox* orders_;
    QToolButton* tableSwitch_;
    QTableView* table_;
    PathItem* bars_;
    double top_ = 0; ///< of the axis
    bool rightShown_ = true;
    bool wrongShown_ = true;
};

} // namespace downhill::app
