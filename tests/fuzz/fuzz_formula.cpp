#include "fuzz_target.h"
#include "promise.h"
#include "training/expression.h"
#include "training/formula.h"

#include <array>
#include <cmath>
#include <string_view>

namespace {

using namespace downhill;
using fuzzing::require;
using training::Formula;

template <class Scalar>
bool same(Scalar a, Scalar b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// A value does not depend on how many derivatives are asked for.
void evaluate(const Formula& formula, double x, double y) {
    const auto value = formula.evaluate<double, 0>(x, y);
    const auto slope = formula.evaluate<double, 1>(x, y);
    const auto curvature = formula.evaluate<double, 2>(x, y);
    require(same(value.value, slope.value) && same(value.value, curvature.value), "one value at any order");
    const auto single = formula.evaluate<float, 0>(float(x), float(y));
    const auto singleSlope = formula.evaluate<float, 1>(float(x), float(y));
    require(same(single.value, singleSlope.value), "one value at any order, in single precision");
}

/// The same text as an expression of variables of these names has the value of the formula.
void compare(const Formula& formula, std::string_view text) {
    constexpr std::array<std::string_view, 2> kNames{"x", "y"};
    const auto expression = training::Expression::compile(text, kNames, "expression");
    require(expression.has_value(), "a formula is an expression");
    for (const double x : {0.25, -3.0}) {
        const std::array<double, 2> values{x, 7};
        require(same(expression->evaluate(values), formula.evaluate<double, 0>(x, 7).value),
                "an expression has the value of its formula");
    }
}

} // namespace

/// The bytes are a formula in x and y; what compiles is evaluated in many places.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto formula = Formula::compile(text, "formula");
    if (!formula)
        return 0;
    require(formula->operations() <= std::size_t(Formula::kOperations), "a formula is bounded");
    for (const double x : {0.0, -0.0, 1.0, -2.5, 1e-310, 1e300, -HUGE_VAL}) {
        for (const double y : {0.0, 0.5, -3.0, 1e200})
            evaluate(*formula, x, y);
    }
    compare(*formula, text);
    return 0;
}
