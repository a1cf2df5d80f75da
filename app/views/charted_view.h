#pragma once

#include "charts/chart_card.h"
#include "charts/course_chart_view.h"
#include "views/experiment_view.h"

#include <QComboBox>
#include <QStringList>

namespace downhill::app {

struct Theme;

/// What the views of an experiment have in common: one card with one chart, the names of the runs, and a
/// selector of the run shown where a view shows one of several.
class ChartedView : public ExperimentView {
    Q_OBJECT

public:
    ChartedView(const lesson::View& view, const QString& usualTitle, Appearance& appearance,
                QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;

    ChartCard& card() const { return *card_; }
    CourseChartView& chart() const { return *chart_; }
    /// Chooses among the runs; hidden where there is one.
    QComboBox& runSelector() const { return *selector_; }

    QSize sizeHint() const override { return {560, 360}; }

protected:
    const Theme& theme() const { return chart_->theme(); }
    const lesson::ExperimentBlock& block() const { return block_; }
    const std::shared_ptr<const training::SplitDataset<float>>& data() const { return data_; }

    /// Whether samples were held back to test on.
    bool hasTest() const { return data_ && data_->test.size() > 0; }

    std::size_t runCount() const { return block_.experiment.runs.size(); }
    /// A run's name; see runNames().
    QString runName(std::size_t run) const;
    /// The colour of a run, the same in every view.
    QColor runColor(std::size_t run) const { return runColor(theme(), run); }
    static QColor runColor(const Theme& theme, std::size_t run);

    /// The step at which a run diverged; 0 where it did not.
    static std::int64_t divergedAt(const ExperimentFrame& frame, std::size_t run);

    void offerRuns(bool on);
    std::size_t shownRun() const;

    /// Another run is to be shown.
    virtual void runChosen() {}
    /// The theme has changed.
    virtual void restyle() = 0;
    /// The ranges of the axes or the size have changed.
    virtual void spaceChanged() {}

private:
    lesson::ExperimentBlock block_{};
    QStringList names_{};
    std::shared_ptr<const training::SplitDataset<float>> data_{};
    CourseChartView* chart_;
    ChartCard* card_;
    QComboBox* selector_;
};

} // namespace downhill::app
