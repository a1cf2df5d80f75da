#pragma once

#include "lesson/object_reader.h"

/// What the numbers of an experiment may be. Where a quantity has no natural bound, the bounds are far beyond
/// anything useful and far from overflow.
namespace downhill::lesson {

inline constexpr Range kAnyNumber{-1e6, 1e6};
inline constexpr Range kAnyPositive{1e-6, 1e6};
inline constexpr Range kNotNegative{0, 1e6};
inline constexpr Range kAnyRate{0, 1e9};
inline constexpr Range kShare{0, 1};
inline constexpr Range kBelowOne{0, 0.999999}; ///< where the engine asks for less than 1
inline constexpr Range kFactor{1e-6, 1};       ///< what a rate is multiplied by
inline constexpr Range kCondition{1, 1e6};

} // namespace downhill::lesson
