#pragma once

#include "lesson/expectation.h"

#include <QString>
#include <QStringList>

#include <map>
#include <variant>
#include <vector>

namespace downhill::lesson {

/// The ids of the choices that were ticked; also the answer to a prediction.
struct ChosenIds {
    QStringList ids{};
    bool operator==(const ChosenIds&) const = default;
};

/// The ids of all items of an `order` question, in the student's order.
struct OrderedIds {
    QStringList ids{};
    bool operator==(const OrderedIds&) const = default;
};

/// For each left side of a `match` question, by its pair's id, the id of the right side it was given: that of
/// a pair or of one of the others. Left sides may be missing.
struct Matches {
    std::map<QString, QString> rights{};
    bool operator==(const Matches&) const = default;
};

/// What a gap was filled with: the text that was typed, the id of the choice, or the number.
using GapFilling = std::variant<QString, double>;

/// The gaps of a `cloze` question by their ids. Gaps may be missing.
struct GapFillings {
    std::map<QString, GapFilling> gaps{};
    bool operator==(const GapFillings&) const = default;
};

struct MeasuredFigure {
    Measure measure{};
    double value = 0; ///< NaN where it is none

    bool operator==(const MeasuredFigure&) const = default;
};

/// A run that a student made, as the answer to an `experiment` question.
struct RunAnswer {
    QString run{}; ///< its id
    /// What stood elsewhere than the lesson sets it, at the start or at any time later.
    Settings at{};
    RunEnd end{};
    std::vector<MeasuredFigure> figures{}; ///< those that the question asks for, see figuresOf()
    bool operator==(const RunAnswer&) const = default;
};

/// What a student gave as an answer. `bool` answers true-false, `double` a number.
using Answer = std::variant<ChosenIds, bool, double, OrderedIds, Matches, GapFillings, RunAnswer>;

} // namespace downhill::lesson
