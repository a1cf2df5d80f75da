#pragma once

#include "experiment/experiment_controller.h"

#include <QWidget>

class QToolButton;

namespace downhill::app {

class Appearance;
class ThinSlider;

/// The whole of a run as a slider: dragged or moved by keys it shows every view as it was at that step, and a
/// button leads back to the present. It follows a run that plays.
class ScrubBar : public QWidget {
    Q_OBJECT

public:
    ScrubBar(ExperimentController& controller, Appearance& appearance, QWidget* parent = nullptr);

private:
    void showStep();
    std::int64_t stepAt(int position) const;

    ExperimentController& controller_;
    ThinSlider* slider_;
    QToolButton* now_;
    std::int64_t last_ = 0; ///< the step at the slider's end
};

} // namespace downhill::app
