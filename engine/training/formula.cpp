#include "training/formula.h"

#include "training/formula_operation.h"
#include "training/formula_parser.h"

#include <utility>

namespace downhill::training {

Result<Formula> Formula::compile(std::string_view text, std::string_view where) {
    static constexpr std::array<std::string_view, 2> kVariables{"x", "y"};
    auto tape = parseFormula(text, where, kVariables);
    if (!tape)
        return failure(std::move(tape.error()));
    Formula formula;
    formula.tape_ = *std::move(tape);
    return formula;
}

template <class Scalar, int order>
Jet<Scalar, order> Formula::evaluate(Scalar x, Scalar y) const {
    using Number = Jet<Scalar, order>;
    return compute<Number>(
        tape_, [](double number) { return Number(static_cast<Scalar>(number)); },
        [x, y](std::uint8_t axis) { return Number::variable(axis == 0 ? x : y, axis); });
}

template Jet<float, 0> Formula::evaluate<float, 0>(float, float) const;
template Jet<double, 0> Formula::evaluate<double, 0>(double, double) const;
template Jet<float, 1> Formula::evaluate<float, 1>(float, float) const;
template Jet<double, 1> Formula::evaluate<double, 1>(double, double) const;
template Jet<double, 2> Formula::evaluate<double, 2>(double, double) const;

} // namespace downhill::training
