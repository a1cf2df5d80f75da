#include "views/seed_bands.h"

#include "charts/chart_header.h"
#include "training/sweep.h"
#include "views/task_strip.h"

#include <QMenu>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>
#include <thread>
#include <utility>

namespace downhill::app {

namespace {

constexpr std::array<std::int64_t, 3> kChoices{5, 10, 20};
constexpr std::int64_t kStretches = 120;
constexpr std::chrono::milliseconds kTell{40};

/// One thread less than there are processors, for the window and the run that is watched.
int threads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

std::optional<SeedBand> bandOf(const training::SweepPlan& plan, const std::stop_token& stop,
                               Background::Progress& progress) {
    training::SweepProgress swept;
    progress.all = std::ssize(plan.variants) * std::ssize(plan.seeds) * plan.experiment.steps;
    // A run that ends early leaves steps undone, and still is over.
    const auto tell = [&] {
        progress.done = std::max(swept.steps.load(), swept.finished.load() * plan.experiment.steps);
    };
    auto result = [&] {
        const std::jthread teller([&](const std::stop_token& over) {
            while (!over.stop_requested()) {
                tell();
                std::this_thread::sleep_for(kTell);
            }
        });
        return training::sweep(plan, {.threads = threads()}, &swept, stop);
    }();
    if (!result || stop.stop_requested())
        return std::nullopt;
    SeedBand band;
    band.seeds = std::ssize(plan.seeds);
    band.rate = plan.variants.front().run.optimizer.learningRate;
    std::int64_t before = 0;
    for (const std::int64_t end : result->steps) {
        band.steps.push_back(static_cast<double>(before + 1 + end) / 2);
        before = end;
    }
    for (training::VariantOutcome& outcome : result->variants)
        band.runs.push_back({std::move(outcome.batchLoss), outcome.count(training::StopReason::Diverged)});
    return band;
}

} // namespace

std::optional<std::size_t> SeedBand::at(double step) const {
    if (steps.empty())
        return std::nullopt;
    const auto right = std::ranges::lower_bound(steps, step);
    const double width = steps.size() > 1 ? steps[1] - steps[0] : 1;
    if (right == steps.end())
        return step <= steps.back() + width ? std::optional(steps.size() - 1) : std::nullopt;
    const auto index = static_cast<std::size_t>(right - steps.begin());
    return index > 0 && step - steps[index - 1] < steps[index] - step ? index - 1 : index;
}

SeedBands::SeedBands(ChartHeader& header, QWidget* parent)
    : QObject(parent), button_(new QToolButton(parent)),
      strip_(new TaskStrip(*button_, background_, header, parent)) {
    button_->setText(tr("Seeds"));
    button_->setAccessibleName(tr("Train over several seeds"));
    button_->setToolTip(
        tr("Train the same again with other data, weights and order, as far as the run has come, and "
           "show where the losses lie"));
    button_->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button_);
    menu->setAccessibleName(button_->accessibleName());
    for (const std::int64_t seeds : kChoices)
        menu->addAction(tr("%1 seeds").arg(seeds), this, [this, seeds] { begin(seeds); });
    menu->addSeparator();
    menu->addAction(tr("Take the band away"), this, &SeedBands::forget);
    connect(menu, &QMenu::aboutToShow, this,
            [this, away = menu->actions().last()] { away->setEnabled(band_.has_value()); });
    button_->setMenu(menu);
    strip_->offer(false);
}

/// Whether anything is left to chance.
bool SeedBands::isChancy() const {
    const auto* surface = std::get_if<training::SurfaceProblem>(&experiment_.problem);
    return !surface || (surface->kind == training::SurfaceKind::NoisyBowl && surface->noise > 0);
}

void SeedBands::setExperiment(const training::Experiment& experiment) {
    training::Experiment aside = experiment;
    aside.seeds = experiment_.seeds; // other weights are no other experiment
    if (!(aside == experiment_))
        forget();
    experiment_ = experiment;
    step_ = 0;
    rates_.clear();
    strip_->offer(isChancy());
}

void SeedBands::follow(const training::Snapshot& snapshot) {
    step_ = 0;
    rates_.clear();
    for (const training::RunSnapshot& run : snapshot.runs) {
        step_ = std::max(step_, run.step);
        rates_.push_back(run.learningRate);
    }
}

/// With the rates as they are set now, and as long as the run.
training::Experiment SeedBands::experimentNow() const {
    training::Experiment now = experiment_;
    if (step_ >= kFewest)
        now.steps = std::min(now.steps, step_);
    for (std::size_t run = 0; run < now.runs.size(); ++run) {
        if (run < rates_.size() && std::isfinite(rates_[run]) && rates_[run] > 0)
            now.runs[run].optimizer.learningRate = rates_[run];
        // Which samples a batch holds does not depend on how long it takes to load it.
        now.runs[run].loader.prefetch = 0;
        now.runs[run].loader.microseconds = 0;
    }
    return now;
}

void SeedBands::begin(std::int64_t seeds) {
    forget();
    training::SweepPlan plan{
        .experiment = experimentNow(), .variants = {}, .seeds = {}, .points = kStretches};
    for (const training::RunSpec& run : plan.experiment.runs)
        plan.variants.push_back({run.id, run});
    for (std::int64_t seed = 1; seed <= seeds; ++seed)
        plan.seeds.push_back(experiment_.seeds.weights + static_cast<std::uint64_t>(seed));
    background_.begin(
        [this, plan = std::move(plan)](const std::stop_token& stop, Background::Progress& progress) {
            auto found = std::make_shared<std::optional<SeedBand>>(bandOf(plan, stop, progress));
            return [this, found] {
                band_ = std::move(*found);
                Q_EMIT changed();
            };
        });
    strip_->watch();
}

void SeedBands::forget() {
    background_.cancel();
    if (!std::exchange(band_, std::nullopt))
        return;
    Q_EMIT changed();
}

} // namespace downhill::app
