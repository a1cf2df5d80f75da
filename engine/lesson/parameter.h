#pragma once

#include <QString>

#include <vector>

namespace downhill::lesson {

/// A number of a question that is drawn: one of `oneOf`, or, where that is empty, one of `least`, `least` +
/// `step`, … up to `greatest`. All are equally likely.
struct Parameter {
    QString name{}; ///< a letter, then letters, digits and underscores
    double least = 0;
    double greatest = 0;
    double step = 1; ///< above 0
    std::vector<double> oneOf{};

    bool operator==(const Parameter&) const = default;
};

} // namespace downhill::lesson
