#include "experiment/scrub_bar.h"

#include "experiment/thin_slider.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr int kPositions = 10'000; // of the slider, for runs that are longer than that
constexpr int kPages = 20;

} // namespace

ScrubBar::ScrubBar(ExperimentController& controller, Appearance& appearance, QWidget* parent)
    : QWidget(parent), controller_(controller), slider_(new ThinSlider(appearance, this)),
      now_(new QToolButton(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kS);
    row->addWidget(slider_, 1);
    row->addWidget(now_);

    slider_->setAccessibleName(tr("Step that is shown"));
    slider_->setToolTip(tr("Look back at any step of this run"));
    now_->setText(tr("Now"));
    now_->setAccessibleName(tr("Back to the present"));
    now_->setToolTip(tr("Back to the last step"));

    connect(slider_, &ThinSlider::valueChanged, this,
            [this](int position) { controller_.lookAt(stepAt(position)); });
    connect(now_, &QToolButton::clicked, this, [this] {
        slider_->setFocus();
        controller_.lookAt(controller_.step());
    });
    connect(&controller_, &ExperimentController::frameChanged, this, &ScrubBar::showStep);
    connect(&controller_, &ExperimentController::stateChanged, this, &ScrubBar::showStep);
    showStep();
}

std::int64_t ScrubBar::stepAt(int position) const {
    if (last_ <= kPositions)
        return position;
    return std::llround(static_cast<double>(position) / kPositions * static_cast<double>(last_));
}

void ScrubBar::showStep() {
    last_ = controller_.step();
    const std::int64_t shown = controller_.lookedAt().value_or(last_);
    const QSignalBlocker quiet(slider_);
    const int positions = static_cast<int>(std::min<std::int64_t>(last_, kPositions));
    slider_->setRange(0, positions);
    slider_->setPageStep(std::max(1, positions / kPages));
    slider_->setValue(last_ <= kPositions
                          ? static_cast<int>(shown)
                          : static_cast<int>(std::llround(static_cast<double>(shown) /
                                                          static_cast<double>(last_) * kPositions)));
    slider_->setEnabled(last_ > 0);
    slider_->setAccessibleDescription(tr("Step %1 of %2, the arrow keys look back")
                                          .arg(QLocale().toString(shown), QLocale().toString(last_)));
    now_->setEnabled(controller_.lookedAt().has_value());
}

} // namespace downhill::app
