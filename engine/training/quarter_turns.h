#pragma once

namespace downhill::training::portable {

/// An angle as whole quarters of a turn and what is left: x = count · π/2 + rest, |rest| ≤ π/4 up to
/// rounding. Of the count only the last two bits are told.
struct QuarterTurns {
    double rest;
    unsigned count;
};

/// Exact to about a unit in the last place of `rest`, for angles of any size. The rest of an infinite angle
/// and of NaN is NaN.
QuarterTurns quarterTurns(double x);

} // namespace downhill::training::portable
