#pragma once

#include "training/formula.h"

#include <string_view>
#include <vector>

namespace downhill::training {

/// Compiles a formula's text to the operations of a stack machine, the operands of each before it. An
/// operation on numbers alone is done at once. What is refused, and where, is said at Formula::compile().
Result<std::vector<Formula::Operation>> parseFormula(std::string_view text, std::string_view where);

} // namespace downhill::training
