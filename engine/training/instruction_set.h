#pragma once

#include <string_view>
#include <vector>

namespace downhill::training {

/// The processor's instructions that the engine's inner loops are compiled for; one binary holds them all.
enum class InstructionSet {
    Baseline, ///< whatever the compiler may assume: one number at a time on x86-64, NEON on arm64
    Sse4,     ///< SSE 4.2, which x86-64 processors have had since 2011 at the latest
    Avx2,     ///< AVX2 and FMA
    Avx512,   ///< AVX-512 F, BW, DQ, VL
};

/// What this processor can run, worst first; never empty.
std::vector<InstructionSet> supportedInstructionSets();

/// The best of them.
InstructionSet bestInstructionSet();

/// "baseline", "sse4", "avx2", "avx512".
std::string_view nameOf(InstructionSet instructions);

} // namespace downhill::training
