#pragma once

#include "lesson/figure.h"
#include "lesson/object_reader.h"
#include "training/stop_reason.h"

/// The words of what is expected of runs.
namespace downhill::lesson::words {

inline constexpr Word<training::StopReason> kReasons[] = {
    {u"finished", training::StopReason::Finished},
    {u"goal-reached", training::StopReason::GoalReached},
    {u"diverged", training::StopReason::Diverged},
    {u"left-window", training::StopReason::LeftWindow},
};

inline constexpr Word<Figure> kFigures[] = {
    {u"steps", Figure::Steps},
    {u"steps_to_goal", Figure::StepsToGoal},
    {u"epochs_to_goal", Figure::EpochsToGoal},
    {u"train_loss", Figure::TrainLoss},
    {u"test_loss", Figure::TestLoss},
    {u"train_accuracy", Figure::TrainAccuracy},
    {u"test_accuracy", Figure::TestAccuracy},
    {u"parameter", Figure::Parameter},
    {u"rises", Figure::Rises},
    {u"first_move", Figure::FirstMove},
    {u"last_move", Figure::LastMove},
    {u"path_length", Figure::PathLength},
    {u"displacement", Figure::Displacement},
    {u"gradient", Figure::Gradient},
    {u"gradient_norm", Figure::GradientNorm},
    {u"gradient_noise", Figure::GradientNoise},
    {u"gradient_error", Figure::GradientError},
    {u"curvature", Figure::Curvature},
    {u"multiplications", Figure::Multiplications},
};

inline constexpr Word<Moment> kMoments[] = {
    {u"end", Moment::End},
    {u"start", Moment::Start},
    {u"lowest", Moment::Lowest},
    {u"highest", Moment::Highest},
};

/// The first two of kMoments, for figures that have no others.
inline constexpr Word<Moment> kEnds[] = {kMoments[0], kMoments[1]};

} // namespace downhill::lesson::words
