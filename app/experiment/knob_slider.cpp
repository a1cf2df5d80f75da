#include "experiment/knob_slider.h"

#include "charts/number_text.h"
#include "experiment/thin_slider.h"
#include "messages/expectation_words.h"
#include "player/typed_number.h"
#include "theme/appearance.h"
#include "theme/icons.h"

#include <QAction>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr int kPositions = 1000;
constexpr int kDigits = 3;
constexpr int kWholeDigits = 6;
constexpr int kBeside = 24; ///< px of a field beside its number

QString written(const lesson::Control& control, double value) {
    const double shown = control.knob == lesson::Knob::BatchSize ? std::round(value) : value;
    const int digits = control.knob == lesson::Knob::BatchSize ? kWholeDigits : kDigits;
    // Without separators of thousands, which only stand in the way of who types.
    return valueText(shown, digits).remove(numberLocale().groupSeparator());
}

} // namespace

KnobSlider::KnobSlider(const lesson::Control& control, Appearance& appearance, QWidget* parent)
    : QWidget(parent), control_(control), appearance_(appearance), name_(new QLabel(nameOf(control), this)),
      slider_(new ThinSlider(appearance, this)), field_(new QLineEdit(this)),
      lock_(field_->addAction(QIcon(), QLineEdit::LeadingPosition)) {
    name_->setBuddy(slider_);
    slider_->setRange(0, kPositions);
    slider_->setSingleStep(kPositions / 100);
    slider_->setPageStep(kPositions / 10);
    slider_->setAccessibleName(nameOf(control));
    field_->setAccessibleName(tr("%1, value").arg(nameOf(control)));
    field_->setAlignment(Qt::AlignRight);
    field_->setToolTip(range());

    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kM);
    row->addWidget(name_);
    row->addWidget(slider_, 1);
    row->addWidget(field_);

    connect(slider_, &QSlider::valueChanged, this, [this](int position) {
        display(fromPosition(position));
        Q_EMIT changed(value_);
    });
    connect(field_, &QLineEdit::editingFinished, this, &KnobSlider::takeTyped);
    lock_->setVisible(false);
    connect(&appearance_, &Appearance::changed, this, &KnobSlider::restyle);
    restyle();
    display(control.least);
}

QString KnobSlider::nameOf(const lesson::Control& control) {
    if (!control.label.isEmpty())
        return control.label;
    QString name = knobName(control.knob, control.parameter);
    name.front() = name.front().toUpper();
    return name;
}

int KnobSlider::nameWidth() const {
    name_->ensurePolished();
    return name_->sizeHint().width();
}

void KnobSlider::setNameWidth(int width) {
    name_->setFixedWidth(width);
}

void KnobSlider::freeze(const QString& reason) {
    lock_->setVisible(!reason.isEmpty());
    for (QWidget* control : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(field_)}) {
        control->setEnabled(reason.isEmpty());
        control->setAccessibleDescription(reason);
    }
    setToolTip(reason);
    field_->setToolTip(reason.isEmpty() ? range() : reason);
}

QString KnobSlider::range() const {
    return tr("Between %1 and %2")
        .arg(written(control_, control_.least), written(control_, control_.greatest));
}

void KnobSlider::restyle() {
    field_->ensurePolished(); // its font is the style sheet's
    field_->setFixedWidth(field_->fontMetrics().horizontalAdvance(QStringLiteral("−0.000000")) + kBeside);
    lock_->setIcon(lineIcon(QStringLiteral("lock"), appearance_.theme().muted));
}

void KnobSlider::setValue(double value) {
    if (slider_->isSliderDown() || field_->isModified() || !std::isfinite(value))
        return;
    const QSignalBlocker blocked(slider_);
    slider_->setValue(toPosition(value));
    display(value);
}

void KnobSlider::display(double value) {
    value_ = value;
    field_->setText(written(control_, value));
    field_->setModified(false);
}

double KnobSlider::fromPosition(int position) const {
    const double share = static_cast<double>(position) / kPositions;
    double value = control_.logarithmic ? control_.least * std::pow(control_.greatest / control_.least, share)
                                        : control_.least + share * (control_.greatest - control_.least);
    if (control_.logarithmic) { // two significant digits, so that the number shown is the number used
        const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
        value = std::round(value / unit) * unit;
    }
    const double step = control_.knob == lesson::Knob::BatchSize ? 1 : control_.step;
    if (step > 0)
        value = control_.least + std::round((value - control_.least) / step) * step;
    return std::clamp(value, control_.least, control_.greatest);
}

int KnobSlider::toPosition(double value) const {
    value = std::clamp(value, control_.least, control_.greatest);
    const double share = control_.logarithmic
                             ? std::log(value / control_.least) / std::log(control_.greatest / control_.least)
                             : (value - control_.least) / (control_.greatest - control_.least);
    return static_cast<int>(std::lround(share * kPositions));
}

void KnobSlider::takeTyped() {
    if (!field_->isModified())
        return;
    const std::optional<double> typed = numberFrom(field_->text());
    if (!typed) {
        display(value_);
        return;
    }
    const double value = std::clamp(*typed, control_.least, control_.greatest);
    const QSignalBlocker blocked(slider_);
    slider_->setValue(toPosition(value));
    display(value);
    Q_EMIT changed(value);
}

} // namespace downhill::app
