#pragma once

#include "lesson/answer.h"

#include <QString>

#include <optional>

namespace downhill::store {

/// An answer as it is stored, one of
///
///     {"choices":["a","c"]}    {"truth":true}    {"number":0.25}    {"order":["b","a"]}
///     {"matches":{"left":"right"}}    {"gaps":{"rate":{"text":"w - a*s"},"loss":{"number":0.25}}}
///     {"run":{…}}, see store/run_answer_json.h
///
/// A number that JSON cannot write is a word ("inf", "-inf", "nan").
QString answerToJson(const lesson::Answer& answer);

/// Nothing where `json` is not such an answer.
std::optional<lesson::Answer> answerFromJson(const QString& json);

} // namespace downhill::store
