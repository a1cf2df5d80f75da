#pragma once

#include "views/card_view.h"
#include "views/graph_canvas.h"
#include "views/network_inside.h"
#include "views/parameter_names.h"

#include <optional>

class QBoxLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace downhill::app {

class SteadyLabel;
class WeightField;

/// A network as a graph with its weights, gradients and what each unit makes of the places of its samples.
/// One weight can be set by hand, and one sample followed forward and back, edge by edge, with its numbers.
class NetworkGraphView : public CardView {
    Q_OBJECT

public:
    NetworkGraphView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    QString spokenSummary() const override;

    GraphCanvas& canvas() const { return *canvas_; }
    WeightField& weightField() const { return *weight_; }
    QSpinBox& sampleField() const { return *sample_; }
    QPushButton& nextButton() const { return *next_; }
    QPushButton& backButton() const { return *back_; }
    /// What is known of the chosen parameter, or of the one that is pointed at.
    QString reading() const;
    /// What happens at the present stop of the walk; empty before its first.
    QString sentence() const;

protected:
    void refresh() override;
    void restyle() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool fits() const;
    QString readingOf(std::size_t parameter) const;
    void readOut();
    void walkTo(std::ptrdiff_t stop);
    void showWalk();
    void draw();

    std::optional<NetworkInside> inside_{};
    ParameterNames names_{};
    std::vector<WalkStop> stops_{};
    std::ptrdiff_t stop_ = -1; ///< −1: not begun
    std::optional<SampleWay> way_{};
    std::optional<std::size_t> pointed_{};
    GraphCanvas* canvas_;
    QBoxLayout* readingRow_;
    SteadyLabel* reading_;
    WeightField* weight_;
    QLabel* sampleName_;
    QSpinBox* sample_;
    QPushButton* back_;
    QPushButton* next_;
    QLabel* sentence_;
};

} // namespace downhill::app
