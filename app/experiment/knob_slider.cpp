#include "experiment/knob_slider.h"

#include "experiment/thin_slider.h"
#include "theme/theme.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr int kPositions = 1000;

QString written(const lesson::Control& control, double value) {
    const bool whole = control.knob == lesson::Knob::BatchSize;
    return whole ? QLocale().toString(std::llround(value)) : QLocale().toString(value, 'g', 3);
}

} // namespace

KnobSlider::KnobSlider(const lesson::Control& control, Appearance& appearance, QWidget* parent)
    : QWidget(parent), control_(control), name_(new QLabel(nameOf(control), this)),
      slider_(new ThinSlider(appearance, this)), field_(new QLineEdit(this)) {
    name_->setBuddy(slider_);
    slider_->setRange(0, kPositions);
    slider_->setSingleStep(kPositions / 100);
    slider_->setPageStep(kPositions / 10);
    slider_->setAccessibleName(nameOf(control));
    field_->setAccessibleName(tr("%1, value").arg(nameOf(control)));
    field_->setAlignment(Qt::AlignRight);
    field_->setFixedWidth(QFontMetrics(field_->font()).horizontalAdvance(QStringLiteral("0000000")) + 28);
    field_->setToolTip(
        tr("Between %1 and %2").arg(written(control, control.least), written(control, control.greatest)));

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
    display(control.least);
}

QString KnobSlider::nameOf(const lesson::Control& control) {
    if (!control.label.isEmpty())
        return control.label;
    switch (control.knob) {
    case lesson::Knob::LearningRate:
        return tr("Learning rate");
    case lesson::Knob::BatchSize:
        return tr("Batch size");
    case lesson::Knob::Parameter:
        return tr("Parameter %1").arg(control.parameter + 1);
    case lesson::Knob::Noise:
        return tr("Noise");
    case lesson::Knob::StartX:
        return tr("Start x");
    case lesson::Knob::StartY:
        return tr("Start y");
    case lesson::Knob::Momentum:
        return tr("Momentum");
    case lesson::Knob::Beta1:
        return tr("Beta 1");
    case lesson::Knob::Beta2:
        return tr("Beta 2");
    case lesson::Knob::Smoothing:
        return tr("Smoothing");
    case lesson::Knob::Epsilon:
        return tr("Epsilon");
    case lesson::Knob::WeightDecay:
        return tr("Weight decay");
    case lesson::Knob::L1:
        return tr("L1");
    case lesson::Knob::ClipValue:
        return tr("Clip value");
    case lesson::Knob::ClipNorm:
        return tr("Clip norm");
    case lesson::Knob::Dropout:
        return tr("Dropout");
    case lesson::Knob::HuberDelta:
        return tr("Huber delta");
    case lesson::Knob::Curvature:
        return tr("Curvature");
    case lesson::Knob::Condition:
        return tr("Condition");
    }
    return {};
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
    bool understood = false;
    double typed = QLocale().toDouble(field_->text().trimmed(), &understood);
    if (!understood)
        typed = field_->text().trimmed().toDouble(&understood);
    if (!understood || !std::isfinite(typed)) {
        display(value_);
        return;
    }
    const double value = std::clamp(typed, control_.least, control_.greatest);
    const QSignalBlocker blocked(slider_);
    slider_->setValue(toPosition(value));
    display(value);
    Q_EMIT changed(value);
}

} // namespace downhill::app
