#pragma once

#include "training/formula.h"
#include "training/jet_functions.h"

#include <array>
#include <cstddef>
#include <span>

namespace downhill::training {

/// How many arguments an operation takes from the stack: none, one or two.
constexpr int argumentsOf(Formula::Code code) {
    using Code = Formula::Code;
    switch (code) {
    case Code::Number:
    case Code::Variable:
        return 0;
    case Code::Add:
    case Code::Subtract:
    case Code::Multiply:
    case Code::Divide:
    case Code::Power:
    case Code::Min:
    case Code::Max:
        return 2;
    default:
        return 1;
    }
}

/// An operation of one argument.
template <class Number>
Number apply(Formula::Code code, const Number& u) {
    using Code = Formula::Code;
    switch (code) {
    case Code::Negate:
        return -u;
    case Code::Sin:
        return sin(u);
    case Code::Cos:
        return cos(u);
    case Code::Tan:
        return tan(u);
    case Code::Exp:
        return exp(u);
    case Code::Log:
        return log(u);
    case Code::Sqrt:
        return sqrt(u);
    case Code::Abs:
        return abs(u);
    case Code::Tanh:
        return tanh(u);
    default:
        return u;
    }
}

/// An operation of two arguments.
template <class Number>
Number apply(Formula::Code code, const Number& u, const Number& v) {
    using Code = Formula::Code;
    switch (code) {
    case Code::Add:
        return u + v;
    case Code::Subtract:
        return u - v;
    case Code::Multiply:
        return u * v;
    case Code::Divide:
        return u / v;
    case Code::Power:
        return pow(u, v);
    case Code::Min:
        return min(u, v);
    case Code::Max:
        return max(u, v);
    default:
        return u;
    }
}

/// What a formula's operations come to. `constant` makes a Number of a double, `variable` gives that of a
/// place.
template <class Number, class Constant, class Variable>
Number compute(std::span<const Formula::Operation> operations, Constant constant, Variable variable) {
    // Within a level at most three operands wait: of a sum, of a product, and of min or max.
    std::array<Number, 3 * static_cast<std::size_t>(Formula::kLevels) + 3> stack;
    Number* top = stack.data();
    for (const Formula::Operation& operation : operations) {
        switch (operation.code) {
        case Formula::Code::Number:
            *top++ = constant(operation.number);
            break;
        case Formula::Code::Variable:
            *top++ = variable(operation.variable);
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

} // namespace downhill::training
