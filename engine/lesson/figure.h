#pragma once

#include <cstddef>
#include <optional>

/// What can be measured of a run. Figures count steps and operations, never seconds: the same experiment
/// gives the same figures on every machine.
namespace downhill::lesson {

enum class Figure {
    // Of the whole run; none has a moment.
    Steps,        ///< done
    StepsToGoal,  ///< infinite where it was not reached
    EpochsToGoal, ///< the same in passes over the training set
    /// Steps after which the loss of the whole training set was higher than before, by more than a millionth
    /// of
    /// it: near a minimum the last digits tremble.
    Rises,
    Multiplications, ///< that a step takes, forward and backward
    FirstMove,       ///< of a parameter: how far the first step moved it
    LastMove,        ///< how far the last one did
    PathLength,      ///< of a parameter: the sum of all its moves
    Displacement,    ///< of a parameter: how far it is from its start at the end

    // At a moment.
    TrainLoss, ///< of the whole training set; infinite where it is not a number any more
    TestLoss,
    TrainAccuracy, ///< share of the samples whose class is named
    TestAccuracy,
    Parameter, ///< one of the flat vector

    // At the start or the end, over the whole training set, without dropout.
    Gradient,     ///< one component of it
    GradientNorm, ///< its length; of one layer, or of all
    GradientNoise, ///< root mean square of ‖g_batch − g‖ / ‖g‖ over the batches that the run would take
    GradientError, ///< ‖g − n‖ / (‖g‖ + ‖n‖) in double precision, where n are finite differences
    Curvature,     ///< largest eigenvalue of the Hessian
};

/// When in a run. Lowest and Highest go by at most 1000 looks, evenly spread from the start to the end.
enum class Moment { End, Start, Lowest, Highest };

struct Measure {
    Figure figure = Figure::TrainLoss;
    Moment when = Moment::End;
    std::optional<std::size_t> index{}; ///< of a parameter, or of a layer

    bool operator==(const Measure&) const = default;
};

/// Which moments a figure may be asked for.
enum class Moments { None, Ends, All };

constexpr Moments momentsOf(Figure figure) {
    switch (figure) {
    case Figure::TrainLoss:
    case Figure::TestLoss:
    case Figure::TrainAccuracy:
    case Figure::TestAccuracy:
    case Figure::Parameter:
        return Moments::All;
    case Figure::Gradient:
    case Figure::GradientNorm:
    case Figure::GradientNoise:
    case Figure::GradientError:
    case Figure::Curvature:
        return Moments::Ends;
    default:
        return Moments::None;
    }
}

/// Whether a figure is one parameter's, and needs its index.
constexpr bool isOfParameter(Figure figure) {
    return figure == Figure::Parameter || figure == Figure::Gradient || figure == Figure::FirstMove ||
           figure == Figure::LastMove || figure == Figure::PathLength || figure == Figure::Displacement;
}

/// Whether the application knows the figure at the end of a run that a student made.
constexpr bool isOfStudentsRun(Figure figure) {
    return figure == Figure::Steps || figure == Figure::StepsToGoal || figure == Figure::EpochsToGoal ||
           momentsOf(figure) == Moments::All;
}

} // namespace downhill::lesson
