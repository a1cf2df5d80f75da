#include "training/expression.h"

#include "training/formula_operation.h"
#include "training/formula_parser.h"

#include <algorithm>
#include <utility>

namespace downhill::training {

Result<Expression> Expression::compile(std::string_view text, std::span<const std::string_view> names,
                                       std::string_view where) {
    auto tape = parseFormula(text, where, names);
    if (!tape)
        return failure(std::move(tape.error()));
    Expression expression;
    expression.tape_ = *std::move(tape);
    return expression;
}

double Expression::evaluate(std::span<const double> values) const {
    using Number = Jet<double, 0>;
    return compute<Number>(
               tape_, [](double number) { return Number(number); },
               [values](std::uint8_t place) { return Number(values[place]); })
        .value;
}

bool Expression::uses(std::size_t variable) const {
    return std::any_of(tape_.begin(), tape_.end(), [variable](const Formula::Operation& operation) {
        return operation.code == Formula::Code::Variable && operation.variable == variable;
    });
}

} // namespace downhill::training
