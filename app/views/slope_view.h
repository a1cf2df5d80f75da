#pragma once

#include "training/surface.h"
#include "views/charted_view.h"

#include <QToolButton>

#include <optional>
#include <vector>

class QLineSeries;

namespace downhill::app {

class SlopeItem;
class SlopeLens;
struct SlopeStep;

/// One weight on its loss curve, of a surface with one parameter: the ball, the slope of the curve under it,
/// its last steps, and the next one. The window doubles whenever a ball has left it. A switch puts the next
/// step under a magnifying glass.
class SlopeView : public ChartedView {
    Q_OBJECT

public:
    SlopeView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    /// Shows and hides the magnifying glass.
    QToolButton& lensSwitch() const { return *lensSwitch_; }
    const SlopeLens& lens() const { return *lens_; }
    const SlopeItem& marks() const { return *item_; }

protected:
    void runChosen() override;
    void restyle() override;
    void spaceChanged() override;

private:
    struct Run {
        double weight = 0;
        std::int64_t step = 0;
        double learningRate = 0;
        QList<double> trail{}; ///< from the start, thinned; `weight` last
        std::int64_t divergedAt = 0;
        bool shown = true;
    };

    double lossAt(double weight) const { return surface_->value<double>({weight, 0}); }
    double slopeAt(double weight) const { return surface_->gradient<double>({weight, 0})[0]; }
    double start() const { return surface_ ? surface_->problem().start[0] : 0; }
    /// Where the run's next step leads; nothing where that depends on what an optimizer or a schedule
    /// remembers, or on a loop of the author's own.
    std::optional<double> nextWeight(std::size_t run) const;
    AxisRange heightsOver(const AxisRange& x) const;
    /// Whether a run's next step is to be shown: where the weight is set by hand, after the first.
    bool trains(const Run& run) const;
    void beginRuns();
    void buildChips();
    void follow(bool anew);
    void drawCurve();
    void drawRuns();
    void drawLens();
    /// The next step of the run shown, where it is known and leads to a number.
    std::optional<SlopeStep> nextStep() const;
    QString whyNoStep() const;
    void describe();
    std::optional<ReadOut> probe(QPointF value) const;

    std::optional<training::Surface> surface_{}; ///< of one parameter; nothing where there is none to show
    AxisRange window_{-3, 3};
    int doublings_ = 0;
    std::uint64_t generation_ = 0;
    std::vector<Run> runs_{};
    QLineSeries* curve_;
    SlopeItem* item_;
    SlopeLens* lens_;
    QToolButton* lensSwitch_;
};

} // namespace downhill::app
