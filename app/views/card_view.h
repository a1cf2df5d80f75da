#pragma once

#include "views/experiment_view.h"

#include <QComboBox>
#include <QStringList>

class QVBoxLayout;

namespace downhill::app {

class ChartHeader;
struct Theme;

/// What the views of an experiment have in common that are no charts: one card with a head, the names of the
/// runs, and a selector of the run shown. ChartedView is the same for charts.
class CardView : public ExperimentView {
    Q_OBJECT

public:
    CardView(const lesson::View& view, const QString& usualTitle, Appearance& appearance,
             QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;

    /// Chooses among the runs; hidden where there is one.
    QComboBox& runSelector() const { return *selector_; }
    QString subtitle() const;

    QSize sizeHint() const override { return {560, 360}; }

protected:
    Appearance& appearance() const { return appearance_; }
    const Theme& theme() const;
    QVBoxLayout& column() const { return *column_; }
    const lesson::ExperimentBlock& block() const { return block_; }
    const std::shared_ptr<const training::SplitDataset<float>>& data() const { return data_; }
    void setSubtitle(const QString& subtitle);

    std::size_t shownRun() const;
    /// The settings of the run shown; null before an experiment.
    const training::RunSpec* shownSpec() const;
    /// The run shown as the last frame told of it; null where it did not.
    const training::RunSnapshot* shownSnapshot() const;

    /// Another experiment, another frame or another run is to be shown; both pointers above may be null.
    virtual void refresh() = 0;
    /// The theme or the text size has changed.
    virtual void restyle() {}

private:
    Appearance& appearance_;
    ChartHeader* header_;
    QComboBox* selector_;
    QVBoxLayout* column_;
    lesson::ExperimentBlock block_{};
    bool begun_ = false;
    std::shared_ptr<const training::SplitDataset<float>> data_{};
    training::Snapshot snapshot_{};
};

} // namespace downhill::app
