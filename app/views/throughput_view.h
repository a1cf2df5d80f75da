#pragma once

#include "training/throughput.h"
#include "views/background.h"
#include "views/charted_view.h"
#include "views/rate_meter.h"

#include <QElapsedTimer>

#include <vector>

class QLineSeries;

namespace downhill::app {

class PointsItem;
class TaskStrip;

/// How many samples a second a run trains on: now, and by the size of its batches, measured on this machine
/// when it is asked for.
class ThroughputView : public ChartedView {
    Q_OBJECT

public:
    ThroughputView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    TaskStrip& strip() const { return *strip_; }
    /// A size of batch each, the smallest first; empty before it is measured.
    const std::vector<training::Throughput>& measured() const { return measured_; }

protected:
    void runChosen() override;
    void restyle() override;

private:
    bool isNetwork() const { return data() && data()->train.size() > 0; }
    std::vector<std::int64_t> sizes() const;
    void begin();
    void forget();
    void redraw();
    void describe();
    QString rateText() const;
    std::optional<std::size_t> nearest(double exponent) const;
    std::optional<ReadOut> probe(double exponent) const;
    std::optional<QPointF> step(double exponent, int right) const;
    QPointF place(const training::Throughput& one) const;

    std::vector<training::Throughput> measured_{};
    RateMeter meter_{};
    QElapsedTimer clock_{};
    QLineSeries* line_;
    PointsItem* points_;
    Background background_{};
    TaskStrip* strip_;
};

} // namespace downhill::app
