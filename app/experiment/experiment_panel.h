#pragma once

#include "experiment/experiment_controller.h"

#include <QFrame>

#include <vector>

class QBoxLayout;
class QVBoxLayout;

namespace downhill::app {

class KnobSlider;
class TextContext;

/// The live side of a lesson: the buttons that drive the run, its views, its knobs, and how it ended.
class ExperimentPanel : public QFrame {
    Q_OBJECT

public:
    ExperimentPanel(ExperimentController& controller, TextContext& texts, QWidget* parent = nullptr);

    /// Builds views and knobs for the controller's experiment.
    void showExperiment();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void feedViews();
    void moveStart(QPointF place);
    void restartViews();
    void showKnobs();
    void arrangeKnobs();
    void arrangeViews();

    ExperimentController& controller_;
    TextContext& texts_;
    QBoxLayout* viewRow_;
    QVBoxLayout* pinnedKnobs_;   ///< below the views
    QVBoxLayout* scrolledKnobs_; ///< with them
    std::vector<ExperimentView*> views_{};
    std::vector<KnobSlider*> knobs_{};
};

} // namespace downhill::app
