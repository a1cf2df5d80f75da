#pragma once

#include "views/charted_view.h"

#include <vector>

class QLineSeries;

namespace downhill::app {

class SlopeItem;

/// One weight on its loss curve: the ball, the slope of the curve under it, its last steps, and the next one.
/// The window doubles whenever a ball has left it.
class SlopeView : public ChartedView {
    Q_OBJECT

public:
    SlopeView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

protected:
    void runChosen() override;
    void restyle() override;
    void spaceChanged() override;

private:
    struct Run {
        double weight = 0;
        std::int64_t step = 0;
        double learningRate = 0;
        QList<double> trail{}; ///< oldest first, `weight` last
        std::int64_t divergedAt = 0;
        bool shown = true;
    };

    double lossAt(double weight) const { return curvature_ / 2 * weight * weight; }
    double slopeAt(double weight) const { return curvature_ * weight; }
    std::optional<double> nextWeight(std::size_t run) const;
    void beginRuns();
    void buildChips();
    void follow(bool anew);
    void drawCurve();
    void drawRuns();
    void describe();
    std::optional<ReadOut> probe(QPointF value) const;

    bool ready_ = false;
    double curvature_ = 1;
    double start_ = 1;
    AxisRange window_{-3, 3};
    int doublings_ = 0;
    std::uint64_t generation_ = 0;
    std::vector<Run> runs_{};
    QLineSeries* curve_;
    SlopeItem* item_;
};

} // namespace downhill::app
