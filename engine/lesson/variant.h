#pragma once

#include "lesson/question.h"

#include <cstdint>
#include <vector>

/// The numbers of questions with parameters.
namespace downhill::lesson {

/// How many values a parameter can take; lessons with more than 10⁶ are refused.
std::size_t valueCount(const Parameter& parameter);

/// The value of that number, from 0. What is counted up in steps has at most 12 significant digits.
double valueAt(const Parameter& parameter, std::size_t number);

/// The parameters' values that `seed` draws, in their order: the same on every machine.
std::vector<double> drawnValues(const Question& question, std::uint64_t seed);

/// The question with the numbers of `seed` put into its texts and its answers; it has no parameters any more.
/// A question without parameters stays as it is. Values for which an expression is no number, or for which
/// two choices would look alike, are passed over.
///
/// In texts {{expression}} becomes a number with at most six significant digits, see drawnNumberText(). What
/// cannot be computed is left as it is written.
Question drawn(const Question& question, std::uint64_t seed);

/// The same with given values, one for each parameter, whether they fit or not.
Question drawnWith(const Question& question, const std::vector<double>& values);

/// The nearest seed above `seed` that draws other numbers, where there are any; else the next one.
std::uint64_t nextSeed(const Question& question, std::uint64_t seed);

} // namespace downhill::lesson
