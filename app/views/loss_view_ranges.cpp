// Which steps and losses the axes of the loss view show.

#include "charts/axis_scale.h"
#include "views/curve_trace.h"
#include "views/loss_view.h"
#include "views/seed_bands.h"

#include <algorithm>
#include <cmath>

namespace downhill::app {

using training::LossCurve;
using training::Spread;

namespace {

constexpr double kFirstSteps = 20;
constexpr double kLeastDecades = 0.6;
constexpr double kRoofDecades = 2;   // above the first loss
constexpr double kRoof = 1.5;        // times the first loss, on a linear axis
constexpr double kFloorDecades = 12; // below the first loss; a float knows no more of it

} // namespace

void LossView::forgetRanges() {
    x_ = {0, kFirstSteps};
    y_.reset();
}

void LossView::growRanges() {
    double lastStep = 0, start = 0;
    std::optional<AxisRange> seen, settled; // settled: of the runs that did not diverge
    const auto unite = [](std::optional<AxisRange>& all, const AxisRange& one) {
        all = all ? AxisRange{std::min(all->low, one.low), std::max(all->high, one.high)} : one;
    };
    const auto take = [&](const LossCurve& curve, bool broken) {
        if (curve.buckets().empty())
            return;
        lastStep = std::max(lastStep, static_cast<double>(curve.buckets().back().lastStep));
        if (const auto extent = CurveTrace(curve, logarithmic_).extent()) {
            unite(seen, *extent);
            if (!broken)
                unite(settled, *extent);
        }
    };
    for (const Run& run : runs_) {
        take(run.curves.batch, run.brokeAt > 0);
        take(run.curves.test, run.brokeAt > 0);
        lastStep = std::max(lastStep, static_cast<double>(run.brokeAt));
        if (!run.curves.batch.buckets().empty())
            start = std::max(start, static_cast<double>(run.curves.batch.buckets().front().first));
    }
    for (const Past& past : past_)
        take(past.past.curve, past.past.curve.brokeAt() > 0);
    if (const auto band = bandExtent()) {
        unite(seen, *band);
        lastStep = std::max(lastStep, seeds_->band()->steps.back());
    }
    // A run that diverged leaves at the top rather than flattening the others; so does one that falls to
    // nothing.
    if (seen && settled && start > 0) {
        const double roof = logarithmic_ ? std::log10(start) + kRoofDecades : kRoof * start;
        seen->high = std::min(seen->high, std::max(settled->high, roof));
    }
    if (seen && logarithmic_ && start > 0)
        seen->low = std::max(seen->low, std::log10(start) - kFloorDecades);
    x_ = grown(x_, 0, lastStep);
    if (seen) {
        if (logarithmic_) {
            const AxisRange wanted{seen->low - 0.06, seen->high + 0.06};
            const double lack = std::max(0.0, kLeastDecades - wanted.span());
            y_ = y_ ? grown(*y_, wanted.low, wanted.high) : AxisRange{wanted.low - lack, wanted.high};
        } else {
            const double high = seen->high > 0 ? seen->high * 1.04 : 1;
            y_ = grown(y_.value_or(AxisRange{0, high}), seen->low, high);
        }
    }
    drawing_ = true;
    chart().setHome(x_, y_.value_or(logarithmic_ ? AxisRange{-1, 0} : AxisRange{0, 1}));
    drawing_ = false;
}

double LossView::bottom() const {
    return chart().space().y.low - chart().space().y.span() / 10;
}

/// What the band asks of the loss axis: the part of its middle half that is a number.
std::optional<AxisRange> LossView::bandExtent() const {
    std::optional<AxisRange> extent;
    if (!bandShown_ || !seeds_->band())
        return extent;
    for (const SeedBand::Run& run : seeds_->band()->runs)
        for (const Spread& spread : run.losses)
            for (const double loss : {spread.lower, spread.median, spread.upper}) {
                if (!std::isfinite(loss) || (logarithmic_ && loss <= 0))
                    continue;
                const double height = logarithmic_ ? std::log10(loss) : loss;
                extent = extent ? AxisRange{std::min(extent->low, height), std::max(extent->high, height)}
                                : AxisRange{height, height};
            }
    return extent;
}

double LossView::heightOfLoss(double loss) const {
    const AxisRange y = chart().space().y;
    const double top = y.high + y.span();
    if (!std::isfinite(loss))
        return top;
    if (!logarithmic_)
        return std::clamp(loss, y.low - y.span(), top);
    return loss > 0 ? std::clamp(std::log10(loss), bottom(), top) : bottom();
}

} // namespace downhill::app
