#include "training/optimizer.h"

#include "training/thread_team.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

namespace downhill::training {

namespace {

using Eigen::Index;
using Kind = OptimizerSettings::Kind;

/// What the members of a team take in turn, and what a norm is first summed over, in numbers.
constexpr Index kChunk = 4096;
/// Below this many chunks waking a team takes longer than it saves.
constexpr Index kLeastChunksForTeam = 8;

Index chunksOf(Index count) {
    return (count + kChunk - 1) / kChunk;
}

/// Calls work(begin, end) for ranges of whole chunks that together are [0, count): one a member of the team.
template <class Work>
void share(Index count, ThreadTeam* team, Work&& work) {
    const Index chunks = chunksOf(count);
    if (team == nullptr || chunks < kLeastChunksForTeam) {
        work(Index(0), count);
        return;
    }
    const Index size = team->size();
    team->run([&](int member) {
        const Index begin = chunks * member / size * kChunk;
        const Index end = std::min(count, chunks * (member + 1) / size * kChunk);
        if (begin < end)
            work(begin, end);
    });
}

bool isAdam(Kind kind) {
    return kind == Kind::Adam || kind == Kind::AdamW || kind == Kind::AmsGrad;
}

bool hasFirst(const OptimizerSettings& settings) {
    return settings.kind == Kind::Momentum || settings.kind == Kind::Nesterov || isAdam(settings.kind) ||
           (settings.kind == Kind::RmsProp && settings.momentum > 0);
}

bool hasSecond(const OptimizerSettings& settings) {
    return settings.kind == Kind::Adagrad || settings.kind == Kind::RmsProp || isAdam(settings.kind);
}

bool hasThird(const OptimizerSettings& settings) {
    return settings.kind == Kind::AmsGrad || (settings.kind == Kind::RmsProp && settings.centered);
}

template <class Scalar>
const auto& updatesOf(const OptimizerKernels<Scalar>& kernels, const OptimizerSettings& settings) {
    switch (settings.kind) {
    case Kind::Sgd:
        break;
    case Kind::Momentum:
        return kernels.momentum;
    case Kind::Nesterov:
        return kernels.nesterov;
    case Kind::Adagrad:
        return kernels.adagrad;
    case Kind::RmsProp:
        if (settings.centered)
            return settings.momentum > 0 ? kernels.centeredMomentum : kernels.centered;
        return settings.momentum > 0 ? kernels.rmsPropMomentum : kernels.rmsProp;
    case Kind::Adam:
    case Kind::AdamW:
        return kernels.adam;
    case Kind::AmsGrad:
        return kernels.amsGrad;
    }
    return kernels.sgd;
}

/// Whether anything is added to the gradient.
bool isRegularised(const OptimizerSettings& settings) {
    return settings.l1 != 0 || (settings.weightDecay != 0 && settings.kind != Kind::AdamW);
}

/// η and ε of an Adam step whose betas' powers are these. √c₂ is multiplied into both, which spares a
/// division for each parameter: η/c₁ · m / (√v/√c₂ + ε) = η·√c₂/c₁ · m / (√v + ε·√c₂).
std::pair<double, double> adamRate(const OptimizerSettings& settings, double factor, double beta1Power,
                                   double beta2Power) {
    const double rate = settings.learningRate * factor;
    if (!settings.biasCorrection)
        return {rate, settings.epsilon};
    const double root = std::sqrt(1 - beta2Power);
    return {rate / (1 - beta1Power) * root, settings.epsilon * root};
}

} // namespace

OptimizerSettings defaultSettings(OptimizerSettings::Kind kind) {
    OptimizerSettings settings;
    settings.kind = kind;
    settings.learningRate = 0.001;
    switch (kind) {
    case Kind::Sgd:
    case Kind::RmsProp:
        settings.learningRate = 0.01;
        break;
    case Kind::Momentum:
    case Kind::Nesterov:
        settings.learningRate = 0.01;
        settings.momentum = 0.9;
        break;
    case Kind::Adagrad:
        settings.learningRate = 0.01;
        settings.epsilon = 1e-10;
        break;
    case Kind::AdamW:
        settings.weightDecay = 0.01;
        break;
    case Kind::Adam:
    case Kind::AmsGrad:
        break;
    }
    return settings;
}

template <class Scalar>
Optimizer<Scalar>::Optimizer(const OptimizerSettings& settings, Index parameterCount,
                             InstructionSet instructions)
    : settings_(settings), kernels_(&optimizerKernels<Scalar>(instructions)),
      parameterCount_(parameterCount) {
    const auto size = static_cast<std::size_t>(parameterCount);
    state_.first.resize(hasFirst(settings) ? size : 0);
    state_.second.resize(hasSecond(settings) ? size : 0);
    state_.third.resize(hasThird(settings) ? size : 0);
    squares_.resize(settings.clipNorm > 0 ? static_cast<std::size_t>(chunksOf(parameterCount)) : 0);
    reset();
}

template <class Scalar>
void Optimizer<Scalar>::reset() {
    const double initial = settings_.kind == Kind::Adagrad ? settings_.initialAccumulator : 0;
    std::fill(state_.first.begin(), state_.first.end(), Scalar(0));
    std::fill(state_.second.begin(), state_.second.end(), static_cast<Scalar>(initial));
    std::fill(state_.third.begin(), state_.third.end(), Scalar(0));
    state_.steps = 0;
    state_.beta1Power = 1;
    state_.beta2Power = 1;
    state_.factor = 1;
}

template <class Scalar>
Result<void> Optimizer<Scalar>::setState(const OptimizerState<Scalar>& state) {
    const auto check = [](const std::vector<Scalar>& found,
                          const std::vector<Scalar>& needed) -> Result<void> {
        if (found.size() == needed.size())
            return {};
        return failure({.code = ErrorCode::ShapeMismatch,
                        .where = "optimizer",
                        .value = static_cast<double>(found.size()),
                        .limit = static_cast<double>(needed.size())});
    };
    return check(state.first, state_.first)
        .and_then([&] { return check(state.second, state_.second); })
        .and_then([&] { return check(state.third, state_.third); })
        .map([&] { state_ = state; });
}

template <class Scalar>
void Optimizer<Scalar>::clip(std::span<Scalar> gradient, ThreadTeam* team) {
    if (settings_.clipValue > 0) {
        const auto limit = static_cast<Scalar>(settings_.clipValue);
        share(parameterCount_, team,
              [&](Index begin, Index end) { kernels_->limit(gradient.data() + begin, end - begin, limit); });
    }
    if (settings_.clipNorm > 0) {
        share(parameterCount_, team, [&](Index begin, Index end) {
            for (Index i = begin; i < end; i += kChunk) {
                squares_[static_cast<std::size_t>(i / kChunk)] =
                    kernels_->sumOfSquares(gradient.data() + i, std::min(kChunk, end - i));
            }
        });
        double sum = 0;
        for (const double square : squares_)
            sum += square;
        const double factor = settings_.clipNorm / (std::sqrt(sum) + 1e-6);
        if (!(factor < 1))
            return;
        share(parameterCount_, team, [&](Index begin, Index end) {
            kernels_->scale(gradient.data() + begin, end - begin, static_cast<Scalar>(factor));
        });
    }
}

/// What the kernel of the present kind needs for the next step, and the step counted.
template <class Scalar>
OptimizerUpdate<Scalar> Optimizer<Scalar>::nextUpdate(std::span<Scalar> parameters,
                                                      std::span<const Scalar> gradient, double factor) {
    const double rate = settings_.learningRate * factor;
    const bool first = state_.steps == 0;
    ++state_.steps;
    state_.factor = factor;
    OptimizerUpdate<Scalar> update{.parameters = parameters.data(),
                                   .gradient = gradient.data(),
                                   .first = state_.first.data(),
                                   .second = state_.second.data(),
                                   .third = state_.third.data()};
    update.rate = static_cast<Scalar>(rate);
    update.decay = static_cast<Scalar>(settings_.kind == Kind::AdamW ? 0 : settings_.weightDecay);
    update.l1 = static_cast<Scalar>(settings_.l1);
    update.epsilon = static_cast<Scalar>(settings_.epsilon);
    switch (settings_.kind) {
    case Kind::Sgd:
    case Kind::Adagrad:
        break;
    case Kind::Momentum:
        update.firstKeeps = static_cast<Scalar>(first ? 0 : settings_.momentum);
        update.firstTakes =
            static_cast<Scalar>(first || settings_.momentum == 0 ? 1 : 1 - settings_.dampening);
        break;
    case Kind::Nesterov:
        update.firstKeeps = static_cast<Scalar>(first ? 0 : settings_.momentum);
        update.secondKeeps = static_cast<Scalar>(settings_.momentum);
        break;
    case Kind::RmsProp:
        update.firstKeeps = static_cast<Scalar>(settings_.momentum);
        update.secondKeeps = static_cast<Scalar>(settings_.smoothing);
        update.secondTakes = static_cast<Scalar>(1 - settings_.smoothing);
        break;
    case Kind::AdamW:
        update.shrink = static_cast<Scalar>(1 - rate * settings_.weightDecay);
        [[fallthrough]];
    case Kind::Adam:
    case Kind::AmsGrad: {
        state_.beta1Power *= settings_.beta1;
        state_.beta2Power *= settings_.beta2;
        const auto [adam, epsilon] = adamRate(settings_, factor, state_.beta1Power, state_.beta2Power);
        update.rate = static_cast<Scalar>(adam);
        update.epsilon = static_cast<Scalar>(epsilon);
        update.firstKeeps = static_cast<Scalar>(settings_.beta1);
        update.firstTakes = static_cast<Scalar>(1 - settings_.beta1);
        update.secondKeeps = static_cast<Scalar>(settings_.beta2);
        update.secondTakes = static_cast<Scalar>(1 - settings_.beta2);
        break;
    }
    }
    return update;
}

template <class Scalar>
bool Optimizer<Scalar>::step(std::span<Scalar> parameters, std::span<Scalar> gradient, double factor,
                             ThreadTeam* team) {
    clip(gradient, team);
    const auto run = updatesOf(*kernels_, settings_)[isRegularised(settings_) ? 1 : 0];
    const OptimizerUpdate<Scalar> update = nextUpdate(parameters, gradient, factor);
    std::atomic<bool> finite{true};
    const auto move = [&](Index begin, Index end) {
        if (!run(update, begin, end))
            finite.store(false, std::memory_order_relaxed);
    };
    if (team != nullptr && shares_.size() == static_cast<std::size_t>(team->size())) {
        team->run([&](int member) {
            for (const Share& own : shares_[static_cast<std::size_t>(member)]) {
                if (!own.empty())
                    move(own.begin, own.end);
            }
        });
    } else {
        share(parameterCount_, team, move);
    }
    return finite.load(std::memory_order_relaxed);
}

template <class Scalar>
void Optimizer<Scalar>::effectiveRates(std::span<const Scalar> gradient, std::span<Scalar> rates) const {
    const bool next = !gradient.empty();
    auto rate = static_cast<Scalar>(settings_.learningRate * state_.factor);
    if (!hasSecond(settings_)) {
        std::fill(rates.begin(), rates.end(), rate);
        return;
    }
    auto epsilon = static_cast<Scalar>(settings_.epsilon);
    Scalar keeps = 1;
    Scalar takes = 1;
    if (settings_.kind != Kind::Adagrad) {
        const double share = isAdam(settings_.kind) ? settings_.beta2 : settings_.smoothing;
        keeps = static_cast<Scalar>(share);
        takes = static_cast<Scalar>(1 - share);
    }
    if (isAdam(settings_.kind) && (next || state_.steps > 0)) {
        const auto [adam, corrected] =
            adamRate(settings_, state_.factor, state_.beta1Power * (next ? settings_.beta1 : 1),
                     state_.beta2Power * (next ? settings_.beta2 : 1));
        rate = static_cast<Scalar>(adam);
        epsilon = static_cast<Scalar>(corrected);
    }
    for (std::size_t i = 0; i < rates.size(); ++i) {
        Scalar squares = state_.second[i];
        if (next)
            squares = squares * keeps + gradient[i] * takes * gradient[i];
        if (settings_.kind == Kind::AmsGrad) {
            squares = std::max(squares, state_.third[i]);
        } else if (hasThird(settings_)) {
            const Scalar mean = next ? state_.third[i] * keeps + gradient[i] * takes : state_.third[i];
            squares = std::max(squares - mean * mean, Scalar(0));
        }
        rates[i] = rate / (std::sqrt(squares) + epsilon);
    }
}

template class Optimizer<float>;
template class Optimizer<double>;

} // namespace downhill::training
