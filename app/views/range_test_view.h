#pragma once

#include "training/range_test.h"
#include "views/background.h"
#include "views/charted_view.h"

class QLineSeries;

namespace downhill::app {

class PathItem;
class TaskStrip;

/// The loss of a run while its learning rate grows from step to step, computed when it is asked for; with the
/// rate to try first, and where the loss begins to rise.
class RangeTestView : public ChartedView {
    Q_OBJECT

public:
    RangeTestView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame&) override {}
    QString spokenSummary() const override;

    TaskStrip& strip() const { return *strip_; }
    /// Nothing before a test has been made.
    const std::optional<training::RangeTestResult>& result() const { return result_; }

protected:
    void runChosen() override;
    void restyle() override;

private:
    void begin();
    void forget();
    void redraw();
    QString findings() const;
    std::size_t nearest(double exponent) const;
    std::optional<ReadOut> probe(double exponent) const;
    std::optional<QPointF> stop(double exponent, int right) const;

    std::optional<training::RangeTestResult> result_{};
    bool refused_ = false;
    QLineSeries* raw_;
    QLineSeries* smooth_;
    PathItem* marks_;
    Background background_{};
    TaskStrip* strip_;
};

} // namespace downhill::app
