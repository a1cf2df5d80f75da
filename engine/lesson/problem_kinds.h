#pragma once

#include "training/experiment.h"

/// Which settings a dataset or a surface has, by its kind.
namespace downhill::lesson {

/// Whether a dataset is drawn from random numbers, rather than given by its author.
constexpr bool isDrawn(training::DatasetKind kind) {
    return kind != training::DatasetKind::Points && kind != training::DatasetKind::Csv &&
           kind != training::DatasetKind::Idx;
}

/// Whether the samples of a dataset are points of a plane, or may be where they are the author's own; only
/// these take `features`.
constexpr bool mayBePlane(training::DatasetKind kind) {
    return kind != training::DatasetKind::Line && kind != training::DatasetKind::Sine &&
           kind != training::DatasetKind::Digits && kind != training::DatasetKind::Idx;
}

/// Whether a dataset has as many classes as its author says.
constexpr bool choosesClasses(training::DatasetKind kind) {
    return kind == training::DatasetKind::Blobs || kind == training::DatasetKind::Spiral ||
           kind == training::DatasetKind::Rings;
}

/// Whether a surface is as curved as its author says.
constexpr bool hasCurvature(training::SurfaceKind kind) {
    return kind == training::SurfaceKind::Parabola || kind == training::SurfaceKind::Bowl ||
           kind == training::SurfaceKind::NoisyBowl;
}

} // namespace downhill::lesson
