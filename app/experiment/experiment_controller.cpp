#include "experiment/experiment_controller.h"

#include "charts/number_text.h"
#include "experiment/knob_settings.h"
#include "messages/expectation_words.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace downhill::app {
namespace {

constexpr int kFrameMilliseconds = 16;
constexpr int kLooksAfterACommand = 40;
constexpr std::size_t kPastRuns = 3;

bool isOver(training::StopReason reason) {
    return reason != training::StopReason::None;
}

} // namespace

ExperimentController::ExperimentController(QObject* parent)
    : QObject(parent), runner_(std::make_unique<training::Runner>()) {
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(kFrameMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &ExperimentController::look);
}

ExperimentController::~ExperimentController() = default;

void ExperimentController::setExperiment(const lesson::ExperimentBlock& block) {
    keepRun();
    finished_.reset();
    original_ = block;
    block_ = block;
    earlier_.clear();
    playWhenLoaded_ = false;
    load();
    Q_EMIT knobsChanged();
}

void ExperimentController::clear() {
    keepRun();
    runner_->pause();
    timer_.stop();
    original_ = block_ = {};
    data_.reset();
    snapshot_ = {};
    leavePast();
    curves_.clear();
    earlier_.clear();
    setState(State::Empty);
}

void ExperimentController::load() {
    data_.reset();
    error_.reset();
    beginGeneration(runner_->load(block_.experiment));
    setState(State::Loading);
}

void ExperimentController::beginGeneration(std::uint64_t generation) {
    generation_ = generation;
    if (finished_ && !curves_.empty())
        addPast(whatDiffers(*finished_), curves_.front().batch);
    finished_.reset();
    snapshot_ = {};
    leavePast();
    curves_.assign(block_.experiment.runs.size(), {});
    journal_.begin(block_);
    stopping_ = false;
    lookForAWhile();
}

ExperimentFrame ExperimentController::frame() const {
    return {past_ ? *past_ : snapshot_, curves_, earlier_, lookedAt_};
}

std::int64_t ExperimentController::step() const {
    std::int64_t furthest = 0;
    for (const training::RunSnapshot& run : snapshot_.runs)
        furthest = std::max(furthest, run.step);
    return furthest;
}

std::vector<training::Act> ExperimentController::nextActs() const {
    std::vector<training::Act> acts;
    for (const training::RunSnapshot& run : snapshot_.runs)
        if (!isOver(run.stopReason) && std::ranges::count(acts, run.nextAct) == 0)
            acts.push_back(run.nextAct);
    return acts;
}

std::vector<training::StopReason> ExperimentController::reasons() const {
    std::vector<training::StopReason> reasons;
    for (const training::RunSnapshot& run : snapshot_.runs)
        reasons.push_back(run.stopReason);
    return reasons;
}

bool ExperimentController::diverged() const {
    return std::ranges::any_of(snapshot_.runs, [](const training::RunSnapshot& run) {
        return run.stopReason == training::StopReason::Diverged;
    });
}

std::int64_t ExperimentController::divergedAt() const {
    std::int64_t first = 0;
    for (std::size_t i = 0; i < snapshot_.runs.size(); ++i) {
        if (snapshot_.runs[i].stopReason != training::StopReason::Diverged)
            continue;
        // A loss that is not finite ends a run within a step, which the snapshot does not count.
        const std::int64_t broke = curves_[i].batch.brokeAt();
        const std::int64_t at = broke > 0 ? broke : snapshot_.runs[i].step;
        first = first == 0 ? at : std::min(first, at);
    }
    return first;
}

void ExperimentController::play() {
    if (state_ == State::Empty || state_ == State::Failed)
        return;
    if (state_ == State::Loading) {
        playWhenLoaded_ = true;
        return;
    }
    if (state_ == State::Stopped)
        rewind();
    runner_->play(pace());
    goOn(State::Playing);
}

void ExperimentController::pause() {
    playWhenLoaded_ = false;
    if (state_ != State::Playing)
        return;
    runner_->pause();
    setState(State::Paused);
    lookForAWhile();
}

void ExperimentController::toggle() {
    if (state_ == State::Playing)
        pause();
    else
        play();
}

void ExperimentController::stepOnce() {
    if (state_ != State::Ready && state_ != State::Paused && state_ != State::Playing)
        return;
    runner_->step();
    goOn(State::Paused);
}

void ExperimentController::actOnce() {
    if (state_ != State::Ready && state_ != State::Paused && state_ != State::Playing)
        return;
    runner_->act();
    goOn(State::Paused);
}

void ExperimentController::goOn(State state) {
    journal_.setOut();
    leavePast();
    setState(state);
    lookForAWhile();
}

void ExperimentController::rewind() {
    if (state_ == State::Empty || state_ == State::Loading || state_ == State::Failed)
        return;
    keepRun();
    beginGeneration(runner_->rewind());
    setState(State::Ready);
}

void ExperimentController::drawNewWeights() {
    if (state_ == State::Empty)
        return;
    keepRun();
    ++block_.experiment.seeds.weights;
    load();
}

void ExperimentController::reset() {
    if (state_ == State::Empty)
        return;
    keepRun();
    block_ = original_;
    load();
    Q_EMIT knobsChanged();
}

void ExperimentController::setSpeed(Speed speed) {
    speed_ = speed;
    if (state_ == State::Playing)
        runner_->play(pace());
}

training::Runner::Pace ExperimentController::pace() const {
    switch (speed_) {
    case Speed::Slow:
        return {block_.pace / 10};
    case Speed::Normal:
        return {block_.pace};
    case Speed::Fast:
        return {block_.pace * 10};
    case Speed::Full:
        break;
    }
    return training::Runner::Pace::unlimited();
}

void ExperimentController::lookAt(std::int64_t step) {
    if (state_ != State::Ready && state_ != State::Playing && state_ != State::Paused &&
        state_ != State::Stopped)
        return;
    pause();
    const bool isPast = step < this->step();
    if (isPast && lookedAt_ == step)
        return;
    if (isPast)
        lookedAt_ = std::max<std::int64_t>(step, 0);
    else
        leavePast();
    runner_->lookAt(lookedAt_);
    lookForAWhile();
    Q_EMIT frameChanged();
}

/// What goes on is shown again; the runner leaves the past by itself.
void ExperimentController::leavePast() {
    lookedAt_.reset();
    past_.reset();
}

void ExperimentController::showParts(training::SnapshotParts parts) {
    parts_ = parts;
    if (state_ != State::Empty)
        lookForAWhile();
}

QString ExperimentController::whatDiffers(const lesson::ExperimentBlock& before) const {
    for (const lesson::Control& control : original_.controls) {
        const double value = settingOf(before, control);
        if (control.knob == lesson::Knob::Parameter || value == settingOf(block_, control))
            continue;
        return control.knob == lesson::Knob::LearningRate
                   ? rateName(value)
                   : tr("%1 %2", "a setting and its value")
                         .arg(control.label.isEmpty() ? knobName(control.knob) : control.label)
                         .arg(valueText(value, 3));
    }
    return tr("run before");
}

QString ExperimentController::rateName(double learningRate) {
    return tr("rate %1").arg(valueText(learningRate, 3));
}

void ExperimentController::addPast(const QString& label, const training::LossCurve& curve) {
    std::erase_if(earlier_, [&](const PastCurve& other) { return other.label == label; });
    earlier_.insert(earlier_.begin(), {label, curve});
    if (earlier_.size() > kPastRuns)
        earlier_.resize(kPastRuns);
    Q_EMIT frameChanged();
}

void ExperimentController::keepRun() {
    if (state_ == State::Empty)
        return;
    const auto record = journal_.close(snapshot_.runs, curves_, data_ ? data_->train.size() : 0);
    if (!record)
        return;
    finished_ = record->block;
    Q_EMIT runKept(*record);
}

void ExperimentController::setState(State state) {
    if (state == state_)
        return;
    state_ = state;
    Q_EMIT stateChanged(state);
}

void ExperimentController::lookForAWhile() {
    looksLeft_ = kLooksAfterACommand;
    runner_->requestSnapshot(parts_);
    if (!timer_.isActive())
        timer_.start();
}

void ExperimentController::look() {
    bool changed = false;
    runner_->drain([&](const training::FeedItem& item) {
        if (item.generation != generation_ || item.run >= curves_.size())
            return;
        RunCurves& curves = curves_[item.run];
        (item.curve == training::CurveKind::Batch ? curves.batch : curves.test).apply(item.update);
        changed = true;
    });
    if (std::optional<training::Snapshot> snapshot = runner_->takeSnapshot();
        snapshot && snapshot->generation == generation_) {
        take(*std::move(snapshot));
        changed = true;
    }
    takeEvents();
    if (changed)
        Q_EMIT frameChanged();
    finishWhenAllIsSeen();
    if (looksLeft_ > 0)
        --looksLeft_;
    if (state_ == State::Playing || state_ == State::Loading || looksLeft_ > 0)
        runner_->requestSnapshot(parts_);
    else
        timer_.stop();
}

void ExperimentController::take(training::Snapshot snapshot) {
    if (!snapshot.lookedAt) {
        snapshot_ = std::move(snapshot);
    } else if (lookedAt_) {
        if (snapshot.lookedAt == lookedAt_)
            looksLeft_ = 0; // it is computed anew each time that it is asked for, and stays the same
        past_ = std::move(snapshot);
    }
}

void ExperimentController::takeEvents() {
    while (const std::optional<training::RunnerEvent> event = runner_->takeEvent()) {
        if (event->generation != generation_)
            continue;
        if (const auto* loaded = std::get_if<training::event::Loaded>(&event->what)) {
            data_ = loaded->data;
            Q_EMIT experimentChanged();
            setState(State::Ready);
            if (std::exchange(playWhenLoaded_, false))
                play();
        } else if (const auto* failed = std::get_if<training::event::Failed>(&event->what)) {
            error_ = failed->error;
            setState(State::Failed);
        } else {
            stopping_ = true;
            lookForAWhile();
        }
    }
}

void ExperimentController::finishWhenAllIsSeen() {
    if (!stopping_ || snapshot_.runs.size() != curves_.size())
        return;
    for (std::size_t i = 0; i < curves_.size(); ++i) {
        const training::RunSnapshot& run = snapshot_.runs[i];
        const training::LossCurve& curve = curves_[i].batch;
        const bool ends =
            curve.brokeAt() > 0 || (!curve.buckets().empty() && curve.buckets().back().lastStep >= run.step);
        if (run.stopReason == training::StopReason::None || (run.step > 0 && !ends && looksLeft_ > 0))
            return;
    }
    stopping_ = false;
    setState(State::Stopped);
    keepRun();
}

} // namespace downhill::app
