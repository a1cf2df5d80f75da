#include "training/instruction_set.h"

#include <hwy/targets.h>

namespace downhill::training {

std::vector<InstructionSet> supportedInstructionSets() {
    const auto supported = hwy::SupportedTargets();
    std::vector<InstructionSet> found{InstructionSet::Baseline};
    if ((supported & HWY_SSE4) != 0)
        found.push_back(InstructionSet::Sse4);
    if ((supported & HWY_AVX2) != 0)
        found.push_back(InstructionSet::Avx2);
    if ((supported & HWY_AVX3) != 0)
        found.push_back(InstructionSet::Avx512);
    return found;
}

InstructionSet bestInstructionSet() {
    return supportedInstructionSets().back();
}

std::string_view nameOf(InstructionSet instructions) {
    switch (instructions) {
    case InstructionSet::Baseline:
        return "baseline";
    case InstructionSet::Sse4:
        return "sse4";
    case InstructionSet::Avx2:
        return "avx2";
    case InstructionSet::Avx512:
        return "avx512";
    }
    return {};
}

} // namespace downhill::training
