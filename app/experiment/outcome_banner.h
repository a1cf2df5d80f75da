#pragma once

#include "experiment/experiment_controller.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace downhill::app {

/// Says how a run ended and, after a divergence, offers the way back.
class OutcomeBanner : public QFrame {
    Q_OBJECT

public:
    explicit OutcomeBanner(ExperimentController& controller, QWidget* parent = nullptr);

private:
    void showState();
    /// Of several runs, how each of them ended; empty of one.
    QString eachRun() const;
    static QString whyDiverged(const training::Experiment& experiment, std::size_t run);
    static QString whyLeft(const training::Experiment& experiment);
    static QString inWords(const training::Goal& goal);
    void say(const char* look, const QString& headline, const QString& explanation);

    ExperimentController& controller_;
    QLabel* headline_;
    QLabel* explanation_;
    QPushButton* recover_;
};

} // namespace downhill::app
