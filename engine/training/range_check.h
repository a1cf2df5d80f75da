#pragma once

#include "training/error.h"

#include <array>
#include <cstdint>
#include <string>

/// Whether a quantity lies within its bounds; `where` names it in the error as authors write it.
namespace downhill::training {

/// How large a coordinate or a bound of an experiment may be.
inline constexpr double kLargestQuantity = 1e6;

/// A finite number from `least` to `limit`. Errors: NotFinite, OutOfRange.
Result<void> checkWithin(const std::string& where, double value, double least, double limit);

/// A count from `least` to `limit`. Error: OutOfRange.
Result<void> checkCount(const std::string& where, std::int64_t value, std::int64_t least, std::int64_t limit);

/// Two numbers that grow, neither beyond kLargestQuantity. Errors: NotFinite, OutOfRange.
Result<void> checkInterval(const std::string& where, const std::array<double, 2>& ends);

} // namespace downhill::training
