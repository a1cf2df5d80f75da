#pragma once

#include <QString>

#include <optional>

namespace downhill::app {

/// Reads a number as people write it: a comma or a point, a minus of either kind, a fraction such as 1/3, a
/// power of ten such as 2·10⁻⁵.
std::optional<double> numberFrom(const QString& text);

/// A number as a student would write it, with as many digits as an answer needs.
QString textOf(double number);

/// The same as a programmer would: with a hyphen for the minus.
QString codeOf(double number);

} // namespace downhill::app
