#include "training/loss_curve.h"

#include <algorithm>
#include <cmath>

namespace downhill::training {

namespace {

/// Extends `into` by `next`, which follows it.
void merge(CurveBucket& into, const CurveBucket& next) {
    if (next.least < into.least) {
        into.least = next.least;
        into.leastStep = next.leastStep;
    }
    if (next.greatest > into.greatest) {
        into.greatest = next.greatest;
        into.greatestStep = next.greatestStep;
    }
    into.last = next.last;
    into.lastStep = next.lastStep;
}

} // namespace

// An even capacity, so that a full curve always falls into pairs.
LossCurve::LossCurve(std::size_t capacity) : capacity_(std::max<std::size_t>(2, capacity + capacity % 2)) {}

void LossCurve::add(std::int64_t step, float loss) {
    if (!std::isfinite(loss)) {
        if (brokeAt_ == 0)
            brokeAt_ = std::max<std::int64_t>(step, 1);
        return;
    }
    const CurveBucket value{step, step, step, step, loss, loss, loss, loss};
    if (!buckets_.empty() && fill_ < width_) {
        merge(buckets_.back(), value);
        ++fill_;
        return;
    }
    if (buckets_.size() == capacity_)
        halve();
    buckets_.push_back(value);
    fill_ = 1;
}

void LossCurve::apply(const CurveUpdate& update) {
    if (!std::isfinite(update.bucket.first)) {
        brokeAt_ = update.bucket.firstStep;
        return;
    }
    while (width_ < update.width)
        halve();
    if (update.width < width_ || update.index >= capacity_)
        return;
    if (update.index < buckets_.size())
        buckets_[update.index] = update.bucket;
    else if (update.index == buckets_.size())
        buckets_.push_back(update.bucket);
}

void LossCurve::clear() {
    buckets_.clear();
    width_ = 1;
    fill_ = 0;
    brokeAt_ = 0;
}

void LossCurve::halve() {
    const std::size_t pairs = buckets_.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
        buckets_[i] = buckets_[2 * i];
        merge(buckets_[i], buckets_[2 * i + 1]);
    }
    // Only a mirror that is still short of its source halves at an odd size; its last bucket is about to be
    // replaced.
    if (buckets_.size() % 2 == 1)
        buckets_[pairs] = buckets_.back();
    buckets_.resize((buckets_.size() + 1) / 2);
    width_ *= 2;
}

} // namespace downhill::training
