#include "training/dense_product.h"

#include <algorithm>

namespace downhill::training {

namespace {

using Eigen::Index;

/// Products up to this many multiplications run through the kernels below, which need no packing; larger ones
/// go to Eigen in tiles.
constexpr Index kSmallProduct = 64 * 64 * 64;

/// A side of the tiles that Eigen gets: small enough for its packed copies to stay on the stack, and for the
/// depth not to be divided again by a size of the processor's caches.
constexpr Index kTile = 128;

/// `kRows` × `kColumns` elements of c at once, held in registers over the depth.
template <int kRows, int kColumns, class Scalar>
inline void addBlock(Index rows, Index depth, ColumnView<Scalar> a, StridedView<Scalar> b, Scalar* c) {
    using Lanes = Eigen::Array<Scalar, kRows, 1>;
    Lanes sums[kColumns];
    for (int column = 0; column < kColumns; ++column)
        sums[column] = Eigen::Map<const Lanes>(c + column * rows);
    for (Index k = 0; k < depth; ++k) {
        const Lanes lanes = Eigen::Map<const Lanes>(a.data + k * a.step);
        const Scalar* across = b.data + k * b.rowStep;
        for (int column = 0; column < kColumns; ++column)
            sums[column] += lanes * across[column * b.columnStep];
    }
    for (int column = 0; column < kColumns; ++column)
        Eigen::Map<Lanes>(c + column * rows) = sums[column];
}

/// All columns of `kRows` rows.
template <int kRows, class Scalar>
inline void addRows(Index rows, Index columns, Index depth, ColumnView<Scalar> a, StridedView<Scalar> b,
                    Scalar* c) {
    Index column = 0;
    for (; column + 4 <= columns; column += 4) {
        addBlock<kRows, 4>(rows, depth, a, {b.data + column * b.columnStep, b.rowStep, b.columnStep},
                           c + column * rows);
    }
    for (; column < columns; ++column) {
        addBlock<kRows, 1>(rows, depth, a, {b.data + column * b.columnStep, b.rowStep, b.columnStep},
                           c + column * rows);
    }
}

template <class Scalar>
void addSmallProduct(Index rows, Index columns, Index depth, ColumnView<Scalar> a, StridedView<Scalar> b,
                     Scalar* c) {
    Index row = 0;
    for (; row + 8 <= rows; row += 8)
        addRows<8>(rows, columns, depth, {a.data + row, a.step}, b, c + row);
    if (row + 4 <= rows) {
        addRows<4>(rows, columns, depth, {a.data + row, a.step}, b, c + row);
        row += 4;
    }
    if (row + 2 <= rows) {
        addRows<2>(rows, columns, depth, {a.data + row, a.step}, b, c + row);
        row += 2;
    }
    if (row < rows)
        addRows<1>(rows, columns, depth, {a.data + row, a.step}, b, c + row);
}

/// c += a · b by Eigen, tile by tile; `Right` is Eigen's view of b.
template <class Scalar, class Right>
void addTiledProduct(ColumnView<Scalar> a, const Right& right, Index rows, Scalar* c) {
    using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
    const Index columns = right.cols();
    const Index depth = right.rows();
    const Eigen::Map<const Matrix, 0, Eigen::OuterStride<>> left(a.data, rows, depth,
                                                                 Eigen::OuterStride<>(a.step));
    Eigen::Map<Matrix> sum(c, rows, columns);
    for (Index column = 0; column < columns; column += kTile) {
        const Index width = std::min(kTile, columns - column);
        for (Index row = 0; row < rows; row += kTile) {
            const Index height = std::min(kTile, rows - row);
            for (Index k = 0; k < depth; k += kTile) {
                const Index length = std::min(kTile, depth - k);
                sum.block(row, column, height, width).noalias() +=
                    left.block(row, k, height, length) * right.block(k, column, length, width);
            }
        }
    }
}

} // namespace

template <class Scalar>
void addProduct(Index rows, Index columns, Index depth, ColumnView<Scalar> a, StridedView<Scalar> b,
                Scalar* c) {
    using Eigen::Dynamic;
    if (rows * columns * depth <= kSmallProduct) {
        addSmallProduct(rows, columns, depth, a, b, c);
    } else if (b.rowStep == 1) {
        using View = Eigen::Map<const Eigen::Matrix<Scalar, Dynamic, Dynamic>, 0, Eigen::OuterStride<>>;
        addTiledProduct(a, View(b.data, depth, columns, Eigen::OuterStride<>(b.columnStep)), rows, c);
    } else {
        using View = Eigen::Map<const Eigen::Matrix<Scalar, Dynamic, Dynamic, Eigen::RowMajor>, 0,
                                Eigen::OuterStride<>>;
        addTiledProduct(a, View(b.data, depth, columns, Eigen::OuterStride<>(b.rowStep)), rows, c);
    }
}

template void addProduct<float>(Index, Index, Index, ColumnView<float>, StridedView<float>, float*);
template void addProduct<double>(Index, Index, Index, ColumnView<double>, StridedView<double>, double*);

} // namespace downhill::training
