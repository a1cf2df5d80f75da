#include "views/weight_field.h"

#include "charts/number_text.h"

#include <QFontMetrics>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr double kLargest = 1000;
constexpr int kDecimals = 4;
constexpr int kDigits = 8; ///< enough for every value that the field can have

QString withHyphen(QString text) {
    return text.replace(QChar(0x2212), u'-');
}

} // namespace

WeightField::WeightField(QWidget* parent) : QDoubleSpinBox(parent) {
    setLocale(numberLocale());
    setRange(-kLargest, kLargest);
    setDecimals(kDecimals);
    setSingleStep(0.1);
    setKeyboardTracking(false);
    setButtonSymbols(NoButtons); // the arrow keys and the wheel do the same
}

QSize WeightField::sizeHint() const {
    const QFontMetrics metrics = fontMetrics();
    const int more = metrics.horizontalAdvance(QStringLiteral("−000.0000")) -
                     metrics.horizontalAdvance(textFromValue(minimum()));
    return QDoubleSpinBox::sizeHint() + QSize(std::max(0, more), 0);
}

QString WeightField::textFromValue(double value) const {
    return valueText(value, kDigits).remove(numberLocale().groupSeparator());
}

double WeightField::valueFromText(const QString& text) const {
    return QDoubleSpinBox::valueFromText(withHyphen(text));
}

QValidator::State WeightField::validate(QString& text, int& place) const {
    QString plain = withHyphen(text);
    return QDoubleSpinBox::validate(plain, place);
}

} // namespace downhill::app
