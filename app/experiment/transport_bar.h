#pragma once

#include "experiment/experiment_controller.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace downhill::app {

class Appearance;
class SteadyLabel;

/// The buttons that drive a run, its speed, and how far it is.
class TransportBar : public QWidget {
    Q_OBJECT

public:
    TransportBar(ExperimentController& controller, Appearance& appearance, QWidget* parent = nullptr);

private:
    QToolButton* addButton(const QString& name, const QString& explanation, const QKeySequence& key);
    static void explain(QToolButton* button, const QString& explanation);
    void explainActs();
    void showState();
    void showStep();
    void drawIcons();

    ExperimentController& controller_;
    Appearance& appearance_;
    QToolButton* play_;
    QToolButton* step_;
    QToolButton* act_;
    QToolButton* rewind_;
    QToolButton* weights_;
    QComboBox* speed_;
    SteadyLabel* count_;
    int lastWidth_ = 0; ///< px of the last step's name
    QLabel* next_;
};

} // namespace downhill::app
