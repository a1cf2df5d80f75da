#pragma once

#include "training/jet.h"
#include "training/portable_math.h"

#include <cmath>
#include <cstddef>

/// Elementary functions of numbers that carry their derivatives. What is not arithmetic is computed in double
/// precision and rounded to Scalar, and is the same on every platform.
namespace downhill::training {

template <class Scalar, int order>
Jet<Scalar, order> sin(const Jet<Scalar, order>& u) {
    const auto sine = static_cast<Scalar>(portable::sin(static_cast<double>(u.value)));
    if constexpr (order == 0)
        return sine;
    else
        return chain(u, sine, static_cast<Scalar>(portable::cos(static_cast<double>(u.value))), -sine);
}

template <class Scalar, int order>
Jet<Scalar, order> cos(const Jet<Scalar, order>& u) {
    const auto cosine = static_cast<Scalar>(portable::cos(static_cast<double>(u.value)));
    if constexpr (order == 0)
        return cosine;
    else
        return chain(u, cosine, static_cast<Scalar>(-portable::sin(static_cast<double>(u.value))), -cosine);
}

template <class Scalar, int order>
Jet<Scalar, order> tan(const Jet<Scalar, order>& u) {
    const auto tangent = static_cast<Scalar>(portable::tan(static_cast<double>(u.value)));
    const Scalar slope = 1 + tangent * tangent;
    return chain(u, tangent, slope, 2 * tangent * slope);
}

template <class Scalar, int order>
Jet<Scalar, order> exp(const Jet<Scalar, order>& u) {
    const auto power = static_cast<Scalar>(portable::exp(static_cast<double>(u.value)));
    return chain(u, power, power, power);
}

template <class Scalar, int order>
Jet<Scalar, order> log(const Jet<Scalar, order>& u) {
    const auto logarithm = static_cast<Scalar>(portable::log(static_cast<double>(u.value)));
    const Scalar slope = 1 / u.value;
    return chain(u, logarithm, slope, -slope * slope);
}

/// Infinitely steep at 0.
template <class Scalar, int order>
Jet<Scalar, order> sqrt(const Jet<Scalar, order>& u) {
    const Scalar root = std::sqrt(u.value);
    const Scalar slope = 1 / (2 * root);
    return chain(u, root, slope, -slope / (2 * u.value));
}

/// Of slope 0 at 0.
template <class Scalar, int order>
Jet<Scalar, order> abs(const Jet<Scalar, order>& u) {
    const auto sign = static_cast<Scalar>((u.value > 0) - (u.value < 0));
    return chain(u, std::abs(u.value), sign, Scalar(0));
}

template <class Scalar, int order>
Jet<Scalar, order> tanh(const Jet<Scalar, order>& u) {
    const auto value = static_cast<Scalar>(portable::tanh(static_cast<double>(u.value)));
    const Scalar slope = (1 - value) * (1 + value);
    return chain(u, value, slope, -2 * value * slope);
}

/// Whether nothing around the place changes it.
template <class Scalar, int order>
bool isConstant(const Jet<Scalar, order>& u) {
    for (const Scalar derivative : u.first) {
        if (derivative != 0)
            return false;
    }
    for (const Scalar derivative : u.second) {
        if (derivative != 0)
            return false;
    }
    return true;
}

/// u^c: the derivatives of x^0 and the second of x^1 are 0 also where x^(c−1) is infinite.
template <class Scalar, int order>
Jet<Scalar, order> powerOfConstant(const Jet<Scalar, order>& u, Scalar c) {
    const auto power = [&u](Scalar exponent) {
        return static_cast<Scalar>(
            portable::pow(static_cast<double>(u.value), static_cast<double>(exponent)));
    };
    Scalar slope = 0;
    Scalar bend = 0;
    if constexpr (order >= 1)
        slope = c == 0 ? Scalar(0) : c * power(c - 1);
    if constexpr (order >= 2)
        bend = c == 0 || c == 1 ? Scalar(0) : c * (c - 1) * power(c - 2);
    return chain(u, power(c), slope, bend);
}

/// u^v, as portable::pow has it. 0^v does not change with v > 0.
template <class Scalar, int order>
Jet<Scalar, order> pow(const Jet<Scalar, order>& u, const Jet<Scalar, order>& v) {
    if (isConstant(v))
        return powerOfConstant(u, v.value);
    const Scalar a = u.value;
    const Scalar b = v.value;
    const auto power = [a](Scalar exponent) {
        return static_cast<Scalar>(portable::pow(static_cast<double>(a), static_cast<double>(exponent)));
    };
    const auto logarithm = static_cast<Scalar>(portable::log(static_cast<double>(a)));
    Jet<Scalar, order> jet(power(b));
    const bool flat = a == 0 && b > 0;
    const Scalar inBase = b == 0 ? Scalar(0) : b * power(b - 1);
    const Scalar inExponent = flat ? Scalar(0) : jet.value * logarithm;
    for (std::size_t i = 0; i < jet.first.size(); ++i)
        jet.first[i] = zeroWins(inBase, u.first[i]) + zeroWins(inExponent, v.first[i]);
    if constexpr (order >= 2) {
        const Scalar baseTwice = b == 0 || b == 1 ? Scalar(0) : b * (b - 1) * power(b - 2);
        const Scalar exponentTwice = inExponent * (flat ? Scalar(0) : logarithm);
        const Scalar both = a == 0 && b > 1 ? Scalar(0) : power(b - 1) * (1 + b * logarithm);
        for (std::size_t i = 0; i < jet.second.size(); ++i) {
            const auto [k, l] = Jet<Scalar, order>::axesOfSecond(i);
            jet.second[i] = zeroWins(baseTwice, u.first[k] * u.first[l]) +
                            zeroWins(both, u.first[k] * v.first[l] + u.first[l] * v.first[k]) +
                            zeroWins(exponentTwice, v.first[k] * v.first[l]) + zeroWins(inBase, u.second[i]) +
                            zeroWins(inExponent, v.second[i]);
        }
    }
    return jet;
}

/// The smaller one; their mean, slopes included, where they are equal; NaN where either is.
template <class Scalar, int order>
Jet<Scalar, order> min(const Jet<Scalar, order>& u, const Jet<Scalar, order>& v) {
    if (u.value < v.value)
        return u;
    if (u.value > v.value)
        return v;
    Jet<Scalar, order> mean = Scalar(0.5) * (u + v);
    if (u.value == v.value)
        mean.value = u.value; // also of two infinities, or of numbers whose sum is infinite
    return mean;
}

/// The larger one, as min().
template <class Scalar, int order>
Jet<Scalar, order> max(const Jet<Scalar, order>& u, const Jet<Scalar, order>& v) {
    return -min(-u, -v);
}

} // namespace downhill::training
