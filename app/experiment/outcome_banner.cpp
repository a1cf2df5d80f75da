#include "experiment/outcome_banner.h"

#include "charts/number_text.h"
#include "messages/messages.h"
#include "theme/look.h"
#include "theme/theme.h"
#include "views/setting_words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace downhill::app {

using training::StopReason;

namespace {

constexpr std::int64_t kMany = 2'000'000'000; ///< what a plural can be made of

/// Two lines, or the one that is there.
QString joined(const QString& first, const QString& second) {
    return first.isEmpty() ? second : first + u'\n' + second;
}

} // namespace

OutcomeBanner::OutcomeBanner(ExperimentController& controller, QWidget* parent)
    : QFrame(parent), controller_(controller), headline_(new QLabel(this)), explanation_(new QLabel(this)),
      recover_(new QPushButton(this)) {
    setLook(headline_, "value");
    headline_->setWordWrap(true);
    explanation_->setWordWrap(true);
    setLook(recover_, "primary");

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL, space::kM, space::kM, space::kM);
    row->setSpacing(space::kL);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(space::kXs);
    texts->addWidget(headline_);
    texts->addWidget(explanation_);
    row->addLayout(texts, 1);
    row->addWidget(recover_, 0, Qt::AlignVCenter);

    connect(recover_, &QPushButton::clicked, &controller_, &ExperimentController::recover);
    connect(&controller_, &ExperimentController::stateChanged, this, &OutcomeBanner::showState);
    connect(&controller_, &ExperimentController::knobsChanged, this, &OutcomeBanner::showState);
    showState();
}

void OutcomeBanner::say(const char* look, const QString& headline, const QString& explanation) {
    setLook(this, look);
    headline_->setText(headline);
    explanation_->setText(explanation);
    explanation_->setVisible(!explanation.isEmpty());
    setAccessibleName(headline);
    setAccessibleDescription(explanation);
    show();
}

void OutcomeBanner::showState() {
    using State = ExperimentController::State;
    recover_->hide();
    if (controller_.state() == State::Failed && controller_.error()) {
        say("bad", tr("This experiment cannot run."), sentence(*controller_.error()));
        return;
    }
    if (controller_.state() != State::Stopped) {
        hide();
        return;
    }
    const auto reasons = controller_.reasons();
    const QString step = countText(controller_.step());
    const int steps = static_cast<int>(std::min<std::int64_t>(controller_.step(), kMany));
    const auto reached = std::ranges::count(reasons, StopReason::GoalReached);
    if (controller_.diverged()) {
        recover_->setText(tr("Rewind and try %1").arg(valueText(controller_.recoveryRate(), 2)));
        recover_->setAccessibleDescription(
            tr("Back to step 0 with the same weights and a smaller learning rate"));
        recover_->setVisible(!controller_.isHeld(lesson::Knob::LearningRate));
        const auto& runs = controller_.snapshot().runs;
        const auto found = std::ranges::find(runs, StopReason::Diverged, &training::RunSnapshot::stopReason);
        const training::RunSnapshot& run = *found;
        const auto& experiment = controller_.block().experiment;
        const QString at = countText(controller_.divergedAt());
        say("bad",
            std::isnan(run.batchLoss)   ? tr("Diverged: the loss became NaN at step %1.").arg(at)
            : std::isinf(run.batchLoss) ? tr("Diverged: the loss became infinite at step %1.").arg(at)
                                        : tr("Diverged: a weight overflowed at step %1.").arg(at),
            joined(eachRun(), whyDiverged(experiment, static_cast<std::size_t>(found - runs.begin()))));
    } else if (reached > 0 && reasons.size() == 1) {
        say("good", tr("Goal reached at step %1.").arg(step), {});
    } else if (reached > 0 && reached == std::ssize(reasons)) {
        say("good", tr("Every run reached the goal."), eachRun());
    } else if (reached > 0) {
        say("good", tr("%1 of %2 runs reached the goal.").arg(reached).arg(reasons.size()), eachRun());
    } else if (std::ranges::count(reasons, StopReason::LeftWindow) > 0) {
        say("warning",
            reasons.size() == 1 ? tr("Gone: the run left the window at step %1.").arg(step)
                                : tr("Gone: the window was left."),
            joined(eachRun(), whyLeft(controller_.block().experiment)));
    } else if (const auto& goal = controller_.block().experiment.goal) {
        say("warning", tr("Finished after %Ln step(s), short of the goal.", nullptr, steps),
            tr("The goal: %1. Play starts again from step 0.").arg(inWords(*goal)));
    } else {
        say("note", tr("Finished after %Ln step(s).", nullptr, steps),
            tr("That was the whole budget. Play starts again from step 0."));
    }
}

QString OutcomeBanner::eachRun() const {
    const auto& runs = controller_.snapshot().runs;
    const QStringList names = runNames(controller_.block());
    if (runs.size() < 2 || names.size() != std::ssize(runs))
        return {};
    const ExperimentFrame frame = controller_.frame();
    QStringList ends;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const QString& name = names[static_cast<qsizetype>(i)];
        // A loss that is not finite ends a run within a step, which the snapshot does not count.
        const std::int64_t broke = i < frame.curves.size() ? frame.curves[i].batch.brokeAt() : 0;
        const QString step = countText(broke > 0 ? broke : runs[i].step);
        switch (runs[i].stopReason) {
        case StopReason::GoalReached:
            ends.append(tr("%1 at step %2").arg(name, step));
            break;
        case StopReason::Diverged:
            ends.append(tr("%1 diverged at step %2").arg(name, step));
            break;
        case StopReason::LeftWindow:
            ends.append(tr("%1 left at step %2").arg(name, step));
            break;
        default:
            ends.append(controller_.block().experiment.goal ? tr("%1 not within %2").arg(name, step)
                                                            : tr("%1 went on to step %2").arg(name, step));
        }
    }
    return ends.join(QStringLiteral(" · "));
}

QString OutcomeBanner::whyDiverged(const training::Experiment& experiment, std::size_t run) {
    const training::RunSpec& spec = experiment.runs[run];
    const auto* network = std::get_if<training::NetworkProblem>(&experiment.problem);
    if (std::ranges::count(spec.loop, training::Act::ZeroGrad) == 0)
        return tr("Nothing sets the gradients to zero in this loop. Those of all steps add up, and each step "
                  "is longer than the one before.");
    if (network && network->loss == training::Loss::MeanError)
        return tr("A mean error has no least value: it falls for ever, until the numbers no longer fit into "
                  "32 bits.");
    if (spec.schedule.kind == training::Schedule::Kind::RangeTest)
        return tr("The rate grew until training broke, as it does in a range test. A good rate lies well "
                  "below the one at which the loss began to rise.");
    return tr("Each step overshot farther than the one before, until the numbers no longer fitted into 32 "
              "bits. The learning rate is too high for this slope.");
}

QString OutcomeBanner::whyLeft(const training::Experiment& experiment) {
    const auto* surface = std::get_if<training::SurfaceProblem>(&experiment.problem);
    return surface && surface->kind == training::SurfaceKind::Formula
               ? tr("It went ten times as far as the window shows.")
               : tr("This surface has no bottom in that direction.");
}

QString OutcomeBanner::inWords(const training::Goal& goal) {
    const bool share =
        goal.metric == training::Metric::TrainAccuracy || goal.metric == training::Metric::TestAccuracy;
    const QString bound = share ? tr("%1 %").arg(valueText(goal.bound * 100)) : valueText(goal.bound);
    const QString metric = [&] {
        switch (goal.metric) {
        case training::Metric::TrainLoss:
            return tr("training loss");
        case training::Metric::TestLoss:
            return tr("test loss");
        case training::Metric::TrainAccuracy:
            return tr("training accuracy");
        case training::Metric::TestAccuracy:
            return tr("test accuracy");
        }
        return QString();
    }();
    return goal.below ? tr("%1 of %2 or less").arg(metric, bound) : tr("%1 of %2 or more").arg(metric, bound);
}

} // namespace downhill::app
