#include "training/formula.h"

#include "training/formula_operation.h"
#include "training/formula_parser.h"

#include <utility>

namespace downhill::training {

Result<Formula> Formula::compile(std::string_view text, std::string_view where) {
    auto tape = parseFormula(text, where);
    if (!tape)
        return failure(std::move(tape.error()));
    Formula formula;
    formula.tape_ = *std::move(tape);
    return formula;
}

template <class Scalar, int order>
Jet<Scalar, order> Formula::evaluate(Scalar x, Scalar y) const {
    using Number = Jet<Scalar, order>;
    // Within a level at most three operands wait: of a sum, of a product, and of min or max.
    std::array<Number, 3 * static_cast<std::size_t>(kLevels) + 3> stack;
    Number* top = stack.data();
    for (const Operation& operation : tape_) {
        switch (operation.code) {
        case Code::Number:
            *top++ = Number(static_cast<Scalar>(operation.number));
            break;
        case Code::X:
            *top++ = Number::variable(x, 0);
            break;
        case Code::Y:
            *top++ = Number::variable(y, 1);
            break;
        default:
            if (argumentsOf(operation.code) == 2) {
                --top;
                top[-1] = apply(operation.code, top[-1], top[0]);
            } else {
                top[-1] = apply(operation.code, top[-1]);
            }
        }
    }
    return top[-1];
}

template Jet<float, 0> Formula::evaluate<float, 0>(float, float) const;
template Jet<double, 0> Formula::evaluate<double, 0>(double, double) const;
template Jet<float, 1> Formula::evaluate<float, 1>(float, float) const;
template Jet<double, 1> Formula::evaluate<double, 1>(double, double) const;
template Jet<double, 2> Formula::evaluate<double, 2>(double, double) const;

} // namespace downhill::training
