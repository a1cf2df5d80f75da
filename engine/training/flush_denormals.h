#pragma once

#include <cstdint>

#if defined(__SSE2__) || defined(_M_X64)
#include <immintrin.h>
#endif

namespace downhill::training {

/// While it lives, its thread takes numbers below the normal range (10⁻³⁸ in floats) for 0, as
/// torch.set_flush_denormal does. The squared gradients of a network that has learned its data get there, and
/// processors work several times slower with such numbers. A processor that cannot is left as it is.
class FlushDenormals {
public:
    FlushDenormals() noexcept : before_(read()) { write(before_ | kFlush); }
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;
    ~FlushDenormals() { write(before_); }

private:
#if defined(__SSE2__) || defined(_M_X64)
    static constexpr std::uint64_t kFlush = 0x8040; // flush to zero, denormals are zero
    static std::uint64_t read() noexcept {
        return _mm_getcsr();
    }
    static void write(std::uint64_t bits) noexcept {
        _mm_setcsr(static_cast<unsigned>(bits));
    }
#elif defined(__aarch64__)
    static constexpr std::uint64_t kFlush = std::uint64_t{1} << 24; // FPCR.FZ
    static std::uint64_t read() noexcept {
        std::uint64_t bits = 0;
        asm volatile("mrs %0, fpcr" : "=r"(bits));
        return bits;
    }
    static void write(std::uint64_t bits) noexcept {
        asm volatile("msr fpcr, %0" : : "r"(bits));
    }
#else
    static constexpr std::uint64_t kFlush = 0;
    static std::uint64_t read() noexcept {
        return 0;
    }
    static void write(std::uint64_t) noexcept {}
#endif

    std::uint64_t before_;
};

} // namespace downhill::training
