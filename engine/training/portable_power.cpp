#include "training/portable_math.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace downhill::training::portable {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A number as an unevaluated sum, twice as exact as one double. Dekker, "A floating-point technique for
/// extending the available precision", 1971.
struct Sum {
    double high;
    double low;
};

Sum add(double left, double right) {
    const double high = left + right;
    const double from = high - left;
    return {high, (left - (high - from)) + (right - from)};
}

Sum multiply(double left, double right) {
    constexpr double kSplit = 0x1p27 + 1;
    const auto leading = [](double x) {
        const double wide = x * kSplit;
        return wide - (wide - x);
    };
    const double leftHigh = leading(left);
    const double leftLow = left - leftHigh;
    const double rightHigh = leading(right);
    const double rightLow = right - rightHigh;
    const double high = left * right;
    const double low =
        ((leftHigh * rightHigh - high) + leftHigh * rightLow + leftLow * rightHigh) + leftLow * rightLow;
    return {high, low};
}

Sum add(const Sum& left, const Sum& right) {
    const Sum sum = add(left.high, right.high);
    return add(sum.high, sum.low + left.low + right.low);
}

Sum multiply(const Sum& left, const Sum& right) {
    const Sum product = multiply(left.high, right.high);
    return add(product.high, product.low + (left.high * right.low + left.low * right.high));
}

/// The logarithm of a normal positive number, to about 20 digits: log() with its leading terms as sums.
Sum logarithm(double x) {
    constexpr double kSqrtHalf = 0x1.6a09e667f3bcdp-1;
    constexpr double kLn2High = 0x1.62e42feep-1;
    constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
    constexpr Sum kThird{0x1.5555555555555p-2, 0x1.5555555555555p-56};
    constexpr std::array kRest{1.0 / 5,  1.0 / 7,  1.0 / 9,  1.0 / 11, 1.0 / 13,
                               1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23};
    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto exponent = static_cast<int>(bits >> 52) - 1022;
    double m = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFF) | 0x3FE0000000000000);
    if (m < kSqrtHalf) {
        m *= 2;
        --exponent;
    }
    const double above = m - 1;
    const Sum below = add(m, 1.0);
    const double quotient = above / below.high;
    const Sum back = multiply(quotient, below.high);
    const Sum ratio = add(quotient, (((above - back.high) - back.low) - quotient * below.low) / below.high);
    const Sum square = multiply(ratio, ratio);
    double rest = kRest.back();
    for (std::size_t i = kRest.size() - 1; i-- > 0;)
        rest = rest * square.high + kRest[i];
    const Sum series = add(kThird, multiply(square.high, rest));
    const Sum artanh = multiply(ratio, add({1, 0}, multiply(square, series)));
    const Sum whole = add(exponent * kLn2High, exponent * kLn2Low);
    return add(whole, {2 * artanh.high, 2 * artanh.low});
}

bool isWhole(double x) {
    return std::floor(x) == x;
}

bool isOdd(double whole) {
    return std::abs(std::fmod(whole, 2)) == 1;
}

/// base^exponent for a base that is positive and finite.
double powerOfPositive(double base, double exponent) {
    const bool subnormal = base < std::numeric_limits<double>::min();
    Sum log = logarithm(subnormal ? base * 0x1p52 : base);
    if (subnormal)
        log = add(log, {-0x1.205966f2b4f12p+5, -0x1.6dca0480f5c1ap-49});
    const double estimate = exponent * log.high;
    constexpr double kBeyond = 750;
    if (!(std::abs(estimate) < kBeyond))
        return exp(estimate);
    const Sum power = multiply(exponent, log.high);
    const Sum argument = add(power.high, power.low + exponent * log.low);
    const double value = exp(argument.high);
    // At an infinite value the correction would be an infinity of its own.
    return value == kInfinity ? value : value + value * argument.low;
}

} // namespace

double pow(double base, double exponent) {
    if (exponent == 0 || base == 1)
        return 1;
    if (std::isnan(base) || std::isnan(exponent))
        return base + exponent;
    // The few that formulas are full of, rounded once or twice.
    if (exponent == 1)
        return base;
    if (exponent == 2)
        return base * base;
    if (exponent == 3)
        return base * base * base;
    if (exponent == -1)
        return 1 / base;

    const double size = std::abs(base);
    const bool negative = std::signbit(base) && isWhole(exponent) && isOdd(exponent);
    double value = 0;
    if (std::isinf(exponent)) {
        value = size == 1 ? 1 : (size > 1) == (exponent > 0) ? kInfinity : 0;
    } else if (size == 0 || std::isinf(size)) {
        value = (size == 0) == (exponent > 0) ? 0 : kInfinity;
    } else if (base < 0 && !isWhole(exponent)) {
        return std::numeric_limits<double>::quiet_NaN();
    } else {
        value = powerOfPositive(size, exponent);
    }
    return negative ? -value : value;
}

} // namespace downhill::training::portable
