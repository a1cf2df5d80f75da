#pragma once

#include "training/error.h"
#include "training/experiment.h"
#include "training/surface.h"

#include <atomic>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace downhill::training {

/// How finely a window is looked at, and how long each run may take.
struct BasinSettings {
    int columns = 64; ///< starts along x, each in the middle of its field
    int rows = 64;    ///< along y, the first at the least y
    std::int64_t steps = 1000;
    double reach = 0.05; ///< how near a minimum a run ends to count, as a share of the window's width
};

/// Which minimum each start ends in.
struct BasinMap {
    /// What became of a run that ended in no minimum.
    enum Fate : std::int16_t { Elsewhere = -1, Lost = -2, Unknown = -3 };

    int columns = 0;
    int rows = 0;
    std::vector<SurfaceMinimum> minima{};
    /// Row by row: the number of the minimum, or a Fate. Elsewhere: it stood somewhere else after the last
    /// step; Lost: it diverged or left the window for good; Unknown: not run, as where it was cancelled.
    std::vector<std::int16_t> ends{};

    /// The share of the starts that were run; NaN where none was.
    double share(int end) const;
};

/// Runs run `run` of `experiment` from every field of its surface's window, each with the experiment's own
/// optimizer and noise, until it has used up its steps. The minima are the surface's own; those of a formula,
/// which nobody knows, are found by Newton's method from where the runs end. `progress` counts the starts
/// that are done and may be read by any thread; after a `stop` the rest is Unknown. Errors: those of
/// Trainer::create(); OutOfRange and NotFinite for the settings ("basins.columns"), ShapeMismatch where the
/// problem is not a surface of two parameters ("surface").
Result<BasinMap> basins(const Experiment& experiment, std::size_t run, const BasinSettings& settings = {},
                        std::atomic<std::int64_t>* progress = nullptr, const std::stop_token& stop = {});

} // namespace downhill::training
