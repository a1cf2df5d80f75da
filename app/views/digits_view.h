#pragma once

#include "training/network_pass.h"
#include "views/assessment_feed.h"
#include "views/charted_view.h"

#include <QPushButton>
#include <QToolButton>

#include <vector>

namespace downhill::app {

class DigitField;
class PathItem;
class TilesItem;

/// Images and what a network makes of them: samples with the class that is named, the weights of the first
/// layer as pictures, and a field to draw in, which the network reads at once.
class DigitsView : public ChartedView {
    Q_OBJECT

public:
    enum class Page { Samples, Weights, Drawing };

    DigitsView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    void showFrame(const ExperimentFrame& frame) override;
    QString spokenSummary() const override;

    QComboBox& pageSelector() const { return *pages_; }
    /// Shows only samples that are named wrong.
    QToolButton& mistakesSwitch() const { return *mistakes_; }
    QPushButton& clearButton() const { return *clear_; }
    DigitField& field() const { return *field_; }
    const TilesItem& tiles() const { return *tiles_; }
    /// The samples shown, by their index in the test set, or in the training set where there is no test set.
    const std::vector<Eigen::Index>& shownSamples() const { return samples_; }
    /// What the network gives each class for the drawing; empty where nothing is drawn or known.
    const std::vector<double>& shares() const { return shares_; }

protected:
    void runChosen() override;
    void restyle() override;
    void spaceChanged() override;

private:
    Page page() const { return static_cast<Page>(pages_->currentIndex()); }
    bool hasImages() const;
    const training::RunSnapshot* run() const;
    /// Of which the tiles are, once there are data.
    // NOLINTNEXTLINE(clang-analyzer-core.uninitialized.UndefReturn): nothing asks before
    const training::Dataset<float>& set() const { return hasTest() ? data()->test : data()->train; }
    const training::Assessment* assessment() const;
    std::size_t roomForTiles() const;
    int columnsFor(int tiles) const;
    QImage sampleImage(Eigen::Index sample) const;
    QImage weightImage(const training::RunSnapshot& run, Eigen::Index unit) const;
    void choosePage();
    void redraw();
    void drawSamples();
    void drawWeights(const training::RunSnapshot& run);
    void readDrawing();
    std::optional<ReadOut> probe(QPointF value) const;
    std::optional<QPointF> step(QPointF value, QPoint way) const;

    std::optional<training::NetworkPass<float>> pass_{};
    std::vector<training::RunSnapshot> runs_{};
    AssessmentFeed feed_{};
    std::vector<Eigen::Index> samples_{};
    std::vector<double> shares_{};
    bool drawing_ = false;
    QComboBox* pages_;
    QToolButton* mistakes_;
    QPushButton* clear_;
    DigitField* field_;
    QWidget* desk_; ///< the field and what belongs to it
    TilesItem* tiles_;
    PathItem* bars_;
};

} // namespace downhill::app
