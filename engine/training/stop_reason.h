#pragma once

namespace downhill::training {

/// Why a run goes no further.
enum class StopReason {
    None,     ///< not stopped
    Finished, ///< the budget of steps is used up
    GoalReached,
    Diverged,   ///< the loss or a parameter is not finite
    LeftWindow, ///< a surface without a minimum was followed out of sight
    Stopped,    ///< by the person at the controls
};

} // namespace downhill::training
