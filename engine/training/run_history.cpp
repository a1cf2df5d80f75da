#include "training/run_history.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace downhill::training {

namespace {

std::size_t bytesOf(const Checkpoint<float>& checkpoint) {
    std::size_t numbers =
        checkpoint.parameters.size() + checkpoint.gradient.size() + checkpoint.statistics.size();
    numbers += checkpoint.optimizer.first.size() + checkpoint.optimizer.second.size() +
               checkpoint.optimizer.third.size();
    return sizeof checkpoint + numbers * sizeof(float);
}

} // namespace

void RunHistory::begin(Checkpoint<float> checkpoint) {
    rates_.clear();
    checkpoints_.clear();
    stride_ = 1;
    next_ = checkpoint.step + stride_;
    checkpoints_.push_back(std::move(checkpoint));
}

void RunHistory::add(Checkpoint<float> checkpoint) {
    next_ = checkpoint.step + stride_;
    checkpoints_.push_back(std::move(checkpoint));
    if (checkpoints_.size() > most())
        thin();
}

void RunHistory::setRate(std::int64_t step, double rate) {
    if (!rates_.empty() && rates_.back().step == step)
        rates_.back().rate = rate;
    else
        rates_.push_back({step, rate});
}

std::int64_t RunHistory::first() const {
    return checkpoints_.empty() ? 0 : checkpoints_.front().step;
}

Result<void> RunHistory::repeat(Trainer<float>& trainer, std::int64_t step) const {
    if (checkpoints_.empty())
        return {};
    const auto after = std::ranges::upper_bound(checkpoints_, step, {}, &Checkpoint<float>::step);
    const Checkpoint<float>& from = after == checkpoints_.begin() ? *after : *std::prev(after);
    if (auto restored = trainer.restore(from); !restored)
        return restored;
    // A checkpoint was taken before the rate was set at its step.
    auto rate = std::ranges::lower_bound(rates_, from.step, {}, &Rate::step);
    for (;;) {
        for (; rate != rates_.end() && rate->step <= trainer.step(); ++rate)
            trainer.setLearningRate(rate->rate);
        const std::int64_t until = rate == rates_.end() ? step : std::min(step, rate->step);
        if (until <= trainer.step() || trainer.run(until - trainer.step()) == 0)
            break;
    }
    return {};
}

/// How many checkpoints of this size are kept.
std::size_t RunHistory::most() const {
    return std::clamp(kBytes / bytesOf(checkpoints_.back()), kFewest, kCheckpoints);
}

/// Every other one goes, but never the first.
void RunHistory::thin() {
    std::size_t kept = 1;
    for (std::size_t i = 2; i < checkpoints_.size(); i += 2)
        checkpoints_[kept++] = std::move(checkpoints_[i]);
    checkpoints_.resize(kept);
    stride_ *= 2;
    next_ = checkpoints_.back().step + stride_;
}

} // namespace downhill::training
