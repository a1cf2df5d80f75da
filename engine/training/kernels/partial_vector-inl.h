// Included once for each instruction set, so guarded by Highway's switch rather than once.
#if defined(DOWNHILL_PARTIAL_VECTOR_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef DOWNHILL_PARTIAL_VECTOR_INL_H
#undef DOWNHILL_PARTIAL_VECTOR_INL_H
#else
#define DOWNHILL_PARTIAL_VECTOR_INL_H
#endif

#include <algorithm>
#include <cstddef>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace downhill::training::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// The first `count` numbers of a vector, the others 0. Touches no memory beyond them; Highway's masked
/// operations do where the processor has none.
template <class D>
HWY_INLINE hn::Vec<D> loadPart(D d, const hn::TFromD<D>* from, std::size_t count) {
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
    return hn::MaskedLoad(hn::FirstN(d, count), d, from);
#else
    HWY_ALIGN hn::TFromD<D> whole[HWY_MAX_BYTES / sizeof(hn::TFromD<D>)] = {};
    std::copy_n(from, count, whole);
    return hn::Load(d, whole);
#endif
}

/// Writes the first `count` numbers of a vector and nothing beyond.
template <class D>
HWY_INLINE void storePart(D d, hn::Vec<D> vector, hn::TFromD<D>* to, std::size_t count) {
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
    hn::BlendedStore(vector, hn::FirstN(d, count), d, to);
#else
    HWY_ALIGN hn::TFromD<D> whole[HWY_MAX_BYTES / sizeof(hn::TFromD<D>)];
    hn::Store(vector, d, whole);
    std::copy_n(whole, count, to);
#endif
}

} // namespace downhill::training::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
