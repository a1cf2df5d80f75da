#pragma once

#include "training/formula.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace downhill::training {

/// A formula of named variables, compiled once and then evaluated without allocating. It is written as a
/// Formula is, with these names in place of x and y.
class Expression {
public:
    static constexpr std::size_t kVariables = 256;

    /// `names` are the variables, at most kVariables; one that is named like a constant or a function hides
    /// it. Errors are those of Formula::compile().
    static Result<Expression> compile(std::string_view text, std::span<const std::string_view> names,
                                      std::string_view where);

    /// The value where the variables have these values, in the order of the names. All is IEEE arithmetic: it
    /// may be infinite or no number.
    double evaluate(std::span<const double> values) const;

    /// Whether the variable of that place stands in it.
    bool uses(std::size_t variable) const;

private:
    std::vector<Formula::Operation> tape_{};
};

} // namespace downhill::training
