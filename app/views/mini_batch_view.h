#pragma once

#include "training/batch_order.h"
#include "views/charted_view.h"

#include <QProgressBar>

#include <vector>

namespace downhill::app {

class PointsItem;

/// The points of a plane as a run deals them out: the present batch on top, those that this epoch has seen,
/// and those that it has still to come to.
class MiniBatchView : public ChartedView {
    Q_OBJECT

public:
    MiniBatchView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    training::SnapshotParts parts() const override { return {.batch = true}; }
    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    /// How much of the epoch is done.
    QProgressBar& progress() const { return *progress_; }
    /// The samples of the present batch, and those of the epoch before it, by their index.
    const std::vector<std::int64_t>& batch() const { return batch_; }
    const std::vector<std::int64_t>& seen() const { return seen_; }

protected:
    void runChosen() override;
    void restyle() override;

private:
    struct Run {
        std::int64_t step = 0;
        std::vector<std::int64_t> batch{};
    };

    bool isPlane() const;
    void buildOrder();
    void followBatch();
    /// Goes to the batch of this number, counted from 1, and tells whether it is the run's.
    bool isBatch(std::int64_t number, const std::vector<std::int64_t>& batch);
    void redraw();
    void buildChips();
    QString placeText() const;
    std::optional<ReadOut> probe(QPointF value) const;

    std::vector<Run> runs_{};
    std::optional<training::BatchOrder> order_{};
    std::int64_t number_ = 0; ///< of the present batch, counted from 1; 0 before the first or where unknown
    std::vector<std::int64_t> batch_{};
    std::vector<std::int64_t> seen_{};
    bool batchShown_ = true;
    bool seenShown_ = true;
    bool restShown_ = true;
    QProgressBar* progress_;
    PointsItem* all_;
    PointsItem* present_;
};

} // namespace downhill::app
