#pragma once

#include <QString>
#include <QStringList>

#include <variant>

namespace downhill::lesson {

/// The ids of the choices that were ticked; also the answer to a prediction.
struct ChosenIds {
    QStringList ids{};
    bool operator==(const ChosenIds&) const = default;
};

/// What a student gave as an answer: choices, true or false, or a number.
using Answer = std::variant<ChosenIds, bool, double>;

} // namespace downhill::lesson
