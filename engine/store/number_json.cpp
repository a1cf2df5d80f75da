#include "store/number_json.h"

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace downhill::store {

QJsonValue numberToJson(double number) {
    if (std::isnan(number))
        return u"nan"_s;
    if (std::isinf(number))
        return number > 0 ? u"inf"_s : u"-inf"_s;
    return number;
}

std::optional<double> numberFromJson(const QJsonValue& value) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (value.isDouble())
        return value.toDouble();
    if (value == u"inf"_s)
        return kInfinity;
    if (value == u"-inf"_s)
        return -kInfinity;
    if (value == u"nan"_s)
        return std::numeric_limits<double>::quiet_NaN();
    return std::nullopt;
}

} // namespace downhill::store
