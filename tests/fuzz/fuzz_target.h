#pragma once

#include <cstddef>
#include <cstdint>

/// What every fuzz_*.cpp defines: takes any bytes, in any order, without end. Whatever it finds is a crash: a
/// broken promise aborts, a sanitizer stops the program, and libFuzzer watches time and memory. Always
/// returns 0.
///
/// libFuzzer calls it in the preset `fuzz`; elsewhere replay.cpp does, with the seeds and the inputs that
/// once failed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
