#pragma once

#include "training/basins.h"
#include "views/background.h"
#include "views/charted_view.h"

#include <vector>

namespace downhill::app {

class BasinItem;
class TaskStrip;

/// A surface's window, coloured by the minimum in which a run from each place ends, computed when it is asked
/// for. The minima bear their numbers; the legend gives each its share of the starts.
class BasinMapView : public ChartedView {
    Q_OBJECT

public:
    BasinMapView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame&) override {}
    QString spokenSummary() const override;

    TaskStrip& strip() const { return *strip_; }
    /// Nothing before a map has been made.
    const std::optional<training::BasinMap>& map() const { return map_; }
    const BasinItem& item() const { return *item_; }

protected:
    void runChosen() override;
    void restyle() override;

private:
    /// What starts end in, with a legend entry of its own.
    struct Basin {
        int end = 0; ///< number of the minimum, or a BasinMap::Fate
        double share = 0;
        bool shown = true;
    };

    void begin();
    void forget();
    void rank();
    void redraw();
    void drawMap();
    void buildChips();
    QColor colorOf(const Theme& theme, int end) const;
    QString nameOf(int end) const;
    bool isShown(int end) const;
    std::optional<ReadOut> probe(QPointF value) const;
    std::optional<QPointF> step(QPointF value, QPoint way) const;

    std::optional<training::BasinMap> map_{};
    std::vector<Basin> basins_{}; ///< the largest first, then those that ended in none
    bool isSurface_ = false;
    bool refused_ = false;
    AxisRange window_{-1, 1};
    BasinItem* item_;
    Background background_{};
    TaskStrip* strip_;
};

} // namespace downhill::app
