#pragma once

#include "training/network_task.h"
#include "training/optimizer.h"
#include "training/schedule.h"
#include "training/surface.h"
#include "training/trainer.h"

#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace downhill::training {

/// A run under way, as a trainer holds it, and its acts.
template <class Scalar>
struct RunState {
    // Exactly one of the two is there.
    std::unique_ptr<NetworkTask<Scalar>> network{};
    std::optional<Surface> surface{};

    std::shared_ptr<ThreadTeam> team{};
    Optimizer<Scalar> optimizer;
    RateSchedule schedule;
    std::vector<Act> loop{};
    std::optional<Goal> goal{};
    std::int64_t budget = 0;
    std::uint64_t noiseSeed = 0;

    std::vector<Scalar> parameters{};
    std::vector<Scalar> gradient{};
    std::vector<Scalar> before{}; ///< the parameters before the last Step act, where moves are kept
    bool keepsMoves = false;
    bool moved = false;  ///< `before` is of a Step act
    bool zeroed = false; ///< the gradient is zero, whatever its vector holds: the next Backward overwrites it
    double surfaceValue = 0; ///< as the Forward act found it
    std::size_t next = 0;    ///< act in the loop
    bool batchTaken = false; ///< by this step
    bool broken = false;     ///< a parameter is not finite
    std::int64_t step = 0;
    double batchLoss = std::numeric_limits<double>::quiet_NaN();
    StopReason stopReason = StopReason::None;
    std::int64_t looksPassed = 0; ///< at the goal, in a row

    void begin();
    void perform();
    void forward();
    void measureLoss();
    void backward();
    void move();
    void finishStep();
    void writeZeros();
    bool goalReached();
    Evaluation evaluate(bool test);
    std::array<Scalar, 2> place() const { return {parameters[0], parameters[1]}; }
};

extern template struct RunState<float>;
extern template struct RunState<double>;

} // namespace downhill::training
