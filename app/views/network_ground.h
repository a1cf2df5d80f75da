#pragma once

#include "views/background.h"
#include "views/experiment_view.h"
#include "views/network_landscape.h"
#include "views/weight_path.h"

#include <QComboBox>
#include <QList>
#include <QObject>
#include <QPointF>

#include <memory>
#include <optional>
#include <vector>

namespace downhill::app {

class ChartHeader;
class TaskStrip;

/// What a landscape view knows of networks: the ways that the runs have taken so far, and the landscape
/// around the weights of one of them. That is computed when the student asks for it and when the run ends, in
/// random directions or in those along which the run has moved most.
class NetworkGround : public QObject {
    Q_OBJECT

public:
    /// `header` takes over the controls, and `parent` the strip, which the caller puts below the chart.
    NetworkGround(bool alongPath, ChartHeader& header, QWidget* parent);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data);
    /// Whether there is a network on data.
    bool isThere() const { return network_ != nullptr; }
    void showRun(std::size_t run);
    void take(const ExperimentFrame& frame);
    /// Width by height of the picture to come.
    void setAspect(double aspect) { aspect_ = aspect; }

    const std::optional<NetworkLandscape>& landscape() const { return landscape_; }
    /// Along a path: where the run was and is, oldest first; otherwise the one place that was looked from.
    QList<QPointF> way() const;
    std::int64_t step() const { return step_; } ///< of the run, as it was shown last
    /// Why there is no landscape; empty where there is one.
    QString notice() const;

    void begin();
    bool isBusy() const { return background_.isBusy(); }
    TaskStrip& strip() const { return *strip_; }
    QComboBox& directions() const { return *directions_; }

Q_SIGNALS:
    void changed(); ///< landscape(), and notice()

private:
    bool alongPath() const { return directions_->currentIndex() == 1; }
    bool fits(const training::RunSnapshot& run) const;
    void forget();
    void follow();

    std::shared_ptr<const training::Network<float>> network_{};
    std::shared_ptr<const training::SplitDataset<float>> data_{};
    training::LossSettings loss_{training::Loss::MeanSquaredError};
    std::vector<WeightPath> paths_{}; ///< of each run
    std::size_t shown_ = 0;
    training::RunSnapshot now_{}; ///< of the run shown
    std::int64_t step_ = 0;
    bool past_ = false; ///< a step of the past is shown
    bool over_ = false; ///< the run shown has ended
    double aspect_ = 1;
    bool refused_ = false;
    std::optional<NetworkLandscape> landscape_{};
    QList<NetworkLandscape::Place> way_{}; ///< in the landscape's plane
    std::optional<QPointF> here_{};        ///< where the run is
    Background background_{};
    QComboBox* directions_;
    TaskStrip* strip_;
};

} // namespace downhill::app
