// Included once for each instruction set, so guarded by Highway's switch rather than once.
#if defined(DOWNHILL_HYPERBOLIC_TANGENT_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef DOWNHILL_HYPERBOLIC_TANGENT_INL_H
#undef DOWNHILL_HYPERBOLIC_TANGENT_INL_H
#else
#define DOWNHILL_HYPERBOLIC_TANGENT_INL_H
#endif

#include <hwy/contrib/math/math-inl.h>
#include <type_traits>

HWY_BEFORE_NAMESPACE();
namespace downhill::training::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// a / b for b of ordinary size. AVX-512 divides a vector in the time of twenty additions; an approximate
/// reciprocal, made exact to the last place or two by Newton's step and the remainder, takes a third of that.
template <class D>
HWY_INLINE hn::Vec<D> quotient(D d, hn::Vec<D> a, hn::Vec<D> b) {
#if HWY_TARGET == HWY_AVX3
    const auto rough = hn::ApproximateReciprocal(b);
    const auto inverse = hn::MulAdd(rough, hn::NegMulAdd(b, rough, hn::Set(d, 1.0F)), rough);
    const auto ratio = hn::Mul(a, inverse);
    return hn::MulAdd(hn::NegMulAdd(b, ratio, a), inverse, ratio);
#else
    static_cast<void>(d);
    return hn::Div(a, b);
#endif
}

/// tanh of floats: x·P(x²)/Q(x²), both of degree 4, fitted for this program to the relative error by weighted
/// least squares and then number by number in float arithmetic. At most 5 units in the last place, odd,
/// within [−1, 1], and a NaN stays one: it passes no comparison.
template <class D>
HWY_INLINE hn::Vec<D> rationalTangent(D d, hn::Vec<D> x) {
    const auto one = hn::Set(d, 1.0F);
    const auto size = hn::Abs(x);
    const auto square = hn::Mul(x, x);
    auto p = hn::Set(d, 0x1.cdec4cp-27F);
    auto q = hn::Set(d, 0x1.a37256p-21F);
    p = hn::MulAdd(p, square, hn::Set(d, 0x1.5ad4f2p-16F));
    q = hn::MulAdd(q, square, hn::Set(d, 0x1.592fb2p-12F));
    p = hn::MulAdd(p, square, hn::Set(d, 0x1.caadeep-9F));
    q = hn::MulAdd(q, square, hn::Set(d, 0x1.a83576p-6F));
    p = hn::MulAdd(p, square, hn::Set(d, 0x1.121c26p-3F));
    q = hn::MulAdd(q, square, hn::Set(d, 0x1.de636p-2F));
    p = hn::MulAdd(p, square, one);
    q = hn::MulAdd(q, square, one);
    const auto ratio = quotient(d, hn::Mul(size, p), q);
    const auto saturated = hn::Or(hn::Gt(size, hn::Set(d, 8.95F)), hn::Gt(ratio, one));
    return hn::CopySign(hn::IfThenElse(saturated, one, ratio), x);
}

template <class D>
HWY_INLINE hn::Vec<D> hyperbolicTangent(D d, hn::Vec<D> x) {
    if constexpr (std::is_same_v<hn::TFromD<D>, float>) {
        return rationalTangent(d, x);
    } else {
        return hn::IfThenElse(hn::Eq(x, x), hn::Tanh(d, x), x);
    }
}

} // namespace downhill::training::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
