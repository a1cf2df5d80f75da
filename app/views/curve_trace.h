#pragma once

#include "charts/plot_space.h"
#include "training/loss_curve.h"

#include <QList>
#include <QPointF>

#include <optional>
#include <span>
#include <vector>

namespace downhill::app {

/// A loss curve as a chart draws it, for a linear or a logarithmic axis. On a logarithmic one y is the
/// decimal exponent, and a loss of zero lies below everything.
class CurveTrace {
public:
    CurveTrace(const training::LossCurve& curve, bool logarithmic)
        : curve_(curve), logarithmic_(logarithmic) {}

    /// Every loss, or of each bucket the extremes, within `window`, in at most `most` points.
    QList<QPointF> raw(AxisRange window, double bottom, qsizetype most) const;

    /// The running mean of the losses over a centred stretch of the window, at `most` places. At the newest
    /// end the stretch is cut off, at the oldest it shrinks, so that a run's first loss stands where it was.
    /// Short curves are not smoothed. On a logarithmic axis too it is the mean of the losses: that of their
    /// logarithms would lie below what a run with noisy losses has.
    QList<QPointF> smooth(AxisRange window, double bottom, qsizetype most) const;

    /// Whether smooth() gives means there rather than the losses themselves.
    bool isSmoothed(AxisRange window) const;

    /// The least and greatest y; nothing where no loss can be drawn.
    std::optional<AxisRange> extent() const;

    /// The bucket nearest to `step`, null where the curve is empty.
    const training::CurveBucket* near(double step) const;

private:
    double height(double loss, double bottom) const;
    std::pair<std::size_t, std::size_t> seen(AxisRange window) const;

    const training::LossCurve& curve_;
    bool logarithmic_;
};

} // namespace downhill::app
