#pragma once

#include "views/charted_view.h"

#include <vector>

namespace downhill::app {

class LaneItem;

/// The last batches of a run in time: when each was loaded, in the lane of whoever loads; when the training
/// waited for it, and when it was trained on, in the lane below. In words: what share of the time was spent
/// how.
class LoaderTimelineView : public ChartedView {
    Q_OBJECT

public:
    /// What the last batches took; shares are of the time from the first wait shown to the last step's end.
    struct Shares {
        int batches = 0;    ///< whose steps are done; with none all is 0
        double seconds = 0; ///< from the first wait to the last step's end
        double loaded = 0;  ///< mean seconds of loading a batch
        double waited = 0;  ///< mean seconds of waiting for a batch
        double trained = 0; ///< mean seconds of a step with its batch
        double waiting = 0; ///< share of the time, in [0, 1]
        double training = 0;
        double between() const { return batches > 0 ? 1 - waiting - training : 0; } ///< steps: the run's pace
    };

    static constexpr int kShown = 12; ///< batches, unless one zooms out

    LoaderTimelineView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    training::SnapshotParts parts() const override { return {.loader = true}; }
    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    const LaneItem& lanes() const { return *lanes_; }
    const Shares& shares() const { return shares_; }

protected:
    void runChosen() override;
    void restyle() override;

private:
    enum Kind { Loading, Waiting, Training };
    static constexpr int kKinds = 3;

    bool isNetwork() const { return data() && data()->train.size() > 0; }
    bool isDirect() const;
    void buildChips();
    void take();
    void measure();
    void redraw();
    void describe();
    QString why() const;
    static QString nameOf(Kind kind);
    static QColor colorOf(const Theme& theme, Kind kind);
    double millisecondsAt(double seconds) const { return (seconds - end_) * 1000; }
    QPointF placeOf(const training::BatchTimes& times) const;
    std::optional<std::size_t> nearest(double milliseconds, bool loading) const;
    std::optional<ReadOut> probe(QPointF value) const;
    std::optional<QPointF> step(QPointF value, int right) const;

    training::Snapshot snapshot_{};
    std::vector<training::BatchTimes> timeline_{}; ///< oldest first; those that lie ready last
    double end_ = 0;  ///< the last moment that is known, in seconds of the loader
    double span_ = 0; ///< milliseconds shown
    bool shown_[kKinds] = {true, true, true};
    Shares shares_{};
    LaneItem* lanes_;
};

} // namespace downhill::app
