#pragma once

#include "training/loss.h"
#include "views/charted_view.h"
#include "views/error_squares.h"
#include "views/network_probe.h"

#include <vector>

class QLineSeries;

namespace downhill::app {

class PathItem;
class PointsItem;

/// A regression on one feature: the data, each run's line, and, where the lesson asks for it, each error of
/// the run shown as a square whose area is the squared error.
class FitView : public ChartedView {
    Q_OBJECT

public:
    FitView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    /// Means over the training points drawn, of the run shown; an error is prediction less target. NaN before
    /// there is a network to ask.
    double meanError() const { return meanError_; }
    double meanSquaredError() const { return meanSquaredError_; }
    /// Of what the runs minimize.
    double loss() const { return loss_; }

protected:
    void runChosen() override;
    void restyle() override;
    void spaceChanged() override;

private:
    struct Run : NetworkState {
        std::int64_t divergedAt = 0;
        bool shown = true;
        QLineSeries* line = nullptr;
    };
    struct Sample {
        QPointF at{};         ///< as drawn
        float feature = 0;    ///< what the network sees
        bool held = false;    ///< of the test set
        double predicted = 0; ///< by the run shown
    };

    void takeSamples();
    void buildLines();
    void drawLines();
    void predict();
    void drawSquares();
    void drawPoints();
    void describe();
    double minimized() const;
    QString meanErrorText() const;
    bool lineIsVisible(const Run& run) const;
    void makeRoomForFirstLine();
    void setRanges();
    void numberAxes();
    std::optional<ReadOut> probe(QPointF value);
    std::optional<QPointF> stop(QPointF value, int direction) const;

    bool squaresWanted_;
    bool squaresShown_ = true;
    bool testShown_ = true;
    std::optional<NetworkProbe> network_{};
    std::vector<Run> runs_{};
    std::vector<Sample> samples_{}; ///< ascending in x
    AxisRange width_{};
    AxisRange dataHeight_{};
    AxisRange height_{};                      ///< of the data, and of the line as the run begins
    std::vector<ErrorSquare> firstSquares_{}; ///< as the run begins
    bool wholeX_ = false;                     ///< all data are whole numbers
    bool wholeY_ = false;
    training::LossSettings lossSettings_{training::Loss::MeanSquaredError};
    double meanError_;
    double meanSquaredError_;
    double loss_;
    PathItem* squares_;
    PointsItem* points_;
};

} // namespace downhill::app
