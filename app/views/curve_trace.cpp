#include "views/curve_trace.h"

#include "charts/decimate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace downhill::app {

using training::CurveBucket;

namespace {

/// A smoothed stretch is this share of the window, to either side.
constexpr std::size_t kStretches = 70;

std::size_t reachOf(std::size_t buckets) {
    return buckets / kStretches / 2;
}

/// The loss in the middle of a bucket, from its two ends.
double middle(const CurveBucket& bucket) {
    const auto last = static_cast<double>(bucket.last);
    return bucket.firstStep == bucket.lastStep ? last : (last + static_cast<double>(bucket.first)) / 2;
}

} // namespace

double CurveTrace::height(double loss, double bottom) const {
    if (!logarithmic_)
        return loss;
    return loss > 0 ? std::log10(loss) : bottom;
}

std::pair<std::size_t, std::size_t> CurveTrace::seen(AxisRange window) const {
    const auto buckets = curve_.buckets();
    const auto begin =
        std::lower_bound(buckets.begin(), buckets.end(), window.low,
                         [](const CurveBucket& b, double x) { return static_cast<double>(b.lastStep) < x; });
    const auto end = std::upper_bound(begin, buckets.end(), window.high, [](double x, const CurveBucket& b) {
        return x < static_cast<double>(b.firstStep);
    });
    auto first = static_cast<std::size_t>(begin - buckets.begin());
    auto last = static_cast<std::size_t>(end - buckets.begin());
    first -= first > 0 ? 1 : 0;
    last += last < buckets.size() ? 1 : 0;
    return {first, last};
}

QList<QPointF> CurveTrace::raw(AxisRange window, double bottom, qsizetype most) const {
    const auto [first, last] = seen(window);
    std::vector<QPointF> points;
    points.reserve(2 * (last - first) + 2);
    for (std::size_t i = first; i < last; ++i) {
        const CurveBucket& bucket = curve_.buckets()[i];
        const QPointF least(static_cast<double>(bucket.leastStep), static_cast<double>(bucket.least));
        const QPointF greatest(static_cast<double>(bucket.greatestStep),
                               static_cast<double>(bucket.greatest));
        if (i == 0 && bucket.firstStep < std::min(bucket.leastStep, bucket.greatestStep))
            points.emplace_back(static_cast<double>(bucket.firstStep), static_cast<double>(bucket.first));
        if (bucket.leastStep == bucket.greatestStep) {
            points.push_back(least);
        } else {
            points.push_back(bucket.leastStep < bucket.greatestStep ? least : greatest);
            points.push_back(bucket.leastStep < bucket.greatestStep ? greatest : least);
        }
        if (i + 1 == curve_.buckets().size() &&
            bucket.lastStep > std::max(bucket.leastStep, bucket.greatestStep))
            points.emplace_back(static_cast<double>(bucket.lastStep), static_cast<double>(bucket.last));
    }
    QList<QPointF> shown = decimate(points, window, most);
    if (logarithmic_)
        for (QPointF& point : shown)
            point.setY(height(point.y(), bottom));
    return shown;
}

QList<QPointF> CurveTrace::smooth(AxisRange window, double bottom, qsizetype most) const {
    const auto buckets = curve_.buckets();
    const auto [first, last] = seen(window);
    const std::size_t count = last - first;
    const std::size_t half = reachOf(count);
    const std::size_t places = std::min(count, std::max<std::size_t>(2, static_cast<std::size_t>(most)));
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(places));
    for (std::size_t place = 0; place < places; ++place) {
        const std::size_t i = places < 2 ? first : first + place * (count - 1) / (places - 1);
        const std::size_t reach = std::min(half, i);
        const std::size_t begin = i - reach, end = std::min(i + reach + 1, buckets.size());
        // Summed anew for each place: a running sum would not survive a loss of 10³⁰ among ordinary ones.
        double sum = 0;
        for (std::size_t at = begin; at < end; ++at)
            sum += middle(buckets[at]);
        const bool newest = i + 1 == buckets.size();
        const double loss = newest && half == 0 ? static_cast<double>(buckets[i].last)
                                                : sum / static_cast<double>(end - begin);
        const double step = newest ? static_cast<double>(buckets[i].lastStep)
                                   : static_cast<double>(buckets[i].firstStep + buckets[i].lastStep) / 2;
        points.append({step, logarithmic_ ? std::max(height(loss, bottom), bottom) : loss});
    }
    return points;
}

bool CurveTrace::isSmoothed(AxisRange window) const {
    const auto [first, last] = seen(window);
    return reachOf(last - first) > 0;
}

std::optional<AxisRange> CurveTrace::extent() const {
    double least = std::numeric_limits<double>::infinity(), greatest = -least;
    for (const CurveBucket& bucket : curve_.buckets()) {
        for (const float loss : {bucket.least, bucket.greatest}) {
            const double value = static_cast<double>(loss);
            if (!std::isfinite(value) || (logarithmic_ && value <= 0))
                continue;
            least = std::min(least, value);
            greatest = std::max(greatest, value);
        }
    }
    if (least > greatest)
        return std::nullopt;
    return logarithmic_ ? AxisRange{std::log10(least), std::log10(greatest)} : AxisRange{least, greatest};
}

const CurveBucket* CurveTrace::near(double step) const {
    const auto buckets = curve_.buckets();
    if (buckets.empty())
        return nullptr;
    auto at = std::lower_bound(buckets.begin(), buckets.end(), step, [](const CurveBucket& b, double x) {
        return static_cast<double>(b.lastStep) < x;
    });
    if (at == buckets.end())
        return &buckets.back();
    if (at != buckets.begin() && static_cast<double>(at->firstStep) > step &&
        step - static_cast<double>(std::prev(at)->lastStep) < static_cast<double>(at->firstStep) - step)
        --at;
    return &*at;
}

} // namespace downhill::app
