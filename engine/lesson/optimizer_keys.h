#pragma once

#include "lesson/quantity_ranges.h"
#include "training/experiment.h"

#include <cstdint>

/// The settings of the optimizers beside their learning rate, under the names that authors give them. Reader,
/// writer and knobs go by these tables.
namespace downhill::lesson {

using OptimizerKind = training::OptimizerSettings::Kind;

/// A set of kinds of optimizers.
class OptimizerKinds {
public:
    template <class... Kinds>
    constexpr explicit OptimizerKinds(Kinds... kinds) : bits_((0U | ... | bit(kinds))) {}

    constexpr bool contains(OptimizerKind kind) const { return (bits_ & bit(kind)) != 0; }

private:
    static constexpr std::uint32_t bit(OptimizerKind kind) { return 1U << static_cast<unsigned>(kind); }

    std::uint32_t bits_;
};

inline constexpr OptimizerKinds kAdamFamily{OptimizerKind::Adam, OptimizerKind::AdamW,
                                            OptimizerKind::AmsGrad};
inline constexpr OptimizerKinds kAdaptive{OptimizerKind::Adagrad, OptimizerKind::RmsProp, OptimizerKind::Adam,
                                          OptimizerKind::AdamW, OptimizerKind::AmsGrad};
inline constexpr OptimizerKinds kAllOptimizers{
    OptimizerKind::Sgd,     OptimizerKind::Momentum, OptimizerKind::Nesterov, OptimizerKind::Adagrad,
    OptimizerKind::RmsProp, OptimizerKind::Adam,     OptimizerKind::AdamW,    OptimizerKind::AmsGrad};

/// A setting that some kinds have.
template <class T>
struct OptimizerKey {
    QStringView key;
    T training::OptimizerSettings::*member;
    OptimizerKinds kinds;
    Range range{};
};

inline constexpr OptimizerKey<double> kOptimizerNumbers[] = {
    {u"momentum", &training::OptimizerSettings::momentum,
     OptimizerKinds(OptimizerKind::Momentum, OptimizerKind::Nesterov, OptimizerKind::RmsProp), kBelowOne},
    {u"dampening", &training::OptimizerSettings::dampening, OptimizerKinds(OptimizerKind::Momentum), kShare},
    {u"smoothing", &training::OptimizerSettings::smoothing, OptimizerKinds(OptimizerKind::RmsProp),
     kBelowOne},
    {u"beta1", &training::OptimizerSettings::beta1, kAdamFamily, kBelowOne},
    {u"beta2", &training::OptimizerSettings::beta2, kAdamFamily, kBelowOne},
    {u"epsilon", &training::OptimizerSettings::epsilon, kAdaptive, kShare},
    {u"initial_accumulator", &training::OptimizerSettings::initialAccumulator,
     OptimizerKinds(OptimizerKind::Adagrad), kNotNegative},
    {u"weight_decay", &training::OptimizerSettings::weightDecay, kAllOptimizers, kNotNegative},
    {u"l1", &training::OptimizerSettings::l1, kAllOptimizers, kNotNegative},
    {u"clip_value", &training::OptimizerSettings::clipValue, kAllOptimizers, kNotNegative},
    {u"clip_norm", &training::OptimizerSettings::clipNorm, kAllOptimizers, kNotNegative},
};

inline constexpr OptimizerKey<bool> kOptimizerSwitches[] = {
    {u"centered", &training::OptimizerSettings::centered, OptimizerKinds(OptimizerKind::RmsProp)},
    {u"bias_correction", &training::OptimizerSettings::biasCorrection, kAdamFamily},
};

} // namespace downhill::lesson
