#pragma once

#include "training/loss_curve.h"

#include <QByteArray>

#include <span>
#include <vector>

namespace downhill::store {

/// Bytes of one bucket: four 64-bit integers and four 32-bit floats in the order of CurveBucket,
/// little-endian.
inline constexpr qsizetype kBucketBytes = 48;

/// Buckets in one stored chunk; only the last chunk of a curve holds fewer.
inline constexpr std::size_t kChunkBuckets = 512;

QByteArray encodeBuckets(std::span<const training::CurveBucket> buckets);

/// Appends the buckets of `blob`. False, and nothing appended, where it is not a whole number of them.
bool decodeBuckets(const QByteArray& blob, std::vector<training::CurveBucket>& buckets);

} // namespace downhill::store
