#include "training/portable_math.h"

#include "training/quarter_turns.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace downhill::training::portable {

namespace {

// ln 2 as a sum whose leading part has few enough bits that a whole multiple of it is exact.
constexpr double kLn2High = 0x1.62e42feep-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
constexpr double kOneOverLn2 = 0x1.71547652b82fep+0;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

/// The polynomial with these coefficients, the constant first, at x.
template <std::size_t count>
double polynomial(const std::array<double, count>& coefficients, double x) {
    double sum = coefficients[count - 1];
    for (std::size_t i = count - 1; i-- > 0;)
        sum = sum * x + coefficients[i];
    return sum;
}

// Taylor series on |x| ≤ π/4, in powers of x².
constexpr std::array kSine{1.0,
                           -1.0 / 6,
                           1.0 / 120,
                           -1.0 / 5040,
                           1.0 / 362880,
                           -1.0 / 39916800,
                           1.0 / 6227020800,
                           -1.0 / 1307674368000,
                           1.0 / 355687428096000};
constexpr std::array kCosine{1.0,
                             -1.0 / 2,
                             1.0 / 24,
                             -1.0 / 720,
                             1.0 / 40320,
                             -1.0 / 3628800,
                             1.0 / 479001600,
                             -1.0 / 87178291200,
                             1.0 / 20922789888000};

/// sin(x + quarters · π/2).
double sineFrom(double x, unsigned quarters) {
    const QuarterTurns turns = quarterTurns(x);
    const double square = turns.rest * turns.rest;
    const unsigned quadrant = turns.count + quarters;
    const double value =
        (quadrant & 1) != 0 ? polynomial(kCosine, square) : turns.rest * polynomial(kSine, square);
    return (quadrant & 2) != 0 ? -value : value;
}

// e^x on |x| ≤ ln 2 / 2, and (e^x − 1) / x.
constexpr std::array kSeries{
    1.0,        1.0,         1.0 / 2,      1.0 / 6,       1.0 / 24,       1.0 / 120,       1.0 / 720,
    1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800};
constexpr std::array kSeriesAboveOne{
    1.0,         1.0 / 2,      1.0 / 6,       1.0 / 24,       1.0 / 120,       1.0 / 720,       1.0 / 5040,
    1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800};

/// e^x = 2^exponent · e^rest.
struct PowerOfTwo {
    int exponent;
    double rest;
};

PowerOfTwo powerOfTwoIn(double x) {
    const double multiple = std::floor(x * kOneOverLn2 + 0.5);
    return {static_cast<int>(multiple), (x - multiple * kLn2High) - multiple * kLn2Low};
}

/// For exponents of normal numbers.
double twoTo(int exponent) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(std::int64_t{exponent} + 1023) << 52);
}

} // namespace

double log(double x) {
    // x = 2^exponent · m with √½ ≤ m < √2; log m = 2 artanh((m − 1) / (m + 1)).
    constexpr double kSqrtHalf = 0x1.6a09e667f3bcdp-1;
    constexpr std::array kArtanh{2.0,      2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11,
                                 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23};
    if (!(x > 0))
        return x == 0 ? -kInfinity : kNotANumber;
    if (x == kInfinity)
        return x;
    const bool subnormal = x < std::numeric_limits<double>::min();
    const auto bits = std::bit_cast<std::uint64_t>(subnormal ? x * 0x1p52 : x);
    auto exponent = static_cast<int>(bits >> 52) - (subnormal ? 1074 : 1022);
    double m = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFF) | 0x3FE0000000000000);
    if (m < kSqrtHalf) {
        m *= 2;
        --exponent;
    }
    const double ratio = (m - 1) / (m + 1);
    const double logM = ratio * polynomial(kArtanh, ratio * ratio);
    return exponent * kLn2High + (exponent * kLn2Low + logM);
}

double exp(double x) {
    constexpr double kGreatest = 710;
    constexpr double kLeast = -746;
    if (!(x < kGreatest))
        return x + kInfinity;
    if (x < kLeast)
        return 0;
    const PowerOfTwo parts = powerOfTwoIn(x);
    // In two factors, for the power of two alone may lie beyond what a double holds.
    const int half = parts.exponent / 2;
    return polynomial(kSeries, parts.rest) * twoTo(half) * twoTo(parts.exponent - half);
}

double sin(double x) {
    return sineFrom(x, 0);
}

double cos(double x) {
    return sineFrom(x, 1);
}

double tan(double x) {
    const QuarterTurns turns = quarterTurns(x);
    const double square = turns.rest * turns.rest;
    const double sine = turns.rest * polynomial(kSine, square);
    const double cosine = polynomial(kCosine, square);
    return (turns.count & 1) != 0 ? -cosine / sine : sine / cosine;
}

double tanh(double x) {
    // (1 − e^−2|x|) / (1 + e^−2|x|), the upper part without cancelling.
    constexpr double kAllButOne = 22;
    const double size = std::abs(x);
    if (!(size <= kAllButOne))
        return std::isnan(x) ? x : std::copysign(1.0, x);
    const PowerOfTwo parts = powerOfTwoIn(-2 * size);
    const double power = twoTo(parts.exponent);
    const double grown = parts.rest * polynomial(kSeriesAboveOne, parts.rest);
    const double lost = power * grown + (power - 1);
    return std::copysign(lost / (2 + lost), x);
}

double inverseNormal(double p) {
    constexpr std::array kCentreAbove{3.387132872796366608,  133.14166789178437745, 1971.5909503065514427,
                                      13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
                                      33430.575583588128105, 2509.0809287301226727};
    constexpr std::array kCentreBelow{1.0,
                                      42.313330701600911252,
                                      687.1870074920579083,
                                      5394.1960214247511077,
                                      21213.794301586595867,
                                      39307.89580009271061,
                                      28729.085735721942674,
                                      5226.495278852854561};
    constexpr std::array kFlankAbove{
        1.42343711074968357734, 4.6303378461565452959,   5.7694972214606914055,    3.64784832476320460504,
        1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.7454501427834140764e-4};
    constexpr std::array kFlankBelow{1.0,
                                     2.05319162663775882187,
                                     1.6763848301838038494,
                                     0.68976733498510000455,
                                     0.14810397642748007459,
                                     0.0151986665636164571966,
                                     5.475938084995344946e-4,
                                     1.05075007164441684324e-9};
    constexpr std::array kTailAbove{6.6579046435011037772,     5.4637849111641143699,
                                    1.7848265399172913358,     0.29656057182850489123,
                                    0.026532189526576123093,   1.2426609473880784386e-3,
                                    2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr std::array kTailBelow{1.0,
                                    0.59983220655588793769,
                                    0.13692988092273580531,
                                    0.0148753612908506148525,
                                    7.868691311456132591e-4,
                                    1.8463183175100546818e-5,
                                    1.4215117583164458887e-7,
                                    2.04426310338993978564e-15};
    const double q = p - 0.5;
    if (q >= -0.425 && q <= 0.425) {
        const double r = 0.180625 - q * q;
        return q * polynomial(kCentreAbove, r) / polynomial(kCentreBelow, r);
    }
    const double depth = std::sqrt(-log(q < 0 ? p : 1 - p));
    const double size = depth <= 5
                            ? polynomial(kFlankAbove, depth - 1.6) / polynomial(kFlankBelow, depth - 1.6)
                            : polynomial(kTailAbove, depth - 5) / polynomial(kTailBelow, depth - 5);
    return q < 0 ? -size : size;
}

} // namespace downhill::training::portable
