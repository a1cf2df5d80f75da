#pragma once

#include "views/charted_view.h"

#include <QDoubleSpinBox>

class QLineSeries;

namespace downhill::app {

class PathItem;
class PointsItem;

/// What a loss makes of a confidence: −log p beside (1 − p)² over the probability p that a network gives to
/// the right class, with a point on both that is moved by mouse or by key. Shows nothing of the runs.
class PenaltyView : public ChartedView {
    Q_OBJECT

public:
    PenaltyView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void showFrame(const ExperimentFrame&) override {}
    QString spokenSummary() const override;

    /// The probability of the right class.
    QDoubleSpinBox& confidence() const { return *confidence_; }

    static double crossEntropy(double probability);
    static double squaredError(double probability);

protected:
    void restyle() override;

private:
    void redraw();
    std::optional<ReadOut> probe(double probability) const;

    QDoubleSpinBox* confidence_;
    QLineSeries* cross_;
    QLineSeries* squared_;
    PathItem* drops_;
    PointsItem* points_;
    bool crossShown_ = true;
    bool squaredShown_ = true;
};

} // namespace downhill::app
