#include "training/dataset_check.h"

#include "training/feature_map.h"
#include "training/range_check.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace downhill::training {

namespace {

Result<void> checkPoints(const DatasetSpec& spec) {
    if (spec.points.empty())
        return failure({.code = ErrorCode::EmptyData, .where = "dataset.points"});
    const std::size_t columns = spec.points.front().size();
    if (auto found =
            checkCount("dataset.samples", static_cast<std::int64_t>(spec.points.size()), 1, limits::kSamples);
        !found)
        return found;
    if (auto found =
            checkCount("dataset.points[0]", static_cast<std::int64_t>(columns), 2, limits::kFeatures + 1);
        !found)
        return found;
    for (std::size_t i = 0; i < spec.points.size(); ++i) {
        const auto& row = spec.points[i];
        const std::string where = "dataset.points[" + std::to_string(i) + "]";
        if (row.size() != columns) {
            return failure({.code = ErrorCode::ShapeMismatch,
                            .where = where,
                            .value = static_cast<double>(row.size()),
                            .limit = static_cast<double>(columns)});
        }
        if (!std::all_of(row.begin(), row.end(), [](double value) { return std::isfinite(value); }))
            return failure({.code = ErrorCode::NotFinite, .where = where});
    }
    return {};
}

Result<void> checkCurve(const DatasetSpec& spec) {
    if (auto found = checkInterval("dataset.range", spec.range); !found)
        return found;
    const double reach = std::max(std::abs(spec.range[0]), std::abs(spec.range[1]));
    if (spec.kind == DatasetKind::Sine) {
        const double greatest = kLargestQuantity / std::max(reach, 1.0);
        return checkWithin("dataset.frequency", spec.frequency, -greatest, greatest);
    }
    return checkWithin("dataset.slope", spec.slope, -kLargestQuantity, kLargestQuantity).and_then([&] {
        return checkWithin("dataset.intercept", spec.intercept, -kLargestQuantity, kLargestQuantity);
    });
}

/// What only counts for one kind or a few.
Result<void> checkKind(const DatasetSpec& spec) {
    constexpr std::int64_t kCells = 32;
    constexpr int kSmallSide = 8;
    constexpr int kFullSide = 28;
    switch (spec.kind) {
    case DatasetKind::Blobs:
    case DatasetKind::Spiral:
    case DatasetKind::Rings:
        return checkCount("dataset.classes", spec.classes, 2, limits::kClasses);
    case DatasetKind::Checkerboard:
        return checkCount("dataset.cells", spec.cells, 2, kCells);
    case DatasetKind::Digits:
        if (spec.side == kSmallSide || spec.side == kFullSide)
            return {};
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "dataset.side",
                        .value = static_cast<double>(spec.side),
                        .least = kSmallSide,
                        .limit = kFullSide});
    case DatasetKind::Line:
    case DatasetKind::Sine:
        return checkCurve(spec);
    case DatasetKind::Points:
        return checkPoints(spec);
    case DatasetKind::Idx:
        if (!spec.idxFolder.empty())
            return {};
        return failure({.code = ErrorCode::EmptyData, .where = "dataset.folder"});
    default:
        return {};
    }
}

/// How many features a kind draws that is not read from files.
std::int64_t drawnFeatures(const DatasetSpec& spec) {
    switch (spec.kind) {
    case DatasetKind::Line:
    case DatasetKind::Sine:
        return 1;
    case DatasetKind::Points:
        return static_cast<std::int64_t>(spec.points.front().size()) - 1;
    case DatasetKind::Digits:
        return std::int64_t{spec.side} * spec.side;
    default:
        return 2;
    }
}

} // namespace

Result<void> checkDataset(const DatasetSpec& spec) {
    if (auto found = checkWithin("dataset.test_share", spec.testShare, 0.0, 0.9); !found)
        return found;
    if (auto found = checkWithin("dataset.noise", spec.noise, 0.0, kLargestQuantity); !found)
        return found;
    if (spec.kind != DatasetKind::Csv && spec.kind != DatasetKind::Points) {
        if (auto found = checkCount("dataset.samples", spec.samples, 1, limits::kSamples); !found)
            return found;
    }
    if (auto found = checkKind(spec); !found)
        return found;
    if (spec.kind == DatasetKind::Csv)
        return checkFeatureCount(spec.features);
    if (spec.kind == DatasetKind::Idx) // images, whatever their size
        return checkCount("dataset.features", static_cast<std::int64_t>(spec.features.size()), 0, 0);
    return checkFeatures(spec.features, drawnFeatures(spec));
}

Result<void> checkLoader(const LoaderSettings& settings) {
    return checkCount("prefetch", settings.prefetch, 0, limits::kPrefetch).and_then([&] {
        return checkWithin("load_microseconds", settings.microseconds, 0.0, limits::kLoadMicroseconds);
    });
}

} // namespace downhill::training
