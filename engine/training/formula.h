#pragma once

#include "training/error.h"
#include "training/jet.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace downhill::training {

/// A formula in x and y, compiled once and then evaluated with exact derivatives, without allocating.
///
/// It is made of numbers, x, y, pi, e, parentheses, + − * / ^ (which binds tighter than a minus before it,
/// and to the right: −2^2 is −4, 2^3^2 is 2^9), and the functions sin cos tan exp log sqrt abs tanh of one
/// argument and min max of two. All is IEEE arithmetic: 1/0 is an infinity, log(−1) no number.
///
/// Derivatives at the edges: u^v knows whole exponents of negative numbers, and 0^0 is 1; a constant exponent
/// c gives c·u^(c−1), which is 0 for c = 0 and infinite at u = 0 for 0 < c < 1, as that of sqrt is; abs has
/// slope 0 at 0; where the arguments of min or max are equal the slope is the mean of theirs. A part that
/// does not change along an axis has slope 0 there, however steep the function around it is.
class Formula {
public:
    static constexpr std::int64_t kOperations = 500; ///< numbers, variables and operators, after folding
    static constexpr std::int64_t kLevels = 64;      ///< of parentheses, powers and signs within each other

    /// `where` names the formula in errors: FormulaSyntax, FormulaUnknownName, FormulaTooLong ("bytes",
    /// "operations", "levels"). Columns count characters of UTF-8.
    static Result<Formula> compile(std::string_view text, std::string_view where);

    /// The value at (x, y) with its derivatives up to `order`. Instantiated for float and double with
    /// orders 0 and 1, and for double with order 2.
    template <class Scalar, int order>
    Jet<Scalar, order> evaluate(Scalar x, Scalar y) const;

    /// How many operations an evaluation takes.
    std::size_t operations() const { return tape_.size(); }

    enum class Code : std::uint8_t {
        Number,
        Variable,
        Add,
        Subtract,
        Multiply,
        Divide,
        Power,
        Negate,
        Sin,
        Cos,
        Tan,
        Exp,
        Log,
        Sqrt,
        Abs,
        Tanh,
        Min,
        Max,
    };
    /// Takes its arguments from a stack and leaves its result there.
    struct Operation {
        Code code{};
        std::uint8_t variable = 0; ///< Variable: its place among the names
        double number = 0;         ///< Number
    };

private:
    std::vector<Operation> tape_{};
};

extern template Jet<float, 0> Formula::evaluate<float, 0>(float, float) const;
extern template Jet<double, 0> Formula::evaluate<double, 0>(double, double) const;
extern template Jet<float, 1> Formula::evaluate<float, 1>(float, float) const;
extern template Jet<double, 1> Formula::evaluate<double, 1>(double, double) const;
extern template Jet<double, 2> Formula::evaluate<double, 2>(double, double) const;

} // namespace downhill::training
