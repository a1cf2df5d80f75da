#pragma once

#include "charts/terrain.h"
#include "training/surface.h"
#include "views/charted_view.h"

#include <QToolButton>

#include <optional>
#include <vector>

namespace downhill::app {

class HeatItem;
class NetworkGround;
class PathItem;
class ReliefPlot;
class TrailsItem;

/// A loss over its two weights, seen from above: paler where it is low, lines of equal height, and the way
/// that each run has taken from its start. Where the experiment has controls for the start, it can be
/// dragged. A switch shows the same in three dimensions. Of a network it shows the loss in a plane through
/// the weights of a run, when it is asked for.
class LandscapeView : public ChartedView {
    Q_OBJECT

public:
    LandscapeView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    /// What is painted under the lines; empty where there is no surface of two weights.
    const Terrain& terrain() const { return terrain_; }
    /// Changes between the plan and the relief.
    QToolButton& reliefSwitch() const { return *reliefSwitch_; }
    ReliefPlot& relief() const { return *relief_; }
    NetworkGround& network() const { return *network_; }
    /// The ways that are drawn, that of the run shown on top.
    const TrailsItem& trails() const { return *trails_; }

protected:
    void runChosen() override;
    void restyle() override;
    void spaceChanged() override;

private:
    struct Run {
        QList<QPointF> places{}; ///< oldest first
        double loss = 0;
        std::int64_t step = 0;
        std::int64_t divergedAt = 0;
        bool leftWindow = false;
        bool shown = true;
    };

    /// The runs in the order in which they are drawn: the one shown last.
    std::vector<std::size_t> drawnRuns() const;
    double lossAt(QPointF place) const { return surface_->value<double>({place.x(), place.y()}); }
    /// Of the relief.
    double heightAt(QPointF place) const;
    void takeSurface();
    void takeLandscape();
    void describeNetwork();
    std::optional<ReadOut> probeNetwork(QPointF value) const;
    QString spokenNetwork() const;
    QPointF start() const;
    void beginRuns();
    void buildChips();
    void survey();
    void paintTerrain();
    void drawRuns();
    void drawRelief();
    void describe();
    std::optional<ReadOut> probe(QPointF value) const;
    QString fate(std::size_t run) const;

    std::optional<training::Surface> surface_{};
    std::vector<training::SurfaceMinimum> minima_{};
    std::vector<Run> runs_{};
    bool startMoves_ = false;          ///< the student may choose it
    std::optional<QPointF> dragged_{}; ///< where the start is on its way to
    Terrain terrain_{};
    HeatItem* heat_;
    PathItem* contours_;
    TrailsItem* trails_;
    Terrain ground_{}; ///< of the relief: the whole window, whatever part of it the plan shows
    NetworkGround* network_;
    ReliefPlot* relief_;
    QToolButton* reliefSwitch_;
};

} // namespace downhill::app
