#pragma once

#include "views/assessed_view.h"

#include <QTableView>
#include <QToolButton>

namespace downhill::app {

class PathItem;
class SampleLossModel;

/// The loss of each sample, as bars or in a table, in the order of the data or sorted: which samples a
/// network finds hard.
class SampleLossView : public AssessedView {
    Q_OBJECT

public:
    enum class Order { AsInTheData, GreatestFirst, LeastFirst };

    SampleLossView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    QString spokenSummary() const override;

    QComboBox& orderSelector() const { return *orders_; }
    QToolButton& tableSwitch() const { return *tableSwitch_; }
    QTableView& table() const { return *table_; }
    const SampleLossModel& model() const { return *model_; }

protected:
    void samplesChosen() override;
    void redraw() override;
    void restyle() override;
    void spaceChanged() override;

private:
    void chooseOrder();
    void numberPlaces();
    void drawBars();
    std::optional<ReadOut> probe(double place) const;

    SampleLossModel* model_;
    QComboBox* orders_;
    QToolButton* tableSwitch_;
    QTableView* table_;
    QWidget* tablePage_; ///< the table with its margins
    PathItem* bars_;
    double top_ = 0; ///< of the axis
    bool rightShown_ = true;
    bool wrongShown_ = true;
};

} // namespace downhill::app
