#pragma once

#include "training/gradient_cloud.h"
#include "views/background.h"
#include "views/charted_view.h"
#include "views/parameter_names.h"

#include <QSpinBox>

#include <memory>
#include <vector>

namespace downhill::app {

class ArrowsItem;
class PathItem;

/// The gradients of single batches as arrows around that of all samples: how far a batch may point astray.
/// Seen along and across the full gradient, or in two parameters. Batches of any size can be tried; they are
/// drawn anew for each picture from the weights as they are.
class GradientArrowsView : public ChartedView {
    Q_OBJECT

public:
    GradientArrowsView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    QComboBox& sizeSelector() const { return *sizes_; }
    QComboBox& directionSelector() const { return *directions_; }
    QSpinBox& parameter(std::size_t axis) const { return *(axis == 0 ? first_ : second_); }
    /// As shown; nothing before it is computed.
    const std::optional<training::GradientCloud>& cloud() const { return cloud_; }
    const ArrowsItem& arrows() const { return *arrows_; }

protected:
    void runChosen() override;
    void restyle() override;

private:
    using Network = training::Network<float>;

    bool inParameters() const { return directions_->currentIndex() == 1; }
    std::int64_t batchSize() const { return sizes_->currentData().toLongLong(); }
    training::GradientCloudSettings settings() const;
    void offerSizes();
    void offerParameters();
    void compute();
    void take(std::optional<training::GradientCloud> cloud, std::int64_t step);
    void redraw();
    void drawNoise();
    void setRanges();
    QString parameterName(const QSpinBox& box) const;
    QString findings() const;
    std::optional<ReadOut> probe(QPointF value) const;

    std::shared_ptr<const Network> network_{};
    ParameterNames names_{};
    training::LossSettings loss_{training::Loss::MeanSquaredError};
    std::vector<training::RunSnapshot> runs_{};
    std::optional<training::GradientCloud> cloud_{};
    std::int64_t step_ = 0;
    bool stale_ = false; ///< the weights have changed since the computation under way began
    double reach_ = 0;   ///< of the axes
    QComboBox* sizes_;
    QComboBox* directions_;
    QSpinBox* first_;
    QSpinBox* second_;
    PathItem* noise_;
    ArrowsItem* arrows_;
    Background background_{};
};

} // namespace downhill::app
