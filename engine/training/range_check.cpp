#include "training/range_check.h"

#include <cmath>
#include <limits>

namespace downhill::training {

Result<void> checkWithin(const std::string& where, double value, double least, double limit) {
    if (!std::isfinite(value))
        return failure({.code = ErrorCode::NotFinite, .where = where});
    if (value < least || value > limit) {
        return failure(
            {.code = ErrorCode::OutOfRange, .where = where, .value = value, .least = least, .limit = limit});
    }
    return {};
}

Result<void> checkCount(const std::string& where, std::int64_t value, std::int64_t least,
                        std::int64_t limit) {
    return checkWithin(where, static_cast<double>(value), static_cast<double>(least),
                       static_cast<double>(limit));
}

Result<void> checkInterval(const std::string& where, const std::array<double, 2>& ends) {
    return checkWithin(where, ends[0], -kLargestQuantity, kLargestQuantity).and_then([&] {
        const double above = std::nextafter(ends[0], std::numeric_limits<double>::infinity());
        return checkWithin(where, ends[1], above, kLargestQuantity);
    });
}

} // namespace downhill::training
