#pragma once

#include "training/error.h"
#include "training/experiment.h"
#include "training/instruction_set.h"
#include "training/kernels/optimizer_kernels.h"
#include "training/share.h"

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace downhill::training {

class ThreadTeam;

/// What an optimizer remembers between steps, as a checkpoint keeps it. Each vector holds a number a
/// parameter, or nothing where the kind has no use for it.
template <class Scalar>
struct OptimizerState {
    std::vector<Scalar> first{};  ///< the momentum buffer, or Adam's m
    std::vector<Scalar> second{}; ///< Adagrad's sum of squares, RmsProp's mean square, or Adam's v
    std::vector<Scalar> third{};  ///< AmsGrad's largest v, or the mean gradient of a centered RmsProp
    std::int64_t steps = 0;
    double beta1Power = 1; ///< beta1 to the power of steps
    double beta2Power = 1; ///< beta2 to the power of steps
    double factor = 1;     ///< of the last step

    bool operator==(const OptimizerState&) const = default;
};

/// Moves a flat vector of parameters w against its gradient g, whatever they belong to. Every rule is the
/// one of torch.optim (https://pytorch.org/docs/stable/optim.html); η is the learning rate times the
/// schedule's factor. A step does, in this order:
///
/// - clipValue c: g ← min(max(g, −c), c), as torch.nn.utils.clip_grad_value_;
/// - clipNorm c: g ← g · min(1, c / (‖g‖ + 10⁻⁶)), as torch.nn.utils.clip_grad_norm_. Both write g;
/// - weightDecay λ and l1: g + λ·w + l1·sign(w) takes the place of g, which itself stays as it is. AdamW does
///   not add λ·w: it begins with w ← w − η·λ·w (Loshchilov and Hutter 2019, arXiv:1711.05101);
/// - the rule of the kind, with all buffers zero before the first step:
///
///   - Sgd: w ← w − η·g
///   - Momentum: b ← g in the first step, then b ← μ·b + (1 − dampening)·g; w ← w − η·b (Polyak 1964). With
///     μ = 0 it is Sgd, dampening or not
///   - Nesterov: b ← g in the first step, then b ← μ·b + g; w ← w − η·(g + μ·b) (Sutskever et al. 2013)
///   - Adagrad: s ← s + g², from initialAccumulator on; w ← w − η·g / (√s + ε) (Duchi, Hazan, Singer 2011)
///   - RmsProp: v ← α·v + (1 − α)·g²; w ← w − η·g / (√v + ε) (Tieleman and Hinton 2012, lecture 6.5).
///     Centered (Graves 2013, arXiv:1308.0850): a ← α·a + (1 − α)·g, and v − a² stands in the root; where
///     rounding makes it negative it counts as 0. With momentum: b ← μ·b + g / (√v + ε); w ← w − η·b
///   - Adam, AdamW: m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; at step t, counted from 1,
///     w ← w − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε) (Kingma and Ba 2015, arXiv:1412.6980). Without
///     biasCorrection both 1 − βᵗ are 1
///   - AmsGrad: as Adam with max(v, all v before) in the place of v (Reddi, Kale, Kumar 2018): the maximum is
///     taken before the correction, as torch.optim.Adam(amsgrad=True) does.
///
/// Nothing is allocated after construction. The result depends neither on the number of threads nor, but for
/// the norm that clipNorm sums up, on the instruction set.
template <class Scalar>
class Optimizer {
public:
    Optimizer(const OptimizerSettings& settings, Eigen::Index parameterCount,
              InstructionSet instructions = bestInstructionSet());

    const OptimizerSettings& settings() const { return settings_; }
    /// Takes effect with the next step.
    void setLearningRate(double rate) { settings_.learningRate = rate; }

    /// Has the members of a team of this size update these shares of the parameters, rather than even ones.
    /// Changes nothing but the time that a step takes.
    void shareOut(Shares shares) { shares_ = std::move(shares); }

    /// One step with the learning rate times `factor`; both vectors hold parameterCount numbers. Clipping
    /// writes `gradient`. Returns whether all new parameters are finite. `team` may be null: one thread.
    bool step(std::span<Scalar> parameters, std::span<Scalar> gradient, double factor = 1,
              ThreadTeam* team = nullptr);

    std::int64_t steps() const { return state_.steps; } ///< done since the last reset
    /// The momentum buffer of Momentum, Nesterov and RmsProp, or m of the Adam family; empty for another
    /// kind.
    std::span<const Scalar> firstMoments() const { return state_.first; }
    /// The (running or summed) squares of the adaptive kinds; empty for another kind.
    std::span<const Scalar> secondMoments() const { return state_.second; }

    /// What each parameter's gradient (with the Adam family its m; with momentum what enters the buffer) is
    /// multiplied by, with the factor of the last step. Where `gradient` is empty: as in the last step.
    /// Otherwise: as in a next step with this gradient, taken as it is, unclipped and without decay. `rates`
    /// holds parameterCount numbers.
    void effectiveRates(std::span<const Scalar> gradient, std::span<Scalar> rates) const;

    /// Forgets all steps. The settings stay.
    void reset();

    const OptimizerState<Scalar>& state() const { return state_; }
    /// Goes on from a state of the same settings. Error: ShapeMismatch.
    Result<void> setState(const OptimizerState<Scalar>& state);

private:
    OptimizerUpdate<Scalar> nextUpdate(std::span<Scalar> parameters, std::span<const Scalar> gradient,
                                       double factor);
    void clip(std::span<Scalar> gradient, ThreadTeam* team);

    OptimizerSettings settings_;
    const OptimizerKernels<Scalar>* kernels_;
    OptimizerState<Scalar> state_{};
    std::vector<double> squares_{}; ///< of the gradient, a sum a chunk; empty without clipNorm
    Eigen::Index parameterCount_;
    Shares shares_{};
};

extern template class Optimizer<float>;
extern template class Optimizer<double>;

} // namespace downhill::training
