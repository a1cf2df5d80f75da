#include "training/kernels/product_kernels.h"

#include <algorithm>
#include <type_traits>

// The order matters here.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "training/kernels/product_kernels.cpp"
#include <hwy/foreach_target.h>

#include <hwy/cache_control.h>

#include "training/kernels/partial_vector-inl.h"
#include "training/kernels/per_instruction_set.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace downhill::training::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Eigen::Index;

/// The depth of one pass over a panel of b where a is walked across its rows: then the lines of a that a tile
/// touches are still in the first-level cache for the next tiles, which lie in the same lines.
constexpr Index kPanelDepth = 128;

#if HWY_TARGET == HWY_AVX3
constexpr Index kVectors = 4;                           ///< widest tile, in vectors
constexpr Index kRows[kVectors + 1] = {0, 12, 8, 8, 6}; ///< tallest tile for each width
#else
constexpr Index kVectors = 2;
constexpr Index kRows[kVectors + 1] = {0, 8, 6};
#endif

/// A tile of R rows and V vectors of c, kept in registers over the depth.
template <class Scalar, Index R, Index V>
HWY_ATTR void tile(const Product<Scalar>& product, Index row, Index column, Index depthBegin, Index depthEnd,
                   bool add, Index tail) {
    const hn::ScalableTag<Scalar> d;
    using Vec = hn::Vec<decltype(d)>;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    Vec sums[R][V];
    Scalar* c = product.c + row * product.cRow + column;
    const auto part = static_cast<std::size_t>(tail);
#pragma GCC unroll 16
    for (Index i = 0; i < R; ++i) {
#pragma GCC unroll 4
        for (Index v = 0; v < V; ++v) {
            if (!add)
                sums[i][v] = hn::Zero(d);
            else if (v == V - 1 && tail != 0)
                sums[i][v] = loadPart(d, c + i * product.cRow + v * lanes, part);
            else
                sums[i][v] = hn::LoadU(d, c + i * product.cRow + v * lanes);
        }
    }
    constexpr Index kLine = 64 / sizeof(Scalar);
    const Index aRow = product.aRow;
    const Index aStep = product.aStep;
    const Index bRow = product.bRow;
    const Scalar* a = product.a + row * aRow + depthBegin * aStep;
    const Scalar* b = product.b + depthBegin * bRow + column;
    for (Index p = depthBegin; p < depthEnd; ++p, a += aStep, b += bRow) {
        if (R * V >= 16 && aStep == 1 && p % kLine == 0) { // the next tile's lines of a
#pragma GCC unroll 16
            for (Index i = 0; i < R; ++i)
                hwy::Prefetch(a + (R + i) * aRow);
        }
        Vec wide[V];
#pragma GCC unroll 4
        for (Index v = 0; v < V; ++v)
            wide[v] = hn::LoadU(d, b + v * lanes);
#pragma GCC unroll 16
        for (Index i = 0; i < R; ++i) {
            const Vec one = hn::Set(d, a[i * aRow]);
#pragma GCC unroll 4
            for (Index v = 0; v < V; ++v)
                sums[i][v] = hn::MulAdd(one, wide[v], sums[i][v]);
        }
    }
#pragma GCC unroll 16
    for (Index i = 0; i < R; ++i) {
#pragma GCC unroll 4
        for (Index v = 0; v < V; ++v) {
            if (v == V - 1 && tail != 0)
                storePart(d, sums[i][v], c + i * product.cRow + v * lanes, part);
            else
                hn::StoreU(sums[i][v], d, c + i * product.cRow + v * lanes);
        }
    }
}

/// Runs the tile whose height is `rows`, found among 1 to R.
template <class Scalar, Index R, Index V>
HWY_ATTR void tileOf(Index rows, const Product<Scalar>& product, Index row, Index column, Index depthBegin,
                     Index depthEnd, bool add, Index tail) {
    if constexpr (R > 0) {
        if (rows == R)
            tile<Scalar, R, V>(product, row, column, depthBegin, depthEnd, add, tail);
        else
            tileOf<Scalar, R - 1, V>(rows, product, row, column, depthBegin, depthEnd, add, tail);
    }
}

/// All rows of a panel V vectors wide, in tiles of nearly equal height.
template <class Scalar, Index V>
HWY_ATTR void panel(const Product<Scalar>& product, Index column, Index depthBegin, Index depthEnd, bool add,
                    Index tail) {
    Index row = 0;
    if (product.rows > kRows[V]) {
        const Index tiles = (product.rows + kRows[V] - 1) / kRows[V];
        const Index least = product.rows / tiles;
        const Index taller = product.rows % tiles; // tiles with one row more
        for (Index i = 0; i < tiles; ++i) {
            const Index rows = i < taller ? least + 1 : least;
            tileOf<Scalar, kRows[V], V>(rows, product, row, column, depthBegin, depthEnd, add, tail);
            row += rows;
        }
        return;
    }
    tileOf<Scalar, kRows[V], V>(product.rows, product, row, column, depthBegin, depthEnd, add, tail);
}

template <class Scalar>
HWY_ATTR void multiply(const Product<Scalar>& product) {
    const hn::ScalableTag<Scalar> d;
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    const Index whole = product.padded ? 0 : product.columns % lanes;
    Index depthBegin = 0;
    do {
        const Index depthEnd =
            product.aStep == 1 ? product.depth : std::min(depthBegin + kPanelDepth, product.depth);
        const bool add = product.add || depthBegin > 0;
        for (Index column = 0; column < product.columns;) {
            const Index vectors = (product.columns - column + lanes - 1) / lanes;
            const Index width = std::min(vectors, kVectors);
            const Index tail = width == vectors ? whole : 0;
            switch (width) {
            case 1:
                panel<Scalar, 1>(product, column, depthBegin, depthEnd, add, tail);
                break;
            case 2:
                panel<Scalar, 2>(product, column, depthBegin, depthEnd, add, tail);
                break;
#if HWY_TARGET == HWY_AVX3
            case 3:
                panel<Scalar, 3>(product, column, depthBegin, depthEnd, add, tail);
                break;
            default:
                panel<Scalar, 4>(product, column, depthBegin, depthEnd, add, tail);
#else
            default:
#endif
                break;
            }
            column += width * lanes;
        }
        depthBegin = depthEnd;
    } while (depthBegin < product.depth);
}

/// The sum of a row, lane by lane.
template <class D>
HWY_INLINE hn::Vec<D> sumOfVectors(D d, Eigen::Index columns, const hn::TFromD<D>* values) {
    const Index lanes = static_cast<Index>(hn::Lanes(d));
    auto sum = hn::LoadU(d, values);
    for (Index j = lanes; j < columns; j += lanes)
        sum = hn::Add(sum, hn::LoadU(d, values + j));
    return sum;
}

#if HWY_TARGET != HWY_SCALAR
using FourFloats = hn::FixedTag<float, 4>;

HWY_INLINE hn::Vec<FourFloats> foldedToFour(FourFloats, hn::Vec<FourFloats> v) {
    return v;
}
/// The halves of a vector added to each other until four numbers are left.
template <class D>
HWY_INLINE hn::Vec<FourFloats> foldedToFour(D d, hn::Vec<D> v) {
    const hn::Half<D> half;
    return foldedToFour(half, hn::Add(hn::LowerHalf(half, v), hn::UpperHalf(half, v)));
}

/// Four rows' sums at once.
HWY_ATTR void sumFourRows(Index columns, const float* values, Index step, float* sums, bool add) {
    const hn::ScalableTag<float> d;
    const FourFloats four;
    const auto row = [&](Index i) { return foldedToFour(d, sumOfVectors(d, columns, values + i * step)); };
    const auto a = row(0);
    const auto b = row(1);
    const auto c = row(2);
    const auto e = row(3);
    const auto ab = hn::Add(hn::InterleaveLower(four, a, b), hn::InterleaveUpper(four, a, b));
    const auto ce = hn::Add(hn::InterleaveLower(four, c, e), hn::InterleaveUpper(four, c, e));
    const auto total = hn::Add(hn::ConcatLowerLower(four, ce, ab), hn::ConcatUpperUpper(four, ce, ab));
    hn::StoreU(add ? hn::Add(hn::LoadU(four, sums), total) : total, four, sums);
}
#endif

template <class Scalar>
HWY_ATTR void sumRows(Index rows, Index columns, const Scalar* values, Index step, Scalar* sums, bool add) {
    Index i = 0;
#if HWY_TARGET != HWY_SCALAR
    if constexpr (std::is_same_v<Scalar, float>) {
        for (; i + 4 <= rows; i += 4)
            sumFourRows(columns, values + i * step, step, sums + i, add);
    }
#endif
    const hn::ScalableTag<Scalar> d;
    for (; i < rows; ++i) {
        const Scalar total = hn::GetLane(hn::SumOfLanes(d, sumOfVectors(d, columns, values + i * step)));
        sums[i] = add ? sums[i] + total : total;
    }
}

#if HWY_TARGET != HWY_SCALAR
HWY_ATTR void transposeBlock(const float* from, Index fromRow, float* to, Index toRow) {
    const hn::FixedTag<float, 4> d;
    const hn::FixedTag<double, 2> pairs;
    const auto a = hn::LoadU(d, from);
    const auto b = hn::LoadU(d, from + fromRow);
    const auto c = hn::LoadU(d, from + 2 * fromRow);
    const auto e = hn::LoadU(d, from + 3 * fromRow);
    const auto abLow = hn::BitCast(pairs, hn::InterleaveLower(d, a, b));
    const auto abHigh = hn::BitCast(pairs, hn::InterleaveUpper(d, a, b));
    const auto ceLow = hn::BitCast(pairs, hn::InterleaveLower(d, c, e));
    const auto ceHigh = hn::BitCast(pairs, hn::InterleaveUpper(d, c, e));
    hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, abLow, ceLow)), d, to);
    hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, abLow, ceLow)), d, to + toRow);
    hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, abHigh, ceHigh)), d, to + 2 * toRow);
    hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, abHigh, ceHigh)), d, to + 3 * toRow);
}

#endif

/// The transpose of four by four numbers.
template <class Scalar>
void transposeBlock(const Scalar* from, Index fromRow, Scalar* to, Index toRow) {
    for (Index i = 0; i < 4; ++i) {
        for (Index j = 0; j < 4; ++j)
            to[j * toRow + i] = from[i * fromRow + j];
    }
}

/// Columns are taken 64 bytes at a time, so that the rows written to stay in the first-level cache.
template <class Scalar>
HWY_ATTR void transpose(Index rows, Index columns, const Scalar* from, Index fromRow, Scalar* to,
                        Index toRow) {
    constexpr Index kStretch = 64 / sizeof(Scalar);
    for (Index begin = 0; begin < columns; begin += kStretch) {
        const Index end = std::min(begin + kStretch, columns);
        for (Index i = 0; i < rows; i += 4) {
            for (Index j = begin; j < end; j += 4)
                transposeBlock(from + i * fromRow + j, fromRow, to + j * toRow + i, toRow);
        }
    }
}

template <class Scalar>
constexpr ProductKernels<Scalar> kProductKernels{&multiply<Scalar>, &sumRows<Scalar>, &transpose<Scalar>};

} // namespace
template <class Scalar>
const ProductKernels<Scalar>& productTable() {
    return kProductKernels<Scalar>;
}
template const ProductKernels<float>& productTable<float>();
template const ProductKernels<double>& productTable<double>();
} // namespace downhill::training::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace downhill::training {

template <class Scalar>
const ProductKernels<Scalar>& productKernels(InstructionSet instructions) {
    DOWNHILL_KERNELS(instructions, productTable<Scalar>());
}

template const ProductKernels<float>& productKernels<float>(InstructionSet);
template const ProductKernels<double>& productKernels<double>(InstructionSet);

} // namespace downhill::training
#endif
