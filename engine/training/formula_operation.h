#pragma once

#include "training/formula.h"
#include "training/jet_functions.h"

namespace downhill::training {

/// How many arguments an operation takes from the stack: none, one or two.
constexpr int argumentsOf(Formula::Code code) {
    using Code = Formula::Code;
    switch (code) {
    case Code::Number:
    case Code::X:
    case Code::Y:
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

} // namespace downhill::training
