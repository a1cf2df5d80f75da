#pragma once

#include "training/instruction_set.h"

#include <Eigen/Core>

namespace downhill::training {

/// c(i, j) = Σ a(i, p) · b(p, j) over p < depth, added to what c holds or not. Rows of b and c are
/// contiguous. Each element is summed in the order of p with one accumulator, so it does not depend on how
/// rows and columns are shared out.
template <class Scalar>
struct Product {
    Eigen::Index rows = 0;
    Eigen::Index columns = 0;
    Eigen::Index depth = 0;
    const Scalar* a = nullptr; ///< element (i, p) at a[i · aRow + p · aStep]
    Eigen::Index aRow = 0;
    Eigen::Index aStep = 1;
    const Scalar* b = nullptr; ///< element (p, j) at b[p · bRow + j]; readable up to whole vectors of columns
    Eigen::Index bRow = 0;
    Scalar* c = nullptr; ///< element (i, j) at c[i · cRow + j]
    Eigen::Index cRow = 0;
    bool add = false;
    bool padded = false; ///< whether c may be written up to whole vectors of columns
};

template <class Scalar>
struct ProductKernels {
    void (*multiply)(const Product<Scalar>& product);
    /// sums[i] = (add ? sums[i] : 0) + Σ_j rows[i · step + j] over j < columns, a multiple of kLanes.
    void (*sumRows)(Eigen::Index rows, Eigen::Index columns, const Scalar* values, Eigen::Index step,
                    Scalar* sums, bool add);
    /// to(j, i) = from(i, j) for i < rows and j < columns; both are readable and writable up to multiples
    /// of 4.
    void (*transpose)(Eigen::Index rows, Eigen::Index columns, const Scalar* from, Eigen::Index fromRow,
                      Scalar* to, Eigen::Index toRow);
};

/// Buffers that kernels run over end at a multiple of this many numbers and begin at one of 64 bytes.
inline constexpr Eigen::Index kLanes = 16;

constexpr Eigen::Index paddedToLanes(Eigen::Index count) {
    return (count + kLanes - 1) / kLanes * kLanes;
}

template <class Scalar>
const ProductKernels<Scalar>& productKernels(InstructionSet instructions);

} // namespace downhill::training
