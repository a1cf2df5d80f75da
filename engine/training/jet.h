#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace downhill::training {

/// A number that depends on x and y, with its derivatives up to `order` (0, 1 or 2): what is computed with
/// such numbers is differentiated exactly on the way.
template <class Scalar, int order>
struct Jet {
    static_assert(order >= 0 && order <= 2);
    static constexpr std::size_t kFirst = order >= 1 ? 2 : 0;
    static constexpr std::size_t kSecond = order >= 2 ? 3 : 0;

    Scalar value;
    std::array<Scalar, kFirst> first;   ///< ∂/∂x, ∂/∂y
    std::array<Scalar, kSecond> second; ///< ∂²/∂x², ∂²/∂x∂y, ∂²/∂y²

    /// Undetermined, as Scalar itself is: a stack of them costs nothing before it is used.
    Jet() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): a constant is a number whose derivatives are 0
    Jet(Scalar constant) : value(constant), first{}, second{} {}

    /// The variable x (`axis` 0) or y (1) itself.
    static Jet variable(Scalar at, std::size_t axis) {
        Jet jet(at);
        if constexpr (order >= 1)
            jet.first[axis] = 1;
        return jet;
    }

    Jet& operator+=(const Jet& right) {
        value += right.value;
        for (std::size_t i = 0; i < kFirst; ++i)
            first[i] += right.first[i];
        for (std::size_t i = 0; i < kSecond; ++i)
            second[i] += right.second[i];
        return *this;
    }
    Jet operator-() const {
        Jet jet(-value);
        for (std::size_t i = 0; i < kFirst; ++i)
            jet.first[i] = -first[i];
        for (std::size_t i = 0; i < kSecond; ++i)
            jet.second[i] = -second[i];
        return jet;
    }

    friend Jet operator+(Jet left, const Jet& right) { return left += right; }
    friend Jet operator-(const Jet& left, const Jet& right) {
        Jet jet(left.value - right.value);
        for (std::size_t i = 0; i < kFirst; ++i)
            jet.first[i] = left.first[i] - right.first[i];
        for (std::size_t i = 0; i < kSecond; ++i)
            jet.second[i] = left.second[i] - right.second[i];
        return jet;
    }
    friend Jet operator*(Scalar factor, const Jet& right) {
        Jet jet(factor * right.value);
        for (std::size_t i = 0; i < kFirst; ++i)
            jet.first[i] = factor * right.first[i];
        for (std::size_t i = 0; i < kSecond; ++i)
            jet.second[i] = factor * right.second[i];
        return jet;
    }
    friend Jet operator*(const Jet& left, const Jet& right) {
        Jet jet(left.value * right.value);
        for (std::size_t i = 0; i < kFirst; ++i)
            jet.first[i] = left.first[i] * right.value + left.value * right.first[i];
        for (std::size_t i = 0; i < kSecond; ++i) {
            const auto [a, b] = axesOfSecond(i);
            jet.second[i] = left.second[i] * right.value + left.first[a] * right.first[b] +
                            left.first[b] * right.first[a] + left.value * right.second[i];
        }
        return jet;
    }
    /// A finite number divided by an infinite one is 0 with derivatives 0, as e^x in the denominator of a
    /// logistic function wants it.
    friend Jet operator/(const Jet& left, const Jet& right) {
        Jet jet(left.value / right.value);
        if (std::isinf(right.value) && std::isfinite(left.value))
            return jet;
        for (std::size_t i = 0; i < kFirst; ++i)
            jet.first[i] = (left.first[i] - jet.value * right.first[i]) / right.value;
        for (std::size_t i = 0; i < kSecond; ++i) {
            const auto [a, b] = axesOfSecond(i);
            jet.second[i] = (left.second[i] - jet.first[a] * right.first[b] - jet.first[b] * right.first[a] -
                             jet.value * right.second[i]) /
                            right.value;
        }
        return jet;
    }

    /// The two axes of a second derivative.
    static constexpr std::array<std::size_t, 2> axesOfSecond(std::size_t i) { return {i / 2, (i + 1) / 2}; }
};

/// A product in which a factor of 0 wins over an infinite one: what does not depend on a variable does not
/// depend on it however steep the function around it is.
template <class Scalar>
Scalar zeroWins(Scalar left, Scalar right) {
    return left == 0 || right == 0 ? Scalar(0) : left * right;
}

/// f(u) by the chain rule, from the values of f, f′ and f″ at u.
template <class Scalar, int order>
Jet<Scalar, order> chain(const Jet<Scalar, order>& u, Scalar f, Scalar slope, Scalar bend) {
    using Result = Jet<Scalar, order>;
    Result jet(f);
    for (std::size_t i = 0; i < Result::kFirst; ++i)
        jet.first[i] = zeroWins(slope, u.first[i]);
    for (std::size_t i = 0; i < Result::kSecond; ++i) {
        const auto [a, b] = Result::axesOfSecond(i);
        jet.second[i] = zeroWins(bend, u.first[a] * u.first[b]) + zeroWins(slope, u.second[i]);
    }
    return jet;
}

} // namespace downhill::training
