#pragma once

#include "lesson/lesson.h"
#include "training/loss_curve.h"
#include "training/runner.h"

#include <QFrame>

#include <memory>
#include <optional>
#include <span>

namespace downhill::app {

class Appearance;
class TextContext;

/// The loss curves of one run, mirrored from the training thread.
struct RunCurves {
    training::LossCurve batch{};
    training::LossCurve test{};
};

/// An earlier run of the same experiment, kept on the loss chart for comparison. Its first run's batch
/// losses.
struct PastCurve {
    QString label{}; ///< what was different: "rate 0.3"
    training::LossCurve curve{};
};

/// What every view of an experiment shows from. Only values; a view keeps what it needs.
struct ExperimentFrame {
    training::Snapshot snapshot{};
    std::span<const RunCurves> curves{};
    /// Newest first, at most three. The loss curves draw them thin and grey behind the present run, dashed
    /// apart, with a legend chip each; shown also before the first step.
    std::span<const PastCurve> past{};
    /// The step of the past that `snapshot` shows; the curves go on to the present all the same.
    std::optional<std::int64_t> lookedAt{};
};

/// One way of looking at an experiment. All views of an experiment are fed with the same frames, at most 60 a
/// second.
class ExperimentView : public QFrame {
    Q_OBJECT

public:
    using QFrame::QFrame;

    /// A new experiment, or the same one with other settings; `data` is null for a surface.
    virtual void setExperiment(const lesson::ExperimentBlock& block,
                               std::shared_ptr<const training::SplitDataset<float>> data) = 0;
    virtual void showFrame(const ExperimentFrame& frame) = 0;

    /// What the view needs of the inside of a step; its frames hold at least that.
    virtual training::SnapshotParts parts() const { return {}; }

    /// What the view shows, in a sentence or two, for those who hear rather than see it.
    virtual QString spokenSummary() const = 0;

    /// The least that a view of its kind wants. Where its parts need more height, as with large texts, it
    /// asks for that.
    void setLeastSize(QSize least);
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The start of a surface was dragged here.
    void startMoved(QPointF place);
    /// A weight was set by hand.
    void weightEdited(std::size_t run, std::size_t parameter, double value);
    /// The lines of a run's loop were left out or moved. It passed training::checkLoop().
    void loopEdited(std::size_t run, const std::vector<downhill::training::Act>& loop);

private:
    QSize least_{280, 200};
};

/// The view that a lesson asks for; `texts` typesets its formulas.
std::unique_ptr<ExperimentView> makeExperimentView(const lesson::View& view, TextContext& texts);

} // namespace downhill::app
