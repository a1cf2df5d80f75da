#include "experiment/transport_bar.h"

#include "charts/steady_label.h"
#include "theme/appearance.h"
#include "theme/icons.h"
#include "theme/look.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>
#include <vector>

namespace downhill::app {
namespace {

constexpr int kIconPixels = 20;

/// An act as the lessons' programs write it.
QString nameOf(training::Act act) {
    switch (act) {
    case training::Act::ZeroGrad:
        return QStringLiteral("zero_grad");
    case training::Act::Forward:
        return QStringLiteral("forward");
    case training::Act::Loss:
        return QStringLiteral("loss");
    case training::Act::Backward:
        return QStringLiteral("backward");
    case training::Act::Step:
        return QStringLiteral("step");
    }
    return {};
}

QString inWords(const std::vector<training::Act>& acts, const QString& between) {
    QStringList names;
    for (const training::Act act : acts)
        names << nameOf(act);
    return names.join(between);
}

} // namespace

TransportBar::TransportBar(ExperimentController& controller, Appearance& appearance, QWidget* parent)
    : QWidget(parent), controller_(controller), appearance_(appearance) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kXs);

    play_ = addButton(tr("Play"), tr("Train, or pause training"), Qt::CTRL | Qt::Key_Return);
    setLook(play_, "primary");
    step_ = addButton(tr("One step"), tr("Make one whole step, then wait"), Qt::CTRL | Qt::Key_Right);
    act_ = addButton(tr("One act"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_Right);
    rewind_ = addButton(tr("Rewind"), tr("Back to step 0 with the same weights"), Qt::CTRL | Qt::Key_Left);
    weights_ = addButton(tr("New weights"), tr("Back to step 0 with newly drawn weights"),
                         Qt::CTRL | Qt::SHIFT | Qt::Key_Left);

    speed_ = new QComboBox(this);
    speed_->addItem(tr("Slow"), QVariant::fromValue(ExperimentController::Speed::Slow));
    speed_->addItem(tr("Normal"), QVariant::fromValue(ExperimentController::Speed::Normal));
    speed_->addItem(tr("Fast"), QVariant::fromValue(ExperimentController::Speed::Fast));
    speed_->addItem(tr("Full speed"), QVariant::fromValue(ExperimentController::Speed::Full));
    speed_->setCurrentIndex(speed_->findData(QVariant::fromValue(controller.speed())));
    speed_->setAccessibleName(tr("Speed"));
    speed_->setToolTip(tr("How fast training goes"));

    auto* progress = new QVBoxLayout;
    progress->setSpacing(0);
    count_ = new SteadyLabel(this);
    setLook(count_, "value");
    count_->setAlignment(Qt::AlignRight);
    next_ = new QLabel(this);
    setLook(next_, "caption");
    next_->setAlignment(Qt::AlignRight);
    progress->addWidget(count_);
    progress->addWidget(next_);

    for (QToolButton* button : {play_, step_, act_, rewind_, weights_})
        row->addWidget(button);
    row->addSpacing(space::kS);
    row->addWidget(speed_);
    row->addStretch(1);
    row->addLayout(progress);
    row->setAlignment(progress, Qt::AlignVCenter);

    connect(play_, &QToolButton::clicked, &controller_, &ExperimentController::toggle);
    connect(step_, &QToolButton::clicked, &controller_, &ExperimentController::stepOnce);
    connect(act_, &QToolButton::clicked, &controller_, &ExperimentController::actOnce);
    connect(rewind_, &QToolButton::clicked, &controller_, &ExperimentController::rewind);
    connect(weights_, &QToolButton::clicked, &controller_, &ExperimentController::drawNewWeights);
    connect(speed_, &QComboBox::currentIndexChanged, this,
            [this] { controller_.setSpeed(speed_->currentData().value<ExperimentController::Speed>()); });
    connect(&controller_, &ExperimentController::stateChanged, this, &TransportBar::showState);
    connect(&controller_, &ExperimentController::frameChanged, this, &TransportBar::showStep);
    connect(&controller_, &ExperimentController::experimentChanged, this, &TransportBar::explainActs);
    connect(&appearance_, &Appearance::changed, this, &TransportBar::showState);
    explainActs();
    showState();
}

QToolButton* TransportBar::addButton(const QString& name, const QString& explanation,
                                     const QKeySequence& key) {
    auto* button = new QToolButton(this);
    button->setAccessibleName(name);
    button->setShortcut(key);
    explain(button, explanation);
    button->setIconSize({kIconPixels, kIconPixels});
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void TransportBar::explain(QToolButton* button, const QString& explanation) {
    button->setAccessibleDescription(explanation);
    button->setToolTip(
        QStringLiteral("%1 (%2)").arg(explanation, button->shortcut().toString(QKeySequence::NativeText)));
}

void TransportBar::explainActs() {
    const std::vector<training::RunSpec>& runs = controller_.block().experiment.runs;
    const bool alike =
        std::ranges::adjacent_find(runs, std::ranges::not_equal_to{}, &training::RunSpec::loop) == runs.end();
    explain(act_, runs.empty() || !alike ? tr("Make the next act of a step, then wait")
                                         : tr("Make the next act of a step (%1), then wait")
                                               .arg(inWords(runs.front().loop, QStringLiteral(", "))));
}

void TransportBar::showState() {
    using State = ExperimentController::State;
    const State state = controller_.state();
    const bool playing = state == State::Playing;
    const bool canStep = state == State::Ready || state == State::Paused || playing;
    play_->setAccessibleName(playing ? tr("Pause") : tr("Play"));
    play_->setEnabled(canStep || state == State::Stopped);
    step_->setEnabled(canStep);
    act_->setEnabled(canStep);
    rewind_->setEnabled(canStep || state == State::Stopped);
    weights_->setEnabled(canStep || state == State::Stopped);
    drawIcons();
    // As wide at the first step as at the last: what stands beside the bar does not move.
    const QString last = tr("step %1").arg(QLocale().toString(controller_.block().experiment.steps));
    lastWidth_ = count_->fontMetrics().horizontalAdvance(last);
    showStep();
}

void TransportBar::showStep() {
    const QString present = QLocale().toString(controller_.step());
    const std::optional<std::int64_t> past = controller_.lookedAt();
    count_->say(past ? tr("step %1 of %2").arg(QLocale().toString(*past), present)
                     : tr("step %1").arg(present));
    count_->setMinimumWidth(
        std::max(lastWidth_, past ? count_->fontMetrics().horizontalAdvance(count_->said()) : 0) + 1);
    const std::vector<training::Act> acts = controller_.nextActs();
    next_->setVisible(controller_.state() == ExperimentController::State::Paused && !acts.empty());
    if (!acts.empty())
        next_->setText(tr("next: %1").arg(inWords(acts, QStringLiteral(" / "))));
}

void TransportBar::drawIcons() {
    const Theme& theme = appearance_.theme();
    const bool playing = controller_.state() == ExperimentController::State::Playing;
    play_->setIcon(lineIcon(playing ? QStringLiteral("pause") : QStringLiteral("play"), theme.onAccent));
    step_->setIcon(lineIcon(QStringLiteral("step"), theme.text));
    act_->setIcon(lineIcon(QStringLiteral("act"), theme.text));
    rewind_->setIcon(lineIcon(QStringLiteral("rewind"), theme.text));
    weights_->setIcon(lineIcon(QStringLiteral("dice"), theme.text));
}

} // namespace downhill::app
