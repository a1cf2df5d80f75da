#pragma once

#include "charts/scalar_grid.h"
#include "views/charted_view.h"
#include "views/network_probe.h"

#include <vector>

namespace downhill::app {

class HeatItem;
class PathItem;
class PointsItem;

/// Where in the plane a network sees which class: colours paler where it is unsure, the line where it changes
/// its mind, and the data on top. The plane is the one that the data are drawn in, whatever features the
/// network is given of it.
class BoundaryView : public ChartedView {
    Q_OBJECT

public:
    BoundaryView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    /// The share of class 1 (of each class where there are more) over the plane that the data are drawn in,
    /// as shown now.
    const std::vector<ScalarGrid>& grids() const { return grids_; }

protected:
    void runChosen() override;
    void restyle() override;
    void spaceChanged() override;

private:
    struct Run : NetworkState {
        double trainAccuracy = 0;
        double testAccuracy = 0;
        std::int64_t divergedAt = 0;
    };

    const Run* shown() const;
    int classes() const;
    void buildChips();
    void computeGrids();
    void paintGrids();
    void paintPoints();
    void describe();
    QColor classColor(int index) const;
    int classAt(std::size_t node) const;
    std::optional<ReadOut> probe(QPointF value);

    std::optional<NetworkProbe> network_{};
    std::vector<Run> runs_{};
    std::vector<ScalarGrid> grids_{};
    bool linesShown_ = true;
    bool testShown_ = true;
    std::vector<bool> classShown_{};
    HeatItem* heat_;
    PathItem* lines_;
    PointsItem* points_;
};

} // namespace downhill::app
