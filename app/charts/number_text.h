#pragma once

#include <QLocale>
#include <QString>

#include <cstdint>

namespace downhill::app {

/// The locale that numbers are written in: the person's own, and English where the system names none.
QLocale numberLocale();

/// A value as people read it: `digits` significant digits, thousands separated, a true minus sign; powers of
/// ten for the very large and the very small.
QString valueText(double value, int digits = 4);

/// A whole number with its thousands separated.
QString countText(std::int64_t count);

/// 10 to the power `exponent`: "0.01" and "1,000", or as a power, "10⁻⁶".
QString powerOfTenText(int exponent, bool asPower);

} // namespace downhill::app
