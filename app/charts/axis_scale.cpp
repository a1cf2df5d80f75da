#include "charts/axis_scale.h"

#include "charts/number_text.h"

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr double kGrowth = 1.25;
constexpr double kMostSteps = 1e12; // from zero to a tick
constexpr int kEnough = 6;          // ticks, of which two are sure to lie in any range

/// The span that reaches `needed`, in steps of kGrowth from `span`.
double stretched(double span, double needed) {
    if (needed <= span)
        return span;
    double result = span * std::pow(kGrowth, std::ceil(std::log(needed / span) / std::log(kGrowth)));
    return result < needed ? result * kGrowth : result;
}

double roundStep(double span, int most) {
    const double rough = span / std::max(1, most);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough * 0.67)
            return factor * power;
    return 10 * power;
}

/// A round number of decades, at least `rough`.
int decadesApart(double rough) {
    for (const int stride : {1, 2, 3, 5, 10, 20, 50, 100})
        if (stride >= rough)
            return stride;
    return 200;
}

QString tickLabel(double at, double step, double largest) {
    if (std::abs(at) < step * 1e-6)
        return QStringLiteral("0");
    const int exponent = static_cast<int>(std::floor(std::log10(step) + 1e-9));
    if (largest >= 1e6 || exponent < -4)
        return valueText(at, 3);
    QString text = numberLocale().toString(at, 'f', std::max(0, -exponent));
    return text.replace(u'-', QChar(0x2212));
}

} // namespace

AxisRange grown(AxisRange range, double low, double high) {
    if (std::isfinite(high) && high > range.high)
        range.high = range.low + stretched(range.span(), high - range.low);
    if (std::isfinite(low) && low < range.low)
        range.low = range.high - stretched(range.span(), range.high - low);
    return range;
}

std::vector<Tick> linearTicks(AxisRange range, int most) {
    std::vector<Tick> ticks;
    if (!(range.span() > 0) || !std::isfinite(range.span()))
        return ticks;
    const double step = roundStep(range.span(), most);
    const double largest = std::max(std::abs(range.low), std::abs(range.high));
    const double first = std::ceil(range.low / step - 1e-6);
    const double last = std::floor(range.high / step + 1e-6);
    // Beyond, the range is narrower than its numbers can be told apart.
    if (!(last - first < 1000) || std::abs(first) > kMostSteps)
        return ticks;
    const int count = static_cast<int>(last - first) + 1;
    if (count < 2 && most < kEnough) // a single number says nothing of the scale
        return linearTicks(range, most + 1);
    for (int i = 0; i < count; ++i)
        ticks.push_back({(first + i) * step, tickLabel((first + i) * step, step, largest), false});
    return ticks;
}

std::vector<Tick> logarithmicTicks(AxisRange range, int most) {
    std::vector<Tick> ticks;
    if (!(range.span() > 0) || !std::isfinite(range.span()))
        return ticks;
    if (range.span() < 0.5 && range.high < 300 && range.low > -300) {
        for (Tick tick : linearTicks({std::pow(10.0, range.low), std::pow(10.0, range.high)}, most)) {
            if (tick.at <= 0)
                continue;
            tick.at = std::log10(tick.at);
            ticks.push_back(std::move(tick));
        }
        return ticks;
    }
    const int first = static_cast<int>(std::floor(range.low));
    const int last = static_cast<int>(std::ceil(range.high));
    const int stride = decadesApart(range.span() / std::max(1, most));
    const bool fine = range.span() < 1.5 || 3 * range.span() <= most; // with names for 2 and 5 too
    const bool asPowers = range.low < -4.99 || range.high >= 5;       // one way of writing along an axis
    for (int exponent = first; exponent <= last; ++exponent) {
        const bool labelled = ((exponent % stride) + stride) % stride == 0;
        if (range.holds(exponent) && (labelled || stride <= 5))
            ticks.push_back({static_cast<double>(exponent),
                             labelled ? powerOfTenText(exponent, asPowers) : QString(), !labelled});
        for (int digit = 2; digit <= 9 && stride == 1 && range.span() < 7; ++digit) {
            const double at = exponent + std::log10(digit);
            if (!range.holds(at))
                continue;
            const bool named = fine && (digit == 2 || digit == 5);
            ticks.push_back({at, named ? valueText(digit * std::pow(10.0, exponent)) : QString(), !named});
        }
    }
    return ticks;
}

} // namespace downhill::app
