// Included once for each instruction set by a file of kernels, after hwy/foreach_target.h; so without a
// guard.
//
// A file of kernels compiles the code between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE once for each
// instruction set, in a namespace of its own and with function attributes rather than compiler flags: inline
// functions and templates of other headers stay as the whole program is compiled, so none of them can carry
// an instruction that an older processor does not know. The last pass (HWY_ONCE) chooses between them with
// DOWNHILL_KERNELS.

#include <hwy/highway.h>

#ifndef DOWNHILL_KERNELS
#if HWY_TARGETS & HWY_AVX3 && HWY_STATIC_TARGET != HWY_AVX3
#define DOWNHILL_KERNELS_AVX512(table)                                                                       \
    case InstructionSet::Avx512:                                                                             \
        return N_AVX3::table;
#else
#define DOWNHILL_KERNELS_AVX512(table)
#endif
#if HWY_TARGETS & HWY_AVX2 && HWY_STATIC_TARGET != HWY_AVX2
#define DOWNHILL_KERNELS_AVX2(table)                                                                         \
    case InstructionSet::Avx2:                                                                               \
        return N_AVX2::table;
#else
#define DOWNHILL_KERNELS_AVX2(table)
#endif
#if HWY_TARGETS & HWY_SSE4 && HWY_STATIC_TARGET != HWY_SSE4
#define DOWNHILL_KERNELS_SSE4(table)                                                                         \
    case InstructionSet::Sse4:                                                                               \
        return N_SSE4::table;
#else
#define DOWNHILL_KERNELS_SSE4(table)
#endif
/// The body of a function that returns the `table` of the instruction set `instructions`.
#define DOWNHILL_KERNELS(instructions, table)                                                                \
    switch (instructions) {                                                                                  \
        DOWNHILL_KERNELS_AVX512(table)                                                                       \
        DOWNHILL_KERNELS_AVX2(table)                                                                         \
        DOWNHILL_KERNELS_SSE4(table)                                                                         \
    default:                                                                                                 \
        return HWY_NAMESPACE::table;                                                                         \
    }
#endif
