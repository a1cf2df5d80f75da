#pragma once

#include "lesson/answer.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace downhill::store {

/// A run as an answer to a question, as it is stored, knobs, reasons and figures by the words of the lesson
/// format:
///
///     {"id":"sgd","knobs":{"learning_rate":0.3},"parameters":[1,2],"reason":"goal-reached","steps":120,
///      "figures":[{"figure":"test_accuracy","value":0.98}]}
///
/// A figure of a parameter has its `index`.
QJsonObject runToJson(const lesson::RunAnswer& run);

/// Nothing where `value` is not such a run.
std::optional<lesson::RunAnswer> runFromJson(const QJsonValue& value);

} // namespace downhill::store
