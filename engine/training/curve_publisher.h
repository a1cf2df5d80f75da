#pragma once

#include "training/loss_curve.h"

#include <cstdint>
#include <limits>

namespace downhill::training {

/// Remembers how much of one curve its mirror has been sent, so that only what changed is sent, and what
/// could not be sent is sent later. A mirror that has applied everything equals the curve; one that has not
/// is an older or shorter state of it, never a wrong one.
class CurvePublisher {
public:
    /// Sends what is new of `curve` by `send(CurveUpdate) -> bool` until `send` refuses. Returns whether all
    /// was sent.
    template <class Send>
    bool publish(const LossCurve& curve, Send&& send) {
        follow(curve.width());
        const auto buckets = curve.buckets();
        for (; next_ < buckets.size(); ++next_) {
            const CurveBucket& bucket = buckets[next_];
            if (bucket.lastStep == lastStep_)
                continue;
            if (!send(CurveUpdate{width_, next_, bucket}))
                return false;
            lastStep_ = bucket.lastStep;
        }
        if (!buckets.empty())
            next_ = buckets.size() - 1; // the last bucket may still grow
        if (curve.brokeAt() != brokeAt_) {
            if (!send(broken(curve)))
                return false;
            brokeAt_ = curve.brokeAt();
        }
        return true;
    }

private:
    /// Where the curve has merged pairs, its mirror does the same by itself at the first update of the new
    /// width.
    void follow(std::int64_t width) {
        for (; width_ < width; width_ *= 2) {
            next_ /= 2;
            lastStep_ = kNothing;
        }
    }

    static CurveUpdate broken(const LossCurve& curve) {
        constexpr float nan = std::numeric_limits<float>::quiet_NaN();
        const std::int64_t step = curve.brokeAt();
        return {curve.width(), 0, {step, step, step, step, nan, nan, nan, nan}};
    }

    static constexpr std::int64_t kNothing = -1;

    std::int64_t width_ = 1;
    std::size_t next_ = 0;             ///< the first bucket that the mirror may not have as it is
    std::int64_t lastStep_ = kNothing; ///< the last step of the bucket sent last
    std::int64_t brokeAt_ = 0;
};

} // namespace downhill::training
