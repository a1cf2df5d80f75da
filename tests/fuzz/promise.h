#pragma once

#include <cstdio>
#include <cstdlib>

namespace downhill::fuzzing {

/// Ends the program where the code under test broke `promise`, which stands in the report.
inline void require(bool kept, const char* promise) {
    if (kept)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

} // namespace downhill::fuzzing
