#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

/// The exponential of numbers that are not positive, and a logarithm for what comes of it, without branches
/// and calls, so that compilers turn loops over them into vector code. Softmax, sigmoid and tanh need no
/// other.
namespace downhill::training {

/// e^x − 1 and e^x of one number.
template <class Scalar>
struct Exponential {
    Scalar minusOne;
    Scalar whole;
};

/// For x ≤ 0; smaller ones than `kLeastExponent` count as that. A NaN gives NaNs. Relative error of both: a
/// few units in the last place.
template <class Scalar>
inline Exponential<Scalar> exponentialOfNegative(Scalar x) {
    constexpr bool kFloat = std::is_same_v<Scalar, float>;
    using Bits = std::conditional_t<kFloat, std::uint32_t, std::uint64_t>;
    constexpr int kFraction = kFloat ? 23 : 52;
    constexpr Bits kBias = kFloat ? 127 : 1023;
    constexpr Scalar kLeast = kFloat ? Scalar(-87) : Scalar(-708);
    // Adding this leaves the nearest whole number in the low bits of the sum.
    constexpr Scalar kRounder = kFloat ? Scalar(0x1.8p23) : Scalar(0x1.8p52);
    constexpr Scalar kLn2High = kFloat ? Scalar(0x1.62e4p-1) : Scalar(0x1.62e42feep-1);
    constexpr Scalar kLn2Low = kFloat ? Scalar(0x1.7f7d1cf79abcap-20) : Scalar(0x1.a39ef35793c76p-33);

    x = x < kLeast ? kLeast : x;
    const Scalar rounded = x * Scalar(1.44269504088896340736) + kRounder;
    const Scalar multiple = rounded - kRounder;
    const Scalar r = (x - multiple * kLn2High) - multiple * kLn2Low;
    const Bits exponent = std::bit_cast<Bits>(rounded) - std::bit_cast<Bits>(kRounder) + kBias;
    const Scalar power = std::bit_cast<Scalar>(static_cast<Bits>(exponent << kFraction));

    // e^r − 1 on |r| ≤ ln 2 / 2: Taylor's series, long enough for the last place.
    Scalar sum;
    if constexpr (kFloat) {
        sum = Scalar(1.0 / 5040);
    } else {
        sum = Scalar(1.0 / 6227020800);
        sum = sum * r + Scalar(1.0 / 479001600);
        sum = sum * r + Scalar(1.0 / 39916800);
        sum = sum * r + Scalar(1.0 / 3628800);
        sum = sum * r + Scalar(1.0 / 362880);
        sum = sum * r + Scalar(1.0 / 40320);
        sum = sum * r + Scalar(1.0 / 5040);
    }
    sum = sum * r + Scalar(1.0 / 720);
    sum = sum * r + Scalar(1.0 / 120);
    sum = sum * r + Scalar(1.0 / 24);
    sum = sum * r + Scalar(1.0 / 6);
    sum = sum * r + Scalar(1.0 / 2);
    const Scalar grown = r + r * r * sum;
    return {power * grown + (power - 1), power * grown + power};
}

/// log(1 + x) for 0 ≤ x ≤ 1. A NaN stays one. Relative error: a few units in the last place.
template <class Scalar>
inline Scalar logOfOneAnd(Scalar x) {
    // log(1 + x) = 2 artanh(x / (2 + x)), whose argument is at most 1/3.
    constexpr int kTerms = std::is_same_v<Scalar, float> ? 8 : 17;
    const Scalar ratio = x / (2 + x);
    const Scalar square = ratio * ratio;
    Scalar sum = 0;
    for (int term = kTerms; term-- > 0;)
        sum = sum * square + Scalar(2.0 / (2 * term + 1));
    return ratio * sum;
}

} // namespace downhill::training
