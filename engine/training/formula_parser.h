#pragma once

#include "training/formula.h"

#include <span>
#include <string_view>
#include <vector>

namespace downhill::training {

/// Compiles a formula's text to the operations of a stack machine, the operands of each before it.
/// `variables`, at most 256, are the names it may use beside the constants and the functions; they come first
/// where one is named like those. An operation on numbers alone is done at once. What is refused, and where,
/// is said at Formula::compile().
Result<std::vector<Formula::Operation>> parseFormula(std::string_view text, std::string_view where,
                                                     std::span<const std::string_view> variables);

} // namespace downhill::training
