#include "charts/number_text.h"

#include <QCoreApplication>

#include <cmath>
#include <cstdlib>

namespace downhill::app {
namespace {

constexpr QChar kMinus(0x2212);

QString superscript(int number) {
    static constexpr char16_t kDigits[] = u"⁰¹²³⁴⁵⁶⁷⁸⁹";
    QString out;
    for (const QChar digit : QString::number(std::abs(number)))
        out += QChar(kDigits[digit.digitValue()]);
    return number < 0 ? QChar(0x207b) + out : out;
}

QString withMinus(QString text) {
    return text.replace(u'-', kMinus);
}

} // namespace

QLocale numberLocale() {
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : locale;
}

QString valueText(double value, int digits) {
    if (std::isnan(value))
        return QCoreApplication::translate("Numbers", "not a number");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : kMinus + QStringLiteral("∞");
    if (value == 0)
        return QStringLiteral("0");
    const double size = std::abs(value);
    const int exponent = static_cast<int>(std::floor(std::log10(size)));
    if (exponent >= 6 || exponent < -4) {
        double mantissa = value / std::pow(10.0, exponent);
        int power = exponent;
        if (!std::isfinite(mantissa)) { // a denormal
            mantissa = value * 1e300 / std::pow(10.0, exponent + 300);
        }
        if (std::abs(mantissa) >= 9.9995) {
            mantissa /= 10;
            ++power;
        }
        const QString front = numberLocale().toString(mantissa, 'g', std::min(digits, 3));
        return withMinus(front) + QStringLiteral("·10") + superscript(power);
    }
    const int decimals = std::max(0, digits - 1 - exponent);
    QString text = numberLocale().toString(value, 'f', decimals);
    if (decimals > 0) {
        const QString point = numberLocale().decimalPoint();
        while (text.endsWith(numberLocale().zeroDigit()))
            text.chop(1);
        if (text.endsWith(point))
            text.chop(point.size());
    }
    return withMinus(text);
}

QString countText(std::int64_t count) {
    return withMinus(numberLocale().toString(static_cast<qlonglong>(count)));
}

QString powerOfTenText(int exponent, bool asPower) {
    if (asPower && exponent != 0)
        return QStringLiteral("10") + superscript(exponent);
    return numberLocale().toString(std::pow(10.0, exponent), 'f', std::max(0, -exponent));
}

} // namespace downhill::app
