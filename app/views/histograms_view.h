#pragma once

#include "views/charted_view.h"
#include "views/layer_numbers.h"

#include <QToolButton>

#include <vector>

class QLineSeries;

namespace downhill::app {

class PathItem;

/// How the numbers of each layer are spread, a row a layer with the first on top: weights, biases, gradients
/// or activations; or how large each update is against the weights that it moves, over the steps.
class HistogramsView : public ChartedView {
    Q_OBJECT

public:
    using Quantity = lesson::Quantity;

    HistogramsView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    training::SnapshotParts parts() const override { return {.optimizer = true}; }
    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    QComboBox& quantitySelector() const { return *quantities_; }
    /// Whether sizes are told by their powers of ten.
    QToolButton& sizeSwitch() const { return *sizes_; }
    /// As shown, a layer each; empty where updates are.
    const std::vector<training::NumberSummary>& summaries() const { return summaries_; }
    /// Of a layer of the run shown: its steps and the decimal exponents of its update ratios.
    const QList<QPointF>& ratios(std::size_t layer) const { return shown().ratios[layer]; }

protected:
    void runChosen() override;
    void restyle() override;

private:
    struct Run {
        training::RunSnapshot snapshot{};
        std::vector<QList<QPointF>> ratios{}; ///< a layer each: step, decimal exponent
        std::int64_t stride = 1;              ///< steps between two that are kept, at least
    };

    Quantity quantity() const { return static_cast<Quantity>(quantities_->currentIndex()); }
    const Run& shown() const { return runs_[shownRun()]; }
    bool hasFigures() const;
    QString layerName(std::size_t layer) const;
    QPen layerPen(std::size_t layer) const;
    QString sizesText(const training::NumberSummary& summary) const;
    void keepRatios(Run& run);
    void chooseQuantity();
    void buildLines();
    void redraw();
    void drawRows();
    void drawUpdates();
    void setRowRange();
    std::optional<ReadOut> probe(QPointF value) const;
    std::optional<ReadOut> probeUpdates(double step) const;
    std::optional<QPointF> step(QPointF value, QPoint way) const;

    std::optional<LayerFigures> figures_{};
    std::vector<Run> runs_{};
    std::vector<training::NumberSummary> summaries_{};
    std::vector<bool> layerShown_{};
    AxisRange x_{};
    QComboBox* quantities_;
    QToolButton* sizes_;
    PathItem* rows_;
    std::vector<QLineSeries*> lines_{};
};

} // namespace downhill::app
