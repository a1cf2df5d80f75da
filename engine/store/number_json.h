#pragma once

#include <QJsonValue>

#include <optional>

namespace downhill::store {

/// A number; one that JSON cannot write is a word: "inf", "-inf" or "nan".
QJsonValue numberToJson(double number);

/// Nothing where `value` is neither.
std::optional<double> numberFromJson(const QJsonValue& value);

} // namespace downhill::store
