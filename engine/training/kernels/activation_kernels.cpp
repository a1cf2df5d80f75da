#include "training/kernels/activation_kernels.h"

#include <cmath>

// The order matters here.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "training/kernels/activation_kernels.cpp"
#include <hwy/foreach_target.h>

#include <hwy/contrib/math/math-inl.h>

#include "training/kernels/hyperbolic_tangent-inl.h"
#include "training/kernels/per_instruction_set.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace downhill::training::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Eigen::Index;

/// A NaN's own way around functions that would not hand it on.
template <class V>
HWY_INLINE V keepNaN(V x, V result) {
    return hn::IfThenElse(hn::Eq(x, x), result, x);
}

/// Each with value(x) and slope(value, x). Of Min, Max and comparisons those forms are used that hand a NaN
/// on.
template <class D>
struct Linear {
    using V = hn::Vec<D>;
    HWY_INLINE static V value(D, V x) { return x; }
    HWY_INLINE static V slope(D d, V, V) { return hn::Set(d, 1); }
};

template <class D>
struct Relu {
    using V = hn::Vec<D>;
    HWY_INLINE static V value(D d, V x) { return hn::IfThenZeroElse(hn::Lt(x, hn::Zero(d)), x); }
    HWY_INLINE static V slope(D d, V value, V) {
        return hn::IfThenElseZero(hn::Gt(value, hn::Zero(d)), hn::Set(d, 1));
    }
};

template <class D>
struct LeakyRelu {
    using V = hn::Vec<D>;
    HWY_INLINE static V value(D d, V x) {
        return hn::IfThenElse(hn::Gt(x, hn::Zero(d)), x, hn::Mul(x, below(d)));
    }
    HWY_INLINE static V slope(D d, V value, V) {
        return hn::IfThenElse(hn::Gt(value, hn::Zero(d)), hn::Set(d, 1), below(d));
    }
    HWY_INLINE static V below(D d) { return hn::Set(d, static_cast<hn::TFromD<D>>(0.01)); }
};

template <class D>
struct Tanh {
    using V = hn::Vec<D>;
    HWY_INLINE static V value(D d, V x) { return hyperbolicTangent(d, x); }
    HWY_INLINE static V slope(D d, V value, V) { return hn::NegMulAdd(value, value, hn::Set(d, 1)); }
};

template <class D>
struct Sigmoid {
    using V = hn::Vec<D>;
    HWY_INLINE static V value(D d, V x) {
        const V power = hn::Exp(d, hn::Neg(hn::Abs(x)));
        const V one = hn::Set(d, 1);
        const V numerator = hn::IfThenElse(hn::Lt(x, hn::Zero(d)), power, one);
        return keepNaN(x, hn::Div(numerator, hn::Add(one, power)));
    }
    HWY_INLINE static V slope(D d, V value, V) { return hn::Mul(value, hn::Sub(hn::Set(d, 1), value)); }
};

template <class D>
struct Elu {
    using V = hn::Vec<D>;
    HWY_INLINE static V value(D d, V x) {
        const V zero = hn::Zero(d);
        return keepNaN(x, hn::IfThenElse(hn::Gt(x, zero), x, hn::Expm1(d, hn::Min(x, zero))));
    }
    HWY_INLINE static V slope(D d, V value, V) {
        const V one = hn::Set(d, 1);
        return hn::IfThenElse(hn::Gt(value, hn::Zero(d)), one, hn::Add(value, one));
    }
};

/// Beyond 20 it is the identity, as in torch.nn.Softplus.
template <class D>
struct Softplus {
    using V = hn::Vec<D>;
    HWY_INLINE static V value(D d, V x) {
        const V soft = hn::Log1p(d, hn::Exp(d, hn::Neg(hn::Abs(x))));
        const V sum = hn::Add(hn::Max(x, hn::Zero(d)), soft);
        return keepNaN(x, hn::IfThenElse(hn::Gt(x, hn::Set(d, 20)), x, sum));
    }
    HWY_INLINE static V slope(D d, V value, V) {
        const V one = hn::Set(d, 1);
        const V soft = hn::Neg(hn::Expm1(d, hn::Neg(value)));
        return hn::IfThenElse(hn::Gt(value, hn::Set(d, 20)), one, soft);
    }
};

template <class D, class Function>
HWY_ATTR void activateBy(Index rows, Index columns, Index step, const hn::TFromD<D>* bias,
                         hn::TFromD<D>* values, hn::TFromD<D>* sums) {
    const D d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    for (Index i = 0; i < rows; ++i, values += step) {
        const auto shift = bias == nullptr ? hn::Zero(d) : hn::Set(d, bias[i]);
        for (Index j = 0; j < columns; j += lanes) {
            const auto sum = hn::Add(hn::LoadU(d, values + j), shift);
            if (sums != nullptr)
                hn::StoreU(sum, d, sums + i * step + j);
            hn::StoreU(Function::value(d, sum), d, values + j);
        }
    }
}

template <class D, class Function>
HWY_ATTR void differentiateBy(Index rows, Index columns, Index step, const hn::TFromD<D>* activations,
                              hn::TFromD<D>* gradients) {
    const D d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    for (Index i = 0; i < rows; ++i, activations += step, gradients += step) {
        for (Index j = 0; j < columns; j += lanes) {
            const auto value = hn::LoadU(d, activations + j);
            const auto gradient = hn::LoadU(d, gradients + j);
            hn::StoreU(hn::Mul(gradient, Function::slope(d, value, value)), d, gradients + j);
        }
    }
}

/// Φ(x), the normal distribution.
double normalShare(double x) {
    return 0.5 * std::erfc(-x * 0.70710678118654752440);
}

/// One number at a time: no vector library has an error function that is exact enough.
template <class Scalar>
void activateGelu(Index rows, Index columns, Index step, const Scalar* bias, Scalar* values, Scalar* sums) {
    for (Index i = 0; i < rows; ++i, values += step) {
        for (Index j = 0; j < columns; ++j) {
            const Scalar sum = values[j] + (bias == nullptr ? Scalar(0) : bias[i]);
            if (sums != nullptr)
                sums[i * step + j] = sum;
            const auto x = static_cast<double>(sum);
            values[j] = static_cast<Scalar>(x * normalShare(x));
        }
    }
}

template <class Scalar>
void differentiateGelu(Index rows, Index columns, Index step, const Scalar* sums, Scalar* gradients) {
    constexpr double kDensity = 0.39894228040143267794; // 1 / √(2π)
    for (Index i = 0; i < rows; ++i, sums += step, gradients += step) {
        for (Index j = 0; j < columns; ++j) {
            const auto x = static_cast<double>(sums[j]);
            const double slope = normalShare(x) + x * kDensity * std::exp(-x * x / 2);
            gradients[j] = static_cast<Scalar>(static_cast<double>(gradients[j]) * slope);
        }
    }
}

template <class Scalar>
HWY_ATTR void activate(Activation activation, Index rows, Index columns, Index step, const Scalar* bias,
                       Scalar* values, Scalar* sums) {
    using D = hn::ScalableTag<Scalar>;
    switch (activation) {
    case Activation::Linear:
        return activateBy<D, Linear<D>>(rows, columns, step, bias, values, sums);
    case Activation::Relu:
        return activateBy<D, Relu<D>>(rows, columns, step, bias, values, sums);
    case Activation::Tanh:
        return activateBy<D, Tanh<D>>(rows, columns, step, bias, values, sums);
    case Activation::Sigmoid:
        return activateBy<D, Sigmoid<D>>(rows, columns, step, bias, values, sums);
    case Activation::LeakyRelu:
        return activateBy<D, LeakyRelu<D>>(rows, columns, step, bias, values, sums);
    case Activation::Elu:
        return activateBy<D, Elu<D>>(rows, columns, step, bias, values, sums);
    case Activation::Softplus:
        return activateBy<D, Softplus<D>>(rows, columns, step, bias, values, sums);
    case Activation::Gelu:
        return activateGelu(rows, columns, step, bias, values, sums);
    }
}

template <class Scalar>
HWY_ATTR void differentiate(Activation activation, Index rows, Index columns, Index step,
                            const Scalar* activations, const Scalar* sums, Scalar* gradients) {
    using D = hn::ScalableTag<Scalar>;
    switch (activation) {
    case Activation::Linear:
        return;
    case Activation::Relu:
        return differentiateBy<D, Relu<D>>(rows, columns, step, activations, gradients);
    case Activation::Tanh:
        return differentiateBy<D, Tanh<D>>(rows, columns, step, activations, gradients);
    case Activation::Sigmoid:
        return differentiateBy<D, Sigmoid<D>>(rows, columns, step, activations, gradients);
    case Activation::LeakyRelu:
        return differentiateBy<D, LeakyRelu<D>>(rows, columns, step, activations, gradients);
    case Activation::Elu:
        return differentiateBy<D, Elu<D>>(rows, columns, step, activations, gradients);
    case Activation::Softplus:
        return differentiateBy<D, Softplus<D>>(rows, columns, step, activations, gradients);
    case Activation::Gelu:
        return differentiateGelu(rows, columns, step, sums, gradients);
    }
}

template <class Scalar>
constexpr ActivationKernels<Scalar> kActivationKernels{&activate<Scalar>, &differentiate<Scalar>};

} // namespace

template <class Scalar>
const ActivationKernels<Scalar>& activationTable() {
    return kActivationKernels<Scalar>;
}
template const ActivationKernels<float>& activationTable<float>();
template const ActivationKernels<double>& activationTable<double>();

} // namespace downhill::training::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace downhill::training {

template <class Scalar>
const ActivationKernels<Scalar>& activationKernels(InstructionSet instructions) {
    DOWNHILL_KERNELS(instructions, activationTable<Scalar>());
}

template const ActivationKernels<float>& activationKernels<float>(InstructionSet);
template const ActivationKernels<double>& activationKernels<double>(InstructionSet);

} // namespace downhill::training
#endif
