#pragma once

#include "lesson/question.h"

#include <cstddef>
#include <cstdint>
#include <vector>

/// The orders in which the parts of a question are shown, shuffled by a seed: the same on every machine.
namespace downhill::lesson {

/// Places of what is shuffled: the choices of a `choice` (in the author's order where it is not to be
/// shuffled), of a `predict` (the author's order), the items of an `order` (never solved already), the right
/// sides of a `match` (places beyond the pairs are those of the others). Empty for other kinds.
std::vector<std::size_t> shownOrder(const Question& question, std::uint64_t seed);

/// The same for the choices of a gap; `seed` is the question's. Empty where there are none.
std::vector<std::size_t> shownOrder(const Gap& gap, std::uint64_t seed);

} // namespace downhill::lesson
