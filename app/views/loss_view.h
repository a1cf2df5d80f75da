#pragma once

#include "views/charted_view.h"
#include "views/curve_trace.h"

#include <QToolButton>

#include <vector>

class QLineSeries;

namespace downhill::app {

class EndMarksItem;
class PathItem;
class SeedBands;
struct SeedBand;

/// The losses of all runs over their steps: every step faint, a smoothed line on top, the test loss dashed,
/// earlier runs thin and grey behind. A run that diverged ends with a mark. Behind it all the band of the
/// same runs with other seeds, where the student had it trained: its median, and the middle half around it.
class LossView : public ChartedView {
    Q_OBJECT

public:
    LossView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    /// Switches the loss axis between linear and logarithmic.
    QToolButton& axisSwitch() const { return *axisSwitch_; }
    const EndMarksItem& endMarks() const { return *marks_; }
    /// The losses of all steps, a path for each run that is shown.
    const PathItem& everyStep() const { return *raw_; }
    SeedBands& seeds() const { return *seeds_; }
    bool isBandShown() const { return bandShown_; }

protected:
    void restyle() override;
    void spaceChanged() override;

private:
    struct Run {
        RunCurves curves{};
        std::int64_t brokeAt = 0;
        QLineSeries* smooth = nullptr;
        QLineSeries* test = nullptr;
        bool batchShown = true;
        bool testShown = true;
    };
    struct Past {
        PastCurve past{};
        QLineSeries* line = nullptr;
        bool shown = true;
    };

    bool isEmpty() const;
    /// Whether the Loss act is in a run's loop.
    bool measuresLoss(std::size_t run) const;
    QString batchName(std::size_t run) const;
    void buildLines();
    void buildChips();
    void takePast(std::span<const PastCurve> past);
    void styleLines();
    void forgetRanges();
    void growRanges();
    void redraw();
    void describe();
    void redrawRaw();
    void redrawMarks();
    void drawLookedAt();
    void setLogarithmic(bool on);
    void takeBand();
    void drawBand();
    void addBandChip();
    QString bandName(const SeedBand& band) const;
    QColor bandColor(const Theme& theme, std::size_t run) const;
    std::optional<AxisRange> bandExtent() const;
    /// On the axis as it is; what is infinite lies far above.
    double heightOfLoss(double loss) const;
    void addBandRows(ReadOut& readOut, double step) const;
    QString spokenBand() const;
    double bottom() const;
    QPen runPen(std::size_t run) const;
    std::optional<ReadOut> probe(QPointF value) const;
    std::optional<QPointF> stop(QPointF value, int direction) const;
    void addRow(ReadOut& readOut, const CurveTrace& trace, double step, const QString& name,
                const QColor& color, const QLineSeries* line) const;

    bool logarithmic_;
    std::uint64_t generation_ = 0;
    std::vector<Run> runs_{};
    std::vector<Past> past_{};
    AxisRange x_{};
    std::optional<AxisRange> y_{};
    bool drawing_ = false;
    QToolButton* axisSwitch_;
    EndMarksItem* marks_;
    PathItem*
        raw_; ///< every step; series of so many points cost Qt too much, which also traces their outlines
    PathItem* lookedAtLine_;
    PathItem* bandItem_;
    SeedBands* seeds_;
    bool bandShown_ = true;
    std::optional<std::int64_t> lookedAt_{};
};

} // namespace downhill::app
