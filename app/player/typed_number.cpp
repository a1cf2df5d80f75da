#include "player/typed_number.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace downhill::app {
namespace {

/// "2·10⁻⁵", as charts write it, as "2e-5".
QString withoutPower(const QString& text) {
    const qsizetype times = text.indexOf(QStringLiteral("·10"));
    if (times < 0 || times + 3 == text.size())
        return text;
    static const QString kRaised = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString plain = text.left(times) + u'e';
    for (const QChar c : QStringView(text).mid(times + 3)) {
        const qsizetype digit = kRaised.indexOf(c);
        plain += digit >= 0           ? QChar(u'0' + static_cast<char16_t>(digit))
                 : c == QChar(0x207b) ? QChar(u'-')
                                      : c;
    }
    return plain;
}

} // namespace

std::optional<double> numberFrom(const QString& text) {
    QString plain = withoutPower(text.trimmed());
    plain.replace(QChar(0x2212), u'-').remove(u' ');
    static const QRegularExpression grouped(QStringLiteral("^-?\\d{1,3}(,\\d{3})+(\\.\\d+)?$"));
    if (QLocale().decimalPoint() != QStringLiteral(",") && grouped.match(plain).hasMatch())
        plain.remove(u',');
    plain.replace(u',', u'.');
    const auto number = [](const QString& part) -> std::optional<double> {
        bool understood = false;
        const double value = QLocale::c().toDouble(part, &understood);
        if (!understood || !std::isfinite(value))
            return {};
        return value;
    };
    if (const qsizetype slash = plain.indexOf(u'/'); slash > 0) {
        const auto above = number(plain.left(slash));
        const auto below = number(plain.mid(slash + 1));
        if (!above || !below || *below == 0)
            return {};
        return *above / *below;
    }
    return number(plain);
}

QString textOf(double number) {
    return codeOf(number).replace(u'-', QChar(0x2212));
}

QString codeOf(double number) {
    return QLocale::c().toString(number, 'g', 10);
}

} // namespace downhill::app
