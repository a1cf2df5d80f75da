#include "training/kernels/optimizer_kernels.h"

#include <algorithm>
#include <array>

// The order matters here.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "training/kernels/optimizer_kernels.cpp"
#include <hwy/foreach_target.h>

#include "training/kernels/per_instruction_set.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace downhill::training::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Eigen::Index;

// Products and sums are rounded one by one, never fused: so every instruction set gives the same bits.

/// The numbers of an update that every rule needs, in all lanes.
template <class D>
struct Common {
    using Vec = hn::Vec<D>;
    HWY_ATTR Common(D d, const OptimizerUpdate<hn::TFromD<D>>& update)
        : rate(hn::Set(d, update.rate)), firstKeeps(hn::Set(d, update.firstKeeps)),
          firstTakes(hn::Set(d, update.firstTakes)), secondKeeps(hn::Set(d, update.secondKeeps)),
          secondTakes(hn::Set(d, update.secondTakes)), epsilon(hn::Set(d, update.epsilon)),
          shrink(hn::Set(d, update.shrink)) {}

    /// What a buffer holds after the gradient entered it.
    HWY_ATTR Vec mixed(Vec buffer, Vec gradient) const {
        return hn::Add(hn::Mul(buffer, firstKeeps), hn::Mul(gradient, firstTakes));
    }
    HWY_ATTR Vec mixedSquares(Vec squares, Vec gradient) const {
        return hn::Add(hn::Mul(squares, secondKeeps), hn::Mul(hn::Mul(gradient, secondTakes), gradient));
    }
    HWY_ATTR Vec divisor(Vec squares) const { return hn::Add(hn::Sqrt(squares), epsilon); }

    Vec rate;
    Vec firstKeeps;
    Vec firstTakes;
    Vec secondKeeps;
    Vec secondTakes;
    Vec epsilon;
    Vec shrink;
};

// A rule gives the new parameters from the old ones w and the gradient g, and changes the state that it
// keeps.

struct Sgd {
    static constexpr bool kFirst = false;
    static constexpr bool kSecond = false;
    static constexpr bool kThird = false;
    template <class D, class Vec>
    HWY_ATTR static Vec next(D, const Common<D>& with, Vec w, Vec g, Vec&, Vec&, Vec&) {
        return hn::Sub(w, hn::Mul(with.rate, g));
    }
};

template <bool nesterov>
struct HeavyBall {
    static constexpr bool kFirst = true;
    static constexpr bool kSecond = false;
    static constexpr bool kThird = false;
    template <class D, class Vec>
    HWY_ATTR static Vec next(D, const Common<D>& with, Vec w, Vec g, Vec& first, Vec&, Vec&) {
        first = with.mixed(first, g);
        // firstKeeps is 0 in the first step, when the buffer is the gradient itself; Nesterov's μ stands in
        // secondKeeps, which has no other use here.
        if constexpr (nesterov)
            return hn::Sub(w, hn::Mul(with.rate, hn::Add(g, hn::Mul(with.secondKeeps, first))));
        return hn::Sub(w, hn::Mul(with.rate, first));
    }
};

struct Adagrad {
    static constexpr bool kFirst = false;
    static constexpr bool kSecond = true;
    static constexpr bool kThird = false;
    template <class D, class Vec>
    HWY_ATTR static Vec next(D, const Common<D>& with, Vec w, Vec g, Vec&, Vec& second, Vec&) {
        second = hn::Add(second, hn::Mul(g, g));
        return hn::Sub(w, hn::Div(hn::Mul(with.rate, g), with.divisor(second)));
    }
};

template <bool centered, bool momentum>
struct RmsProp {
    static constexpr bool kFirst = momentum;
    static constexpr bool kSecond = true;
    static constexpr bool kThird = centered;
    template <class D, class Vec>
    HWY_ATTR static Vec next(D d, const Common<D>& with, Vec w, Vec g, Vec& first, Vec& second, Vec& third) {
        second = with.mixedSquares(second, g);
        Vec squares = second;
        if constexpr (centered) {
            third = hn::Add(hn::Mul(third, with.secondKeeps), hn::Mul(g, with.secondTakes));
            squares = hn::Sub(squares, hn::Mul(third, third));
            squares = hn::IfThenZeroElse(hn::Lt(squares, hn::Zero(d)), squares);
        }
        if constexpr (momentum) {
            first = hn::Add(hn::Mul(first, with.firstKeeps), hn::Div(g, with.divisor(squares)));
            return hn::Sub(w, hn::Mul(with.rate, first));
        }
        return hn::Sub(w, hn::Div(hn::Mul(with.rate, g), with.divisor(squares)));
    }
};

template <bool amsGrad>
struct Adam {
    static constexpr bool kFirst = true;
    static constexpr bool kSecond = true;
    static constexpr bool kThird = amsGrad;
    template <class D, class Vec>
    HWY_ATTR static Vec next(D, const Common<D>& with, Vec w, Vec g, Vec& first, Vec& second, Vec& third) {
        first = with.mixed(first, g);
        second = with.mixedSquares(second, g);
        Vec squares = second;
        if constexpr (amsGrad) {
            third = hn::IfThenElse(hn::Gt(second, third), second, third);
            squares = third;
        }
        return hn::Sub(hn::Mul(w, with.shrink), hn::Div(hn::Mul(with.rate, first), with.divisor(squares)));
    }
};

/// The arrays of an update from one element on.
template <class Scalar>
struct Place {
    Scalar* parameters;
    const Scalar* gradient;
    Scalar* first;
    Scalar* second;
    Scalar* third;
};

/// Updates a vector of elements; returns the new parameters.
template <class Rule, bool regularised, class D, class Scalar = hn::TFromD<D>>
HWY_ATTR hn::Vec<D> updateVector(D d, const Common<D>& with, Scalar decay, Scalar l1,
                                 const Place<Scalar>& at) {
    using Vec = hn::Vec<D>;
    Vec w = hn::LoadU(d, at.parameters);
    Vec g = hn::LoadU(d, at.gradient);
    if constexpr (regularised) {
        const Vec zero = hn::Zero(d);
        const Vec push = hn::CopySign(hn::Set(d, l1), w);
        g = hn::Add(g, hn::Mul(hn::Set(d, decay), w));
        g = hn::Add(g, hn::IfThenZeroElse(hn::Eq(w, zero), push));
    }
    Vec first = hn::Zero(d);
    Vec second = hn::Zero(d);
    Vec third = hn::Zero(d);
    if constexpr (Rule::kFirst)
        first = hn::LoadU(d, at.first);
    if constexpr (Rule::kSecond)
        second = hn::LoadU(d, at.second);
    if constexpr (Rule::kThird)
        third = hn::LoadU(d, at.third);
    w = Rule::next(d, with, w, g, first, second, third);
    if constexpr (Rule::kFirst)
        hn::StoreU(first, d, at.first);
    if constexpr (Rule::kSecond)
        hn::StoreU(second, d, at.second);
    if constexpr (Rule::kThird)
        hn::StoreU(third, d, at.third);
    hn::StoreU(w, d, at.parameters);
    return w;
}

/// The last elements, fewer than a vector: updated in a copy, so that nothing beyond them is touched. Returns
/// 0 in every lane, or NaN where a parameter is not finite.
template <class Rule, bool regularised, class D, class Scalar = hn::TFromD<D>>
HWY_ATTR hn::Vec<D> updateTail(D d, const Common<D>& with, Scalar decay, Scalar l1, const Place<Scalar>& at,
                               std::size_t count) {
    using Lanes = std::array<Scalar, hn::MaxLanes(d)>;
    Lanes parameters{};
    Lanes gradient{};
    Lanes first{};
    Lanes second{};
    Lanes third{};
    std::copy_n(at.parameters, count, parameters.data());
    std::copy_n(at.gradient, count, gradient.data());
    if constexpr (Rule::kFirst)
        std::copy_n(at.first, count, first.data());
    if constexpr (Rule::kSecond)
        std::copy_n(at.second, count, second.data());
    if constexpr (Rule::kThird)
        std::copy_n(at.third, count, third.data());
    const auto w = updateVector<Rule, regularised>(
        d, with, decay, l1,
        Place<Scalar>{parameters.data(), gradient.data(), first.data(), second.data(), third.data()});
    std::copy_n(parameters.data(), count, at.parameters);
    if constexpr (Rule::kFirst)
        std::copy_n(first.data(), count, at.first);
    if constexpr (Rule::kSecond)
        std::copy_n(second.data(), count, at.second);
    if constexpr (Rule::kThird)
        std::copy_n(third.data(), count, at.third);
    return hn::Mul(hn::IfThenElseZero(hn::FirstN(d, count), w), hn::Zero(d));
}

template <class Rule, bool regularised, class Scalar>
HWY_ATTR bool run(const OptimizerUpdate<Scalar>& update, Index begin, Index end) {
    const hn::ScalableTag<Scalar> d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    const Common with(d, update);
    const Scalar decay = update.decay;
    const Scalar l1 = update.l1;
    Place<Scalar> at{update.parameters + begin, update.gradient + begin, update.first, update.second,
                     update.third};
    if constexpr (Rule::kFirst)
        at.first += begin;
    if constexpr (Rule::kSecond)
        at.second += begin;
    if constexpr (Rule::kThird)
        at.third += begin;
    auto faults = hn::Zero(d); // zero times a number that is not finite is NaN, and so is every sum after it
    Index left = end - begin;
    for (; left >= lanes; left -= lanes) {
        faults =
            hn::Add(faults, hn::Mul(updateVector<Rule, regularised>(d, with, decay, l1, at), hn::Zero(d)));
        at.parameters += lanes;
        at.gradient += lanes;
        if constexpr (Rule::kFirst)
            at.first += lanes;
        if constexpr (Rule::kSecond)
            at.second += lanes;
        if constexpr (Rule::kThird)
            at.third += lanes;
    }
    if (left > 0) {
        const auto count = static_cast<std::size_t>(left);
        faults = hn::Add(faults, updateTail<Rule, regularised>(d, with, decay, l1, at, count));
    }
    return hn::AllTrue(d, hn::Eq(faults, hn::Zero(d)));
}

HWY_ATTR double sumOfSquares(const double* gradient, Index count) {
    const hn::ScalableTag<double> d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    auto even = hn::Zero(d);
    auto odd = hn::Zero(d);
    Index i = 0;
    for (; i + 2 * lanes <= count; i += 2 * lanes) {
        const auto left = hn::LoadU(d, gradient + i);
        const auto right = hn::LoadU(d, gradient + i + lanes);
        even = hn::Add(even, hn::Mul(left, left));
        odd = hn::Add(odd, hn::Mul(right, right));
    }
    double sum = hn::GetLane(hn::SumOfLanes(d, hn::Add(even, odd)));
    for (; i < count; ++i)
        sum += gradient[i] * gradient[i];
    return sum;
}

HWY_ATTR double sumOfSquares(const float* gradient, Index count) {
    const hn::ScalableTag<double> d;
    const hn::Rebind<float, decltype(d)> half;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    auto even = hn::Zero(d);
    auto odd = hn::Zero(d);
    Index i = 0;
    for (; i + 2 * lanes <= count; i += 2 * lanes) {
        const auto left = hn::PromoteTo(d, hn::LoadU(half, gradient + i));
        const auto right = hn::PromoteTo(d, hn::LoadU(half, gradient + i + lanes));
        even = hn::Add(even, hn::Mul(left, left));
        odd = hn::Add(odd, hn::Mul(right, right));
    }
    double sum = hn::GetLane(hn::SumOfLanes(d, hn::Add(even, odd)));
    for (; i < count; ++i) {
        const double each = static_cast<double>(gradient[i]);
        sum += each * each;
    }
    return sum;
}

template <class Scalar>
HWY_ATTR void limitTo(Scalar* gradient, Index count, Scalar limit) {
    const hn::ScalableTag<Scalar> d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    const auto most = hn::Set(d, limit);
    const auto least = hn::Set(d, -limit);
    Index i = 0;
    for (; i + lanes <= count; i += lanes) {
        auto g = hn::LoadU(d, gradient + i);
        g = hn::IfThenElse(hn::Gt(g, most), most, g);
        g = hn::IfThenElse(hn::Lt(g, least), least, g);
        hn::StoreU(g, d, gradient + i);
    }
    for (; i < count; ++i) {
        Scalar& g = gradient[i];
        g = g > limit ? limit : g < -limit ? -limit : g;
    }
}

template <class Scalar>
HWY_ATTR void scale(Scalar* gradient, Index count, Scalar factor) {
    const hn::ScalableTag<Scalar> d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    const auto by = hn::Set(d, factor);
    Index i = 0;
    for (; i + lanes <= count; i += lanes)
        hn::StoreU(hn::Mul(hn::LoadU(d, gradient + i), by), d, gradient + i);
    for (; i < count; ++i)
        gradient[i] *= factor;
}

template <class Scalar>
constexpr OptimizerKernels<Scalar> kOptimizerKernels{
    .sgd = {&run<Sgd, false, Scalar>, &run<Sgd, true, Scalar>},
    .momentum = {&run<HeavyBall<false>, false, Scalar>, &run<HeavyBall<false>, true, Scalar>},
    .nesterov = {&run<HeavyBall<true>, false, Scalar>, &run<HeavyBall<true>, true, Scalar>},
    .adagrad = {&run<Adagrad, false, Scalar>, &run<Adagrad, true, Scalar>},
    .rmsProp = {&run<RmsProp<false, false>, false, Scalar>, &run<RmsProp<false, false>, true, Scalar>},
    .rmsPropMomentum = {&run<RmsProp<false, true>, false, Scalar>, &run<RmsProp<false, true>, true, Scalar>},
    .centered = {&run<RmsProp<true, false>, false, Scalar>, &run<RmsProp<true, false>, true, Scalar>},
    .centeredMomentum = {&run<RmsProp<true, true>, false, Scalar>, &run<RmsProp<true, true>, true, Scalar>},
    .adam = {&run<Adam<false>, false, Scalar>, &run<Adam<false>, true, Scalar>},
    .amsGrad = {&run<Adam<true>, false, Scalar>, &run<Adam<true>, true, Scalar>},
    .sumOfSquares = &sumOfSquares,
    .limit = &limitTo<Scalar>,
    .scale = &scale<Scalar>,
};

} // namespace
template <class Scalar>
const OptimizerKernels<Scalar>& optimizerTable() {
    return kOptimizerKernels<Scalar>;
}
template const OptimizerKernels<float>& optimizerTable<float>();
template const OptimizerKernels<double>& optimizerTable<double>();
} // namespace downhill::training::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace downhill::training {

template <class Scalar>
const OptimizerKernels<Scalar>& optimizerKernels(InstructionSet instructions) {
    DOWNHILL_KERNELS(instructions, optimizerTable<Scalar>());
}

template const OptimizerKernels<float>& optimizerKernels<float>(InstructionSet);
template const OptimizerKernels<double>& optimizerKernels<double>(InstructionSet);

} // namespace downhill::training
#endif
