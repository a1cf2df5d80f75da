#include "training/kernels/loss_kernels.h"

#include "training/kernels/product_kernels.h"

#include <algorithm>

// The order matters here.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "training/kernels/loss_kernels.cpp"
#include <hwy/foreach_target.h>

#include <hwy/contrib/math/math-inl.h>

#include "training/kernels/per_instruction_set.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace downhill::training::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Eigen::Index;

template <class Scalar>
struct Outputs {
    Index count;
    Index samples;
    Index step;
    const Scalar* values;
    const Scalar* targets;
    Scalar* gradient;
};

/// e^x for x ≤ 0; a NaN stays one.
template <class D>
HWY_INLINE hn::Vec<D> power(D d, hn::Vec<D> x) {
    return hn::IfThenElse(hn::Eq(x, x), hn::Exp(d, x), x);
}

/// The losses that are a sum over outputs: the loss of one output and its slope, from the output and what it
/// should be.
template <class V>
struct LossAndSlope {
    V loss;
    V slope;
};

template <class D>
struct SquaredError {
    HWY_INLINE static LossAndSlope<hn::Vec<D>> of(D d, hn::Vec<D> output, hn::Vec<D> wanted, hn::TFromD<D>) {
        const auto error = hn::Sub(output, wanted);
        return {hn::Mul(error, error), hn::Mul(hn::Set(d, 2), error)};
    }
};

template <class D>
struct HalfSquaredError {
    HWY_INLINE static LossAndSlope<hn::Vec<D>> of(D d, hn::Vec<D> output, hn::Vec<D> wanted, hn::TFromD<D>) {
        const auto error = hn::Sub(output, wanted);
        return {hn::Mul(hn::Mul(hn::Set(d, static_cast<hn::TFromD<D>>(0.5)), error), error), error};
    }
};

template <class D>
struct PlainError {
    HWY_INLINE static LossAndSlope<hn::Vec<D>> of(D d, hn::Vec<D> output, hn::Vec<D> wanted, hn::TFromD<D>) {
        return {hn::Sub(output, wanted), hn::Set(d, 1)};
    }
};

template <class D>
HWY_INLINE hn::Vec<D> signOf(D d, hn::Vec<D> x) {
    const auto signedOne = hn::CopySign(hn::Set(d, 1), x);
    return hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, signedOne);
}

template <class D>
struct AbsoluteError {
    HWY_INLINE static LossAndSlope<hn::Vec<D>> of(D d, hn::Vec<D> output, hn::Vec<D> wanted, hn::TFromD<D>) {
        const auto error = hn::Sub(output, wanted);
        return {hn::Abs(error), signOf(d, error)};
    }
};

template <class D>
struct HuberError {
    HWY_INLINE static LossAndSlope<hn::Vec<D>> of(D d, hn::Vec<D> output, hn::Vec<D> wanted,
                                                  hn::TFromD<D> delta) {
        const auto error = hn::Sub(output, wanted);
        const auto size = hn::Abs(error);
        const auto bound = hn::Set(d, delta);
        const auto half = hn::Set(d, static_cast<hn::TFromD<D>>(0.5));
        const auto far = hn::Gt(size, bound);
        const auto square = hn::Mul(hn::Mul(half, error), error);
        const auto line = hn::Mul(bound, hn::Sub(size, hn::Mul(half, bound)));
        return {hn::IfThenElse(far, line, square),
                hn::IfThenElse(far, hn::Mul(bound, signOf(d, error)), error)};
    }
};

template <class D>
struct BinaryCrossEntropy {
    HWY_INLINE static LossAndSlope<hn::Vec<D>> of(D d, hn::Vec<D> logit, hn::Vec<D> label, hn::TFromD<D>) {
        const auto zero = hn::Zero(d);
        const auto one = hn::Set(d, 1);
        const auto small = power(d, hn::Neg(hn::Abs(logit)));
        const auto share = hn::Div(hn::IfThenElse(hn::Lt(logit, zero), small, one), hn::Add(one, small));
        const auto loss = hn::Add(hn::NegMulAdd(logit, label, hn::Max(zero, logit)), hn::Log1p(d, small));
        return {loss, hn::Sub(share, label)};
    }
};

template <class D>
struct HingeOfOne {
    HWY_INLINE static LossAndSlope<hn::Vec<D>> of(D d, hn::Vec<D> output, hn::Vec<D> label, hn::TFromD<D>) {
        const auto one = hn::Set(d, 1);
        const auto side = hn::Sub(hn::Add(label, label), one);
        const auto missing = hn::NegMulAdd(side, output, one);
        return {hn::IfThenZeroElse(hn::Lt(missing, hn::Zero(d)), missing),
                hn::IfThenElseZero(hn::Gt(missing, hn::Zero(d)), hn::Neg(side))};
    }
};

/// The mean over samples and outputs.
template <class D, class Function>
HWY_ATTR double sumOfOutputs(const Outputs<hn::TFromD<D>>& outputs, double huberDelta) {
    using Scalar = hn::TFromD<D>;
    const D d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    const auto delta = static_cast<Scalar>(huberDelta);
    const double numbers = static_cast<double>(outputs.samples) * static_cast<double>(outputs.count);
    const auto share = hn::Set(d, static_cast<Scalar>(1 / numbers));
    double total = 0;
    for (Index row = 0; row < outputs.count; ++row) {
        const auto own = hn::Set(d, static_cast<Scalar>(row));
        auto sum = hn::Zero(d);
        for (Index j = 0; j < outputs.samples; j += lanes) {
            const auto within = hn::FirstN(d, static_cast<std::size_t>(std::min(lanes, outputs.samples - j)));
            auto wanted = hn::LoadU(d, outputs.targets + j);
            if (outputs.count > 1)
                wanted = hn::IfThenElseZero(hn::Eq(wanted, own), hn::Set(d, 1));
            const auto output = hn::LoadU(d, outputs.values + row * outputs.step + j);
            const auto found = Function::of(d, output, wanted, delta);
            sum = hn::Add(sum, hn::IfThenElseZero(within, found.loss));
            hn::StoreU(hn::IfThenElseZero(within, hn::Mul(found.slope, share)), d,
                       outputs.gradient + row * outputs.step + j);
        }
        total += static_cast<double>(hn::GetLane(hn::SumOfLanes(d, sum)));
    }
    return total / numbers;
}

template <class Scalar>
HWY_ATTR double crossEntropy(const Outputs<Scalar>& outputs) {
    const hn::ScalableTag<Scalar> d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    const auto share = static_cast<Scalar>(1 / static_cast<double>(outputs.samples));
    double total = 0;
    for (Index j = 0; j < outputs.samples; j += lanes) {
        const Index count = std::min(lanes, outputs.samples - j);
        const auto within = hn::FirstN(d, static_cast<std::size_t>(count));
        const Scalar* values = outputs.values + j;
        Scalar* gradient = outputs.gradient + j;
        auto greatest = hn::LoadU(d, values);
        for (Index row = 1; row < outputs.count; ++row)
            greatest = hn::Max(greatest, hn::LoadU(d, values + row * outputs.step));
        auto sum = hn::Zero(d);
        for (Index row = 0; row < outputs.count; ++row) {
            const auto one = power(d, hn::Sub(hn::LoadU(d, values + row * outputs.step), greatest));
            sum = hn::Add(sum, one);
            hn::StoreU(one, d, gradient + row * outputs.step);
        }
        const auto factor = hn::IfThenElseZero(within, hn::Div(hn::Set(d, share), sum));
        for (Index row = 0; row < outputs.count; ++row) {
            Scalar* place = gradient + row * outputs.step;
            hn::StoreU(hn::IfThenElseZero(within, hn::Mul(hn::LoadU(d, place), factor)), d, place);
        }
        HWY_ALIGN Scalar logs[kLanes];
        const auto log = hn::IfThenElse(hn::Eq(sum, sum), hn::Log(d, sum), sum);
        hn::StoreU(hn::Add(log, greatest), d, logs);
        for (Index k = 0; k < count; ++k) {
            const auto label = static_cast<Index>(outputs.targets[j + k]) * outputs.step + k;
            total += static_cast<double>(logs[k]) - static_cast<double>(values[label]);
            gradient[label] -= share;
        }
    }
    return total / static_cast<double>(outputs.samples);
}

/// torch.nn.MultiMarginLoss.
template <class Scalar>
HWY_ATTR double hingeOfSeveral(const Outputs<Scalar>& outputs) {
    const double numbers = static_cast<double>(outputs.samples) * static_cast<double>(outputs.count);
    const auto share = static_cast<Scalar>(1 / numbers);
    double total = 0;
    for (Index row = 0; row < outputs.count; ++row)
        std::fill_n(outputs.gradient + row * outputs.step, paddedToLanes(outputs.samples), Scalar(0));
    for (Index j = 0; j < outputs.samples; ++j) {
        const Scalar* values = outputs.values + j;
        Scalar* gradient = outputs.gradient + j;
        const auto label = static_cast<Index>(outputs.targets[j]);
        for (Index row = 0; row < outputs.count; ++row) {
            const Scalar missing = 1 - values[label * outputs.step] + values[row * outputs.step];
            if (row == label || missing <= 0) // which a NaN is not
                continue;
            total += static_cast<double>(missing);
            gradient[row * outputs.step] += share;
            gradient[label * outputs.step] -= share;
        }
    }
    return total / numbers;
}

template <class Scalar>
HWY_ATTR double meanLoss(const LossSettings& loss, const Outputs<Scalar>& outputs) {
    using D = hn::ScalableTag<Scalar>;
    switch (loss.kind) {
    case Loss::MeanSquaredError:
        return sumOfOutputs<D, SquaredError<D>>(outputs, 0);
    case Loss::HalfMeanSquaredError:
        return sumOfOutputs<D, HalfSquaredError<D>>(outputs, 0);
    case Loss::BinaryCrossEntropy:
        return sumOfOutputs<D, BinaryCrossEntropy<D>>(outputs, 0);
    case Loss::CrossEntropy:
        return crossEntropy(outputs);
    case Loss::MeanError:
        return sumOfOutputs<D, PlainError<D>>(outputs, 0);
    case Loss::MeanAbsoluteError:
        return sumOfOutputs<D, AbsoluteError<D>>(outputs, 0);
    case Loss::Huber:
        return sumOfOutputs<D, HuberError<D>>(outputs, loss.huberDelta);
    case Loss::Hinge:
        return outputs.count == 1 ? sumOfOutputs<D, HingeOfOne<D>>(outputs, 0) : hingeOfSeveral(outputs);
    }
    return 0;
}

template <class Scalar>
HWY_ATTR double measure(const LossSettings& loss, Index outputCount, Index samples, Index step,
                        const Scalar* values, const Scalar* targets, Scalar* gradient) {
    const double mean = meanLoss<Scalar>(loss, {outputCount, samples, step, values, targets, gradient});
    // What narrow vectors leave of the padding. (A wide one has written all of it, and must not wait for a
    // second write.)
    const hn::ScalableTag<Scalar> d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    const Index written = (samples + lanes - 1) / lanes * lanes;
    for (Index row = 0; written < paddedToLanes(samples) && row < outputCount; ++row)
        std::fill_n(gradient + row * step + written, paddedToLanes(samples) - written, Scalar(0));
    return mean;
}

template <class Scalar>
constexpr LossKernels<Scalar> kLossKernels{&measure<Scalar>};

} // namespace

template <class Scalar>
const LossKernels<Scalar>& lossTable() {
    return kLossKernels<Scalar>;
}
template const LossKernels<float>& lossTable<float>();
template const LossKernels<double>& lossTable<double>();

} // namespace downhill::training::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace downhill::training {

template <class Scalar>
const LossKernels<Scalar>& lossKernels(InstructionSet instructions) {
    DOWNHILL_KERNELS(instructions, lossTable<Scalar>());
}

template const LossKernels<float>& lossKernels<float>(InstructionSet);
template const LossKernels<double>& lossKernels<double>(InstructionSet);

} // namespace downhill::training
#endif
