#pragma once

#include <Eigen/Core>

namespace downhill::training {

/// A matrix somewhere in memory: element (row, column) stands at data[row · rowStep + column · columnStep].
template <class Scalar>
struct StridedView {
    const Scalar* data;
    Eigen::Index rowStep;
    Eigen::Index columnStep;
};

/// A matrix that stands column by column, each `step` numbers after the one before.
template <class Scalar>
struct ColumnView {
    const Scalar* data;
    Eigen::Index step;
};

/// c += a · b, with a of rows × depth, b of depth × columns, and c of rows × columns, column by column
/// without gaps. Each element of c is summed over the depth in the same order whatever the number of rows and
/// columns, in stretches whose length is a constant. Allocates nothing.
template <class Scalar>
void addProduct(Eigen::Index rows, Eigen::Index columns, Eigen::Index depth, ColumnView<Scalar> a,
                StridedView<Scalar> b, Scalar* c);

extern template void addProduct<float>(Eigen::Index, Eigen::Index, Eigen::Index, ColumnView<float>,
                                       StridedView<float>, float*);
extern template void addProduct<double>(Eigen::Index, Eigen::Index, Eigen::Index, ColumnView<double>,
                                        StridedView<double>, double*);

} // namespace downhill::training
