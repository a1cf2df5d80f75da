#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace downhill::training {

/// The losses of a stretch of steps: enough to draw them without hiding a spike.
struct CurveBucket {
    std::int64_t firstStep = 0;
    std::int64_t lastStep = 0;
    std::int64_t leastStep = 0;    ///< where `least` was
    std::int64_t greatestStep = 0; ///< where `greatest` was
    float first = 0;
    float least = 0;
    float greatest = 0;
    float last = 0;
    bool operator==(const CurveBucket&) const = default;
};

/// One bucket of a curve as it is now, for a mirror of the curve in another thread. Applying it twice changes
/// nothing. Where the bucket's losses are NaN, it says that the curve broke at `bucket.firstStep`.
struct CurveUpdate {
    std::int64_t width = 1;
    std::size_t index = 0;
    CurveBucket bucket{};
};

/// A run's loss over its steps in bounded memory. Buckets are one step wide until `capacity` is reached; then
/// pairs merge and the width doubles. A value that is not finite is counted, and stored as the end of the
/// curve.
class LossCurve {
public:
    explicit LossCurve(std::size_t capacity = 4096);

    void add(std::int64_t step, float loss);
    void apply(const CurveUpdate& update); ///< for a mirror; updates of one curve must arrive in order
    void clear();

    std::span<const CurveBucket> buckets() const { return buckets_; }
    std::int64_t width() const { return width_; } ///< values a full bucket holds
    std::size_t capacity() const { return capacity_; }
    /// Step of the first loss that was not finite; 0 where all were.
    std::int64_t brokeAt() const { return brokeAt_; }

private:
    void halve();

    std::size_t capacity_;
    std::int64_t width_ = 1;
    std::int64_t fill_ = 0;
    std::int64_t brokeAt_ = 0;
    std::vector<CurveBucket> buckets_{};
};

} // namespace downhill::training
