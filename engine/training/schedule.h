#pragma once

#include "training/experiment.h"

#include <cstdint>
#include <limits>

namespace downhill::training {

/// A schedule on its way: gives the factor on the learning rate for each step, as the classes of
/// torch.optim.lr_scheduler stepped once a step (https://pytorch.org/docs/stable/optim.html). Steps count
/// from 0; with a warm-up of W > 0 steps, step n < W has (n + 1) / W of the factor that the rest begins with,
/// as LinearLR, and the rest counts from step W. With n counted so, and the period T:
///
/// - Step: factor^⌊n / T⌋ (StepLR);
/// - Exponential: factorⁿ (ExponentialLR);
/// - Cosine: floor + (1 − floor)·(1 + cos(πn / T)) / 2 up to n = T, then floor (CosineAnnealingLR; Loshchilov
///   and Hutter 2017, arXiv:1608.03983);
/// - OneCycle: half cosines from 1/25 at n = 0 to 1 at n = 0.3·T − 1 and on to 1/250 000 at n = T − 1, where
///   it stays (OneCycleLR with cycle_momentum=False; Smith and Topin 2018, arXiv:1708.07120);
/// - RangeTest: floor^(1 − n / (T − 1)), from n = T − 1 on 1 (Smith 2017, arXiv:1506.01186, on a logarithmic
///   scale);
/// - ReduceOnPlateau: looks at the mean of each `every` batch losses. A look below best·(1 − threshold) is
/// the
///   new best; after more than `patience` others in a row the factor becomes max(factor·`factor`, floor)
///   (ReduceLROnPlateau(mode="min", threshold_mode="rel", eps=0)).
class RateSchedule {
public:
    explicit RateSchedule(const Schedule& schedule) : schedule_(schedule) {}

    const Schedule& settings() const { return schedule_; }

    /// The factor for step `step`. It depends on nothing else, but for ReduceOnPlateau on what was observed.
    double factor(std::int64_t step) const;
    /// Tells the batch loss of step `step`, in order, before the factor of the next is asked for. Only
    /// ReduceOnPlateau listens.
    void observe(std::int64_t step, double batchLoss);

    /// What ReduceOnPlateau remembers, as a checkpoint keeps it.
    struct State {
        double factor = 1;
        double best = std::numeric_limits<double>::infinity();
        std::int64_t badLooks = 0; ///< in a row
        double sum = 0;            ///< of the losses since the last look
        std::int64_t count = 0;    ///< of them

        bool operator==(const State&) const = default;
    };
    const State& state() const { return state_; }
    void setState(const State& state) { state_ = state; }
    void reset() { state_ = {}; }

private:
    double afterWarmUp(std::int64_t step) const;

    Schedule schedule_;
    State state_{};
};

} // namespace downhill::training
