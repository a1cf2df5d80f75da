#pragma once

#include "lesson/rule.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace downhill::lesson {

/// A finding, with the place it concerns.
struct Diagnostic {
    Rule rule{};
    QString file{};
    int line = 0;   ///< 1-based; 0 where there is none
    int column = 0; ///< 1-based, in characters
    QString path{}; ///< JSON path, "$.steps[2].experiment.runs[0]"
    QStringList arguments{};
};

using Diagnostics = std::vector<Diagnostic>;

/// Whether any is an error, rather than a warning.
bool hasErrors(const Diagnostics& diagnostics);

} // namespace downhill::lesson
